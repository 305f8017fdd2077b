/** Diagnostics as values: passes report them here, in LLD's three severities (LLD: `ErrorHandler`). */
import { type MessageId, messageOf, type MessageParameters, type Severity } from "./catalog.ts";

/** One thing said to the user: a value that a host can show, count or translate. */
export interface Diagnostic {
  readonly id: MessageId;
  readonly severity: Exclude<Severity, "fatal">;
  /** The message with its holes filled in; may have several lines (`>>> ` continues one). */
  readonly text: string;
}

/** What a link says while it runs. `render.ts` turns these into lines of stderr and stdout. */
export interface Listener {
  diagnostic(diagnostic: Diagnostic): void;
  /** Progress that `--verbose` shows (LLD's `log`). */
  log(text: string): void;
  /** Output the user asked for, such as `--trace` (LLD's `message`): a line of stdout. */
  message(text: string): void;
}

/**
 * Thrown by a `fatal` message or past the error limit, after the diagnostic was recorded, and where a link is over before there
 * is a module; caught by `link()` and the command.
 */
export class LinkAborted extends Error {
  override readonly name = "LinkAborted";
}

const SILENT: Listener = { diagnostic: () => undefined, log: () => undefined, message: () => undefined };

/** Where passes say what is wrong. Records every diagnostic in order and hands it on to `listener` at once. */
export class Diagnostics {
  readonly all: Diagnostic[] = [];
  /** `--fatal-warnings`: warnings count as errors. */
  fatalWarnings = false;
  /** `--error-limit`; 0 is no limit. */
  errorLimit = 20;
  /** `--verbose`: whether `log` has a reader, so that callers may leave out costly texts. */
  verbose = false;
  #errorCount = 0;
  readonly #listener: Listener;

  constructor(listener: Listener = SILENT) {
    this.#listener = listener;
  }

  get hasErrors(): boolean {
    return this.#errorCount > 0;
  }

  /**
   * Records message `id` with its holes filled from `parameters`. `severity` overrides the catalogue's, where the user
   * chose it (`--warn-unresolved-symbols`). @throws LinkAborted for a fatal message, or when the error limit is passed.
   */
  report<Name extends MessageId>(id: Name, parameters: MessageParameters<Name>, severity?: Severity): void {
    const message = messageOf(id);
    const chosen = severity ?? message.severity;
    const text = fill(message.text, parameters);
    if (chosen === "warning" && !this.fatalWarnings) {
      this.#emit({ id, severity: "warning", text });
      return;
    }
    this.#error({ id, severity: "error", text });
    if (chosen === "fatal") throw new LinkAborted(text);
  }

  log(text: string): void {
    if (this.verbose) this.#listener.log(text);
  }

  message(text: string): void {
    this.#listener.message(text);
  }

  #error(diagnostic: Diagnostic): void {
    const before = this.#errorCount++;
    if (this.errorLimit === 0 || before < this.errorLimit) {
      this.#emit(diagnostic);
    } else if (before === this.errorLimit) {
      const text = messageOf("too-many-errors").text;
      this.#emit({ id: "too-many-errors", severity: "error", text });
      throw new LinkAborted(text);
    }
    // Otherwise the command line alone had more errors than the limit that it sets: the rest only counts.
  }

  #emit(diagnostic: Diagnostic): void {
    this.all.push(diagnostic);
    this.#listener.diagnostic(diagnostic);
  }
}

function fill(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole));
}
