// Whole processes, timed from outside: wall and CPU time, peak memory.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** GNU time tells what the kernel counted for a process; Node does not. */
const TIME = ["/usr/bin/time", "/usr/local/bin/gtime", "/opt/homebrew/bin/gtime"].find((path) => existsSync(path));

/**
 * @typedef {{ argv: readonly string[], cwd: string }} Command
 * @typedef {{ wall: number, cpu: number | null, memory: number | null }} Run seconds, seconds, megabytes
 * @typedef {{ wall: number[], cpu: (number | null)[], memory: (number | null)[] }} Runs
 */

/** @param {Command} command @returns {Run} @throws if it fails: a failed link is quick */
export function runOnce({ argv, cwd }) {
  const timed = TIME === undefined ? argv : [TIME, "-q", "-f", "\n%U %S %M", ...argv];
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(timed[0] ?? "", timed.slice(1), {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${argv.join(" ")}: exit status ${status}\n${stderr}`);
  if (TIME === undefined) return { wall, cpu: null, memory: null };
  const [user, system, kilobytes] = (stderr.trimEnd().split("\n").pop() ?? "").split(" ").map(Number);
  return { wall, cpu: (user ?? 0) + (system ?? 0), memory: ((kilobytes ?? 0) * 1024) / 1e6 };
}

/**
 * Runs the commands in turn (A, B, C, A, B, C ...), so that a machine that grows slower or faster does so for all of them.
 * @param {Record<string, Command>} commands
 * @param {number} count
 * @returns {Record<string, Runs>}
 */
export function runInTurn(commands, count) {
  /** @type {Record<string, Runs>} */
  const runs = {};
  for (const name of Object.keys(commands)) runs[name] = { wall: [], cpu: [], memory: [] };
  for (let round = 0; round < count; round++) {
    for (const [name, command] of Object.entries(commands)) {
      const { wall, cpu, memory } = runOnce(command);
      runs[name]?.wall.push(round3(wall));
      runs[name]?.cpu.push(cpu === null ? null : round3(cpu));
      runs[name]?.memory.push(memory === null ? null : Math.round(memory * 10) / 10);
    }
  }
  return runs;
}

/** @param {number} value */
function round3(value) {
  return Math.round(value * 10000) / 10000;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
