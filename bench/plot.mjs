// Plots as SVG text: groups of bars, and lines over a logarithmic axis.
const COLORS = ["#4c72b0", "#dd8452", "#55a868", "#c44e52", "#8172b3", "#937860", "#da8bc3", "#8c8c8c"];
const WIDTH = 960;
const PLOT_HEIGHT = 320;
const LEFT = 60;
const TOP = 40;

/** Powers of ten around the values. @param {readonly number[]} values @returns {[number, number]} exponents */
function decades(values) {
  if (values.length === 0) return [0, 1];
  return [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
}

/** @param {string} title @param {[number, number]} range @param {readonly string[]} names @param {string[]} content @param {number} [below] */
function frame(title, [low, high], names, content, below = 30) {
  const rows = Math.ceil(names.length / 3);
  const height = TOP + PLOT_HEIGHT + below + 20 * rows + 10;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="${LEFT}" y="22" font-size="15">${title}</text>`,
  ];
  for (let power = low; power <= high; power++) {
    const y = TOP + PLOT_HEIGHT * (1 - (power - low) / (high - low));
    parts.push(
      `<path d="M${LEFT} ${y}H${WIDTH - 10}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y + 4}" text-anchor="end">${10 ** power}</text>`,
    );
  }
  names.forEach((name, i) => {
    const [x, y] = [LEFT + (i % 3) * 290, TOP + PLOT_HEIGHT + below + 20 * Math.floor(i / 3)];
    parts.push(
      `<rect x="${x}" y="${y}" width="12" height="12" fill="${COLORS[i % COLORS.length]}"/><text x="${x + 18}" y="${y + 10}">${name}</text>`,
    );
  });
  return `${[...parts, ...content, "</svg>"].join("\n")}\n`;
}

/**
 * @param {string} title
 * @param {readonly string[]} groups
 * @param {readonly { title: string, values: readonly (number | undefined)[] }[]} series
 */
export function drawBars(title, groups, series) {
  const values = series.flatMap((one) => one.values.filter((value) => value !== undefined));
  const [low, high] = decades(values);
  const groupWidth = (WIDTH - LEFT - 10) / Math.max(groups.length, 1);
  const barWidth = (groupWidth * 0.85) / series.length;
  const content = groups.map((name, i) => {
    const x = LEFT + (i + 0.4) * groupWidth;
    const y = TOP + PLOT_HEIGHT + 14;
    return `<text transform="translate(${x} ${y}) rotate(25)">${name}</text>`;
  });
  series.forEach((one, s) => {
    one.values.forEach((value, i) => {
      if (value === undefined) return;
      const height = (PLOT_HEIGHT * (Math.log10(value) - low)) / (high - low);
      const x = LEFT + i * groupWidth + s * barWidth;
      content.push(
        `<rect x="${x.toFixed(1)}" y="${(TOP + PLOT_HEIGHT - height).toFixed(1)}" width="${(barWidth * 0.9).toFixed(1)}" height="${height.toFixed(1)}" ` +
          `fill="${COLORS[s % COLORS.length]}"><title>${groups[i]}, ${one.title}: ${value.toFixed(3)}</title></rect>`,
      );
    });
  });
  return frame(
    title,
    [low, high],
    series.map((one) => one.title),
    content,
    90,
  );
}

/**
 * @param {string} title
 * @param {readonly { title: string, points: readonly { x: number, y: number }[] }[]} lines
 */
export function drawLines(title, lines) {
  const points = lines.flatMap((line) => line.points);
  const [low, high] = decades(points.map(({ y }) => y));
  const [first, last] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))].map(Math.log10);
  const place = (/** @type {{ x: number, y: number }} */ { x, y }) => [
    LEFT + 20 + ((WIDTH - LEFT - 60) * (Math.log10(x) - (first ?? 0))) / ((last ?? 1) - (first ?? 0)),
    TOP + PLOT_HEIGHT * (1 - (Math.log10(y) - low) / (high - low)),
  ];
  const content = [...new Set(points.map(({ x }) => x))].map((x) => {
    const [left] = place({ x, y: 10 ** low });
    return `<text x="${left}" y="${TOP + PLOT_HEIGHT + 18}" text-anchor="middle">${x}</text>`;
  });
  lines.forEach((line, i) => {
    const color = COLORS[i % COLORS.length];
    const path = line.points
      .map((point) =>
        place(point)
          .map((value) => value?.toFixed(1))
          .join(" "),
      )
      .join("L");
    content.push(`<path d="M${path}" fill="none" stroke="${color}" stroke-width="2"/>`);
    for (const point of line.points) {
      const [x, y] = place(point);
      content.push(
        `<circle cx="${x?.toFixed(1)}" cy="${y?.toFixed(1)}" r="4" fill="${color}"><title>${line.title}: ${point.y.toFixed(1)}</title></circle>`,
      );
    }
  });
  return frame(
    title,
    [low, high],
    lines.map((line) => line.title),
    content,
  );
}
