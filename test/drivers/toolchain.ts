/** A folder in which a compiler driver finds this linker, or wasm-ld, under the name wasm-ld. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { root } from "../../build/project.mjs";
import { runCommand as runModule } from "../golden/linked-module.ts";
import { runCommand } from "../support/hosts.ts";

/** Without the tools of this project's packages: clang would run their wasm-opt over what was linked. */
const PATH = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .join(delimiter);

/** The command as it is installed. */
export const THIS_LINKER = join(root, "dist/tsld.js");

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "tsld-driver-"));
  /** Path of the linker. */
  readonly linker = join(this.folder, "bin/wasm-ld");

  /** Leaves nothing in the folder but these files, and `linker` under the names that drivers look for. */
  furnish(files: Readonly<Record<string, string>>, linker: string): void {
    this.remove();
    mkdirSync(join(this.folder, "bin"), { recursive: true });
    // Debian's clang looks for a linker of its own version.
    for (const name of [this.linker, `${this.linker}-22`]) symlinkSync(linker, name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Runs a command in the folder; `{linker}` stands for the linker's path. @throws with what the command said */
  async run(...argv: readonly string[]): Promise<string> {
    const words = argv.map((word) => word.replaceAll("{linker}", this.linker));
    const { exitCode, stdout, stderr } = await runCommand(["env", `PATH=${PATH}`, ...words], this.folder);
    if (exitCode !== 0) throw new Error(`${words.join(" ")}: ${exitCode}\n${stdout.toString()}${stderr}`);
    return stdout.toString() + stderr;
  }

  read(path: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(readFileSync(join(this.folder, path)));
  }

  /** What a WASI program prints. */
  execute(path: string, ...args: readonly string[]): string {
    return runModule(new WebAssembly.Module(this.read(path)), args).stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
