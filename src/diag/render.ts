import type { Host } from "../host/host.ts";
import { messageOf } from "./catalog.ts";
import type { Diagnostic, Listener } from "./diagnostics.ts";

/**
 * Writes what a link says as LLD's error handler does: `PROGRAM: error: TEXT` on stderr, a blank line before what
 * follows a message of several lines, the severity in colour on a terminal. Requested output goes to stdout as it is.
 */

const COLOR = { error: "\x1b[0;31m", warning: "\x1b[0;35m" } as const;
const RESET = "\x1b[0m";

export class Renderer implements Listener {
  readonly #host: Host;
  readonly #programName: string;
  #colors: "auto" | "always" | "never" = "auto";
  #separator = "";
  #waiting = "";

  /** @param programName what every line begins with. */
  constructor(host: Host, programName: string) {
    this.#host = host;
    this.#programName = programName;
  }

  /** `auto` leaves it to whether stderr is a terminal. */
  setColors(choice: "auto" | "always" | "never"): void {
    if (choice !== "auto") this.#colors = choice;
  }

  diagnostic({ id, severity, text }: Diagnostic): void {
    if (messageOf(id).bare) {
      this.#host.print("stderr", `${text}\n`);
      return;
    }
    const kind = this.#isColored() ? `${COLOR[severity]}${severity}: ${RESET}` : `${severity}: `;
    this.#printBlock(kind, text);
  }

  log(text: string): void {
    this.#printBlock("", text);
  }

  message(text: string): void {
    this.flush();
    this.#host.print("stdout", `${text}\n`);
  }

  /** Comes before the next message, or when the command ends: behind a map on stdout, as wasm-ld has the version there. */
  messageLater(text: string): void {
    this.#waiting += `${text}\n`;
  }

  flush(): void {
    if (this.#waiting !== "") this.#host.print("stdout", this.#waiting);
    this.#waiting = "";
  }

  /** The host is asked when there is something to say, as a host may take long for it. */
  #isColored(): boolean {
    if (this.#colors === "auto") this.#colors = this.#host.hasColors() ? "always" : "never";
    return this.#colors === "always";
  }

  #printBlock(kind: string, text: string): void {
    this.#host.print("stderr", `${this.#separator}${this.#programName}: ${kind}${text}\n`);
    this.#separator = text.includes("\n") ? "\n" : "";
  }
}
