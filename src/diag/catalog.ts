/**
 * Every message once, in wasm-ld's words. `{hole}` is filled in by `Diagnostics.report`, whose parameters are checked
 * against the holes by the compiler. An `error` lets the link go on to the next checkpoint; a `fatal` ends it at once.
 */
export const MESSAGES = {
  "cannot-open": { severity: "error", text: "cannot open {path}: {reason}" },
  "too-many-errors": {
    severity: "error",
    text: "too many errors emitted, stopping now (use -error-limit=0 to see all errors)",
  },
  "unknown-file-type": { severity: "error", text: "unknown file type: {path}" },
} as const satisfies Record<string, Message>;

export type Severity = "error" | "warning" | "fatal";

export interface Message {
  readonly severity: Severity;
  readonly text: string;
}

export type MessageId = keyof typeof MESSAGES;

/** The names between braces in a message text. */
type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;

export type MessageParameters<Id extends MessageId> = {
  readonly [Name in Holes<(typeof MESSAGES)[Id]["text"]>]: string | number;
};
