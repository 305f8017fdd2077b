/**
 * `--time-trace`: how long each part of a link took, as LLVM's tools tell it: a table for people, and a file in the
 * trace format of Chrome's `about:tracing` (Trace Event Format, complete events).
 */
export interface Span {
  readonly name: string;
  /** Milliseconds from the first span's start. */
  readonly start: number;
  readonly duration: number;
}

/** Collects spans; without a clock it only runs what it is given. */
export class TimeTrace {
  readonly spans: Span[] = [];
  readonly #now: (() => number) | undefined;
  readonly #origin: number;

  constructor(now?: () => number) {
    this.#now = now;
    this.#origin = now?.() ?? 0;
  }

  time<T>(name: string, action: () => T): T {
    if (this.#now === undefined) return action();
    const start = this.#now();
    try {
      return action();
    } finally {
      this.spans.push({ name, start: start - this.#origin, duration: this.#now() - start });
    }
  }
}

/** Spans of one name together, the longest first: milliseconds, share of the whole, count. */
export function formatTimeTable(spans: readonly Span[]): string {
  const rows = new Map<string, { time: number; count: number }>();
  let end = 0;
  for (const { name, start, duration } of spans) {
    const row = rows.get(name) ?? { time: 0, count: 0 };
    row.time += duration;
    row.count++;
    rows.set(name, row);
    end = Math.max(end, start + duration);
  }
  const lines = [...rows]
    .sort(([, a], [, b]) => b.time - a.time)
    .map(([name, { time, count }]) => {
      const share = end === 0 ? 0 : (100 * time) / end;
      return `${time.toFixed(1).padStart(10)} ${share.toFixed(1).padStart(6)} % ${String(count).padStart(6)}  ${name}`;
    });
  return [
    "        ms  share    count  what",
    ...lines,
    `${end.toFixed(1).padStart(10)}                  total`,
    "",
  ].join("\n");
}

/** The trace event format: microseconds. */
export function formatChromeTrace(spans: readonly Span[], programName: string): string {
  const traceEvents = spans.map(({ name, start, duration }) => ({
    name,
    ph: "X",
    pid: 1,
    tid: 1,
    ts: Math.round(start * 1000),
    dur: Math.round(duration * 1000),
  }));
  const process = { name: "process_name", ph: "M", pid: 1, args: { name: programName } };
  return `${JSON.stringify({ traceEvents: [process, ...traceEvents] })}\n`;
}
