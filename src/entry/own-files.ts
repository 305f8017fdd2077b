/**
 * The files of the command, beside the one that starts it, and what V8 has made of them: that is kept where they are, as who may write
 * there may write to the command as well. Node compiles its functions when they are first called, so that few of them are.
 */
import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { fill } from "../host/node.ts";

const STDERR = 2;
/** Bytes; most files that are read here are shorter. */
const ROOM_SIZE = 1 << 20;

/** One piece of memory for one file after the other: what is touched for the first time costs more than to read it. */
export class Room {
  #memory: Uint8Array<ArrayBuffer> | undefined = new Uint8Array(ROOM_SIZE);

  /** For the next file; anew for each, once the piece is given away. */
  current(): Uint8Array<ArrayBuffer> {
    return this.#memory ?? new Uint8Array(ROOM_SIZE);
  }

  /** The piece is somebody else's from now on. */
  giveAway(): Uint8Array {
    const given = this.current();
    this.#memory = undefined;
    return given;
  }
}

/** In `into`, unless that is too small. Nobody can say more where a part of the installation is missing. */
export function readOwn(path: string, into: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const content = readInto(path, into);
  if (content !== undefined) return content;
  writeSync(STDERR, `tsld: error: cannot read ${path}, which is a part of this program\n`);
  return process.exit(1);
}

/** In `into`, unless that is too small; undefined if it is not there. */
export function readInto(path: string, into: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const descriptor = open(path);
  if (descriptor === undefined) return undefined;
  try {
    const size = fill(descriptor, into);
    return size < into.length ? into.subarray(0, size) : readFileSync(path);
  } finally {
    closeSync(descriptor);
  }
}

export function open(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    return undefined;
  }
}

/**
 * Writes what `make` returns, which is asked once it is clear that there can be a file; in one step, as other links may be running.
 * Where it cannot be written, or made, everything stays as it was.
 */
export function replaceOwn(path: string, make: () => Uint8Array): void {
  const temporary = `${path}.${process.pid}`;
  try {
    const descriptor = openSync(temporary, "wx");
    try {
      writeFileSync(descriptor, make());
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch {
    remove(temporary); // there may be one of a process that had this number and was ended
  }
}

export function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never there.
  }
}
