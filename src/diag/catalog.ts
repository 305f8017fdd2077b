/**
 * Every message once, in wasm-ld's words. `{hole}` is filled in by `Diagnostics.report`, whose parameters are checked
 * against the holes by the compiler. An `error` lets the link go on to the next checkpoint; a `fatal` ends it at once.
 * The rows stand in groups, by where a message arises.
 */

/** Reading the arguments. */
const COMMAND_LINE = {
  "missing-argument": { severity: "error", text: "{option}: missing argument" },
  "unknown-argument": { severity: "error", text: "unknown argument: {argument}" },
  "number-expected": { severity: "error", text: "{argument}: number expected, but got '{value}'" },
  "positive-integer-expected": {
    severity: "error",
    text: "{option}: expected a positive integer, but got '{value}'",
  },
  "unknown-color-diagnostics": { severity: "error", text: "unknown option: --color-diagnostics={value}" },
  "invalid-response-file-quoting": { severity: "error", text: "invalid response file quoting: {value}" },
  "unknown-z-value": { severity: "warning", text: "unknown -z value: {value}" },
  "invalid-z-value": { severity: "error", text: "invalid {key}: {value}" },
  "unknown-build-id": { severity: "error", text: "unknown --build-id style: {value}" },
  "not-hexadecimal": { severity: "error", text: "not a hexadecimal value: {value}" },
  "invalid-target-architecture": { severity: "error", text: "invalid target architecture: {value}" },
  "unknown-unresolved-symbols": { severity: "error", text: "unknown --unresolved-symbols value: {value}" },
  "invalid-page-size": { severity: "error", text: "--page_size=N must be either 1 or 65536" },
  // LLVM's own words, which begin with a name for its options.
  "not-an-llvm-option": {
    severity: "error",
    text: "wasm-ld (LLVM option parsing): Unknown command line argument '{word}'.  Try: 'wasm-ld (LLVM option parsing) --help'",
    bare: true,
  },
  "invalid-lto-level": { severity: "error", text: "invalid optimization level for LTO: {value}" },
  "invalid-codegen-level": { severity: "error", text: "invalid codegen optimization level for LTO: {value}" },
  "invalid-cache-policy": {
    severity: "fatal",
    text: "--thinlto-cache-policy: invalid cache policy: {problem}",
  },
  "old-new-expected": { severity: "error", text: "{option} expects 'old;new' format, but got {value}" },
  "suffix-replace-with-emit-index": {
    severity: "error",
    text: "--thinlto-object-suffix-replace is not supported with --thinlto-emit-index-files",
  },
  "prefix-replace-with-emit-index": {
    severity: "error",
    text: "--thinlto-prefix-replace is not supported with --thinlto-emit-index-files",
  },
  "prefix-replace-without-index-only": {
    severity: "error",
    text: "--thinlto-prefix-replace=old_dir;new_dir;obj_dir must be used with --thinlto-index-only=",
  },
  "missing-flavor": { severity: "error", text: "missing arg value for '-flavor'", bare: true },
  "unknown-flavor": { severity: "error", text: "Unknown flavor: {value}", bare: true },
  // The word stays on the command line as an input, which then is not found.
  "unreadable-response-file": {
    severity: "warning",
    text: "cannot not open file '{path}': {reason}",
    bare: true,
  },
  "malformed-response-file": { severity: "warning", text: "Could not convert UTF16 to UTF8", bare: true },
  "recursive-response-file": { severity: "warning", text: "recursive expansion of: '{path}'", bare: true },
} as const satisfies Messages;

/**
 * Those before `compress-with-debug` are found while reading, the rest once the inputs are open; but `relocatable-with-shared`
 * when an element section is made.
 */
const EXCLUSIONS = {
  "max-memory-not-growable": { severity: "error", text: "--max-memory is incompatible with --no-growable-memory" },
  "pic-with-export-table": { severity: "error", text: "-shared/-pie is incompatible with --export-table" },
  "relocatable-with-export-table": { severity: "error", text: "--relocatable is incompatible with --export-table" },
  "relocatable-with-growable-table": {
    severity: "error",
    text: "--relocatable is incompatible with --growable-table",
  },
  "shared-with-export-memory": { severity: "error", text: "--export-memory is incompatible with --shared" },
  "compress-with-debug": {
    severity: "error",
    text: "--compress-relocations is incompatible with output debug information. Please pass --strip-debug or --strip-all",
  },
  "zero-lto-partitions": { severity: "error", text: "--lto-partitions: number of threads must be > 0" },
  "invalid-thinlto-jobs": { severity: "error", text: "--thinlto-jobs: invalid job count: {value}" },
  "shared-with-pie": { severity: "error", text: "-shared and -pie may not be used together" },
  "no-output-file": { severity: "error", text: "no output file specified" },
  "import-and-export-table": {
    severity: "error",
    text: "--import-table and --export-table may not be used together",
  },
  "relocatable-with-entry": { severity: "error", text: "entry point specified for relocatable output file" },
  "relocatable-with-gc": { severity: "error", text: "-r and --gc-sections may not be used together" },
  "relocatable-with-compress": {
    severity: "error",
    text: "-r -and --compress-relocations may not be used together",
  },
  "relocatable-with-undefined": { severity: "error", text: "-r -and --undefined may not be used together" },
  "relocatable-with-pie": { severity: "error", text: "-r and -pie may not be used together" },
  "relocatable-with-shared": { severity: "error", text: "-r and -shared may not be used together" },
  "relocatable-with-shared-memory": { severity: "error", text: "-r and --shared-memory may not be used together" },
  "relocatable-with-global-base": { severity: "error", text: "-r and --global-base may not by used together" },
  "shared-unstable": {
    severity: "warning",
    text: "creating shared libraries, with -shared, is not yet stable",
  },
  "pie-unstable": { severity: "warning", text: "creating PIEs, with -pie, is not yet stable" },
  "import-dynamic-unstable": {
    severity: "warning",
    text: "dynamic imports are not yet stable (--unresolved-symbols=import-dynamic)",
  },
  "bsymbolic-without-shared": {
    severity: "warning",
    text: "-Bsymbolic is only meaningful when combined with -shared",
  },
  "pic-with-global-base": { severity: "error", text: "--global-base may not be used with -shared/-pie" },
  "pic-with-table-base": { severity: "error", text: "--table-base may not be used with -shared/-pie" },
} as const satisfies Messages;

/** Opening inputs and creating outputs. `reason` is one of `FAILURE_TEXT`. */
const FILES = {
  "cannot-open": { severity: "error", text: "cannot open {path}: {reason}" },
  "cannot-create": { severity: "error", text: "cannot create {path}: {reason}" },
  // A large file, which is read in parts. wasm-ld maps files into memory, and has no such message.
  "cannot-read": { severity: "fatal", text: "cannot read {path}: {reason}" },
  "library-not-found": { severity: "error", text: "unable to find library -l{name}" },
  "no-input-files": { severity: "error", text: "no input files" },
  "nested-start-lib": { severity: "error", text: "nested --start-lib" },
  "stray-end-lib": { severity: "error", text: "stray --end-lib" },
  "unknown-file-type": { severity: "error", text: "unknown file type: {path}" },
  "static-link-of-shared": { severity: "error", text: "attempted static link of dynamic object {path}" },
  "cannot-open-output": { severity: "error", text: "cannot open output file {path}: {reason}" },
  "cannot-open-map": { severity: "error", text: "cannot open map file {path}: {reason}" },
  "cannot-open-why-extract": { severity: "error", text: "cannot open --why-extract= file {path}: {reason}" },
  "cannot-create-output": { severity: "error", text: "failed to open {path}: {reason}" },
  "cannot-write-output": { severity: "fatal", text: "failed to write output '{path}': {reason}" },
  "no-target-for-bitcode": { severity: "error", text: 'No available targets are compatible with triple ""' },
  "output-too-large": { severity: "error", text: "output file too large: {size} bytes" },
  "cannot-reproduce": { severity: "error", text: "--reproduce: cannot open {path}" },
} as const satisfies Messages;

const ARCHIVES = {
  "malformed-archive": { severity: "fatal", text: "{file}: failed to parse archive: {problem}" },
  "malformed-archive-member": { severity: "fatal", text: "{file}: Archive::children failed: {problem}" },
  "unreadable-archive-member": {
    severity: "fatal",
    text: "{file}: could not get the buffer for a child of the archive: {problem}",
  },
  // With --whole-archive; wasm-ld does not say which member.
  "unrecognized-archive-member": { severity: "fatal", text: "The file was not recognized as a valid object file" },
  "foreign-archive-member": {
    severity: "warning",
    text: "{path}: archive member '{member}' is neither Wasm object file nor LLVM bitcode",
  },
} as const satisfies Messages;

/** Reading one file. `problem` is what the reader of the format found. */
const OBJECTS = {
  "malformed-object": { severity: "fatal", text: "{file}: {problem}" },
  // On such files wasm-ld crashes, or reads past the damage. `offset` is hexadecimal, from the start of the object.
  "damaged-object": { severity: "fatal", text: "{file}: {problem} at offset {offset}" },
  // wasm-ld puts no separator between the file's name and the text.
  "unmodeled-types": { severity: "fatal", text: "{file}file has unmodeled reference or GC types" },
  "not-relocatable": { severity: "fatal", text: "{file}: not a relocatable wasm file" },
  "wasm64-without-option": { severity: "fatal", text: "{file}: must specify -mwasm64 to process wasm64 object files" },
  "wasm32-in-wasm64": { severity: "fatal", text: "{file}: wasm32 object file can't be linked in wasm64 mode" },
  "table-symbol-count": {
    severity: "error",
    text: "{file}: expected one symbol table entry for each of the {tables} table(s) present, but got {symbols} symbol(s) instead.",
  },
  "table-definitions-without-symbols": {
    severity: "error",
    text: "{file}: unexpected table definition(s) without corresponding symbol-table entries.",
  },
  "table-imports-without-symbols": {
    severity: "error",
    text: "{file}: multiple table imports, but no corresponding symbol-table entries.",
  },
  "table-import-without-symbol": {
    severity: "error",
    text: "{file}: table import {name} is missing a symbol table entry.",
  },
  "string-not-terminated": { severity: "fatal", text: "{chunk}: string is not null terminated" },
  "offset-outside-section": { severity: "fatal", text: "{chunk}: offset is outside the section" },
  "unsupported-bitcode": {
    severity: "error",
    text: "{file}: LLVM bitcode needs link-time optimization, which this linker does not do; compile without -flto, or use clang's own wasm-ld for this link",
  },
} as const satisfies Messages;

/** Resolution. `file`, `first` and `second` are files as messages show them: `path`, or `path(member)`. */
const SYMBOLS = {
  "undefined-symbol": { severity: "error", text: "{file}: undefined symbol: {symbol}" },
  // Not wasm-ld's, which crashes.
  "unknown-signature": { severity: "error", text: "undefined function without a signature: {symbol}" },
  "duplicate-symbol": {
    severity: "error",
    text: "duplicate symbol: {symbol}\n>>> defined in {first}\n>>> defined in {second}",
  },
  "symbol-type-mismatch": {
    severity: "error",
    text: "symbol type mismatch: {symbol}\n>>> defined as {type} in {file}\n>>> defined as {otherType} in {otherFile}",
  },
  "global-type-mismatch": {
    severity: "error",
    text: "Global type mismatch: {symbol}\n>>> defined as {type} in {file}\n>>> defined as {otherType} in {otherFile}",
  },
  "table-type-mismatch": {
    severity: "error",
    text: "Table type mismatch: {symbol}\n>>> defined as {type} in {file}\n>>> defined as {otherType} in {otherFile}",
  },
  "tag-signature-mismatch": {
    severity: "warning",
    text: "Tag signature mismatch: {symbol}\n>>> defined as {type} in {file}\n>>> defined as {otherType} in {otherFile}",
  },
  // A warning where one of the signatures belongs to a definition; reported as an error otherwise.
  "function-signature-mismatch": {
    severity: "warning",
    text: "function signature mismatch: {symbol}\n>>> defined as {type} in {file}\n>>> defined as {otherType} in {otherFile}",
  },
  "import-name-mismatch": {
    severity: "error",
    text: "import name mismatch for symbol: {symbol}\n>>> defined as {name} in {file}\n>>> defined as {otherName} in {otherFile}",
  },
  "import-module-mismatch": {
    severity: "error",
    text: "import module mismatch for symbol: {symbol}\n>>> defined as {name} in {file}\n>>> defined as {otherName} in {otherFile}",
  },
  "entry-not-defined": {
    severity: "error",
    text: "entry symbol not defined (pass --no-entry to suppress): {symbol}",
  },
  "export-not-found": { severity: "error", text: "symbol exported via --export not found: {symbol}" },
  "stub-dependency-undefined": {
    severity: "error",
    text: "{file}: undefined symbol: {symbol}. Required by {user}",
  },
  "call-dtors-signature": {
    severity: "error",
    text: "__wasm_call_dtors must have no argument or return values",
  },
  "call-dtors-not-function": { severity: "error", text: "__wasm_call_dtors must be a function" },
  "reserved-symbol-not-table": { severity: "error", text: "reserved symbol must be of type table: `{symbol}`" },
  "reserved-symbol-defined": {
    severity: "error",
    text: "reserved symbol must not be defined in input files: `{symbol}`",
  },
  "constructor-arguments": {
    severity: "error",
    text: "constructor functions cannot take arguments: {symbol}",
  },
} as const satisfies Messages;

/** `relocation` is the type's name (`R_WASM_...`). */
const RELOCATIONS = {
  "relocation-needs-pic": {
    severity: "error",
    text: "{file}: relocation {relocation} cannot be used against symbol `{symbol}`; recompile with -fPIC",
  },
  "tls-relocation-undefined": {
    severity: "error",
    text: "{file}: relocation {relocation} cannot be used against an undefined symbol `{symbol}`",
  },
  "tls-relocation-not-tls": {
    severity: "error",
    text: "{file}: relocation {relocation} cannot be used against non-TLS symbol `{symbol}`",
  },
  "tls-relocation-outside-tdata": {
    severity: "error",
    text: "{file}: relocation {relocation} cannot be used against `{symbol}` in non-TLS section: {segment}",
  },
  "relative-relocation-undefined": {
    severity: "error",
    text: "{file}: relocation {relocation} is not supported against an undefined symbol `{symbol}`",
  },
  // Not wasm-ld's, which crashes.
  "tls-base-missing": { severity: "error", text: "{chunk}: thread-local data needs a reference to __tls_base" },
  "invalid-runtime-relocation": {
    severity: "error",
    text: "invalid runtime relocation type in data section: {relocation}",
  },
  "relocation-not-compressible": {
    severity: "fatal",
    text: "relocation compression not supported for {relocation}",
  },
  "mvp-table-conflict": {
    severity: "error",
    text: "object file not built with 'reference-types' or 'call-indirect-overlong' feature conflicts with import of table {table} by file {file}",
  },
} as const satisfies Messages;

/** Sizes in bytes. */
const MEMORY = {
  "stack-misaligned": { severity: "error", text: "stack size must be {alignment}-byte aligned" },
  "global-base-below-stack": {
    severity: "error",
    text: "--global-base cannot be less than stack size when --stack-first is used",
  },
  // `what` is initial memory or maximum memory; in the first and the last also initial heap, in the last also global base.
  "memory-misaligned": {
    severity: "error",
    text: "{what} must be aligned to the page size ({pageSize} bytes)",
  },
  "memory-too-small": { severity: "error", text: "{what} too small, {needed} bytes needed" },
  "memory-too-large": { severity: "error", text: "{what} too large, cannot be greater than {limit}" },
} as const satisfies Messages;

const FEATURES = {
  "shared-memory-disallowed": {
    severity: "error",
    text: "--shared-memory is disallowed by {file} because it was not compiled with 'atomics' or 'bulk-memory' features.",
  },
  "feature-for-shared-memory": {
    severity: "error",
    text: "'{feature}' feature must be used in order to use shared memory",
  },
  "feature-for-tls": {
    severity: "error",
    text: "'{feature}' feature must be used in order to use thread-local storage",
  },
  "feature-not-allowed": { severity: "error", text: "Target feature '{feature}' used by {file} is not allowed." },
  "feature-disallowed": {
    severity: "error",
    text: "Target feature '{feature}' used in {file} is disallowed by {other}. Use --no-check-features to suppress.",
  },
  "mutable-global-imported": {
    severity: "error",
    text: "mutable global imported but 'mutable-globals' feature not present in inputs: `{symbol}`. Use --no-check-features to suppress.",
  },
  "mutable-global-exported": {
    severity: "error",
    text: "mutable global exported but 'mutable-globals' feature not present in inputs: `{symbol}`. Use --no-check-features to suppress.",
  },
} as const satisfies Messages;

const PROGRAM = {
  "too-many-errors": {
    severity: "error",
    text: "too many errors emitted, stopping now (use -error-limit=0 to see all errors)",
  },
  "out-of-memory": {
    severity: "fatal",
    text: "out of memory: this link needs more than the host lets the linker have",
  },
  "internal-error": {
    severity: "fatal",
    text: "internal error: {problem}; this is a bug of the linker, please report it",
  },
} as const satisfies Messages;

/** The groups with their headings in `docs/messages.md`. */
export const MESSAGE_GROUPS = {
  "Command line": COMMAND_LINE,
  "Options that exclude each other": EXCLUSIONS,
  Files: FILES,
  Archives: ARCHIVES,
  "Object files": OBJECTS,
  Symbols: SYMBOLS,
  Relocations: RELOCATIONS,
  "Memory layout": MEMORY,
  "Target features": FEATURES,
  "The program as a whole": PROGRAM,
} as const;

export const MESSAGES = {
  ...COMMAND_LINE,
  ...EXCLUSIONS,
  ...FILES,
  ...ARCHIVES,
  ...OBJECTS,
  ...SYMBOLS,
  ...RELOCATIONS,
  ...MEMORY,
  ...FEATURES,
  ...PROGRAM,
};

/** Most links say nothing: whoever reports a message calls this, and the command makes the catalogue then. */
export function messageOf(id: MessageId): Message {
  return MESSAGES[id];
}

export type Severity = "error" | "warning" | "fatal";

export interface Message {
  readonly severity: Severity;
  readonly text: string;
  /** Printed as it stands, without the program's name and `error:`, since LLVM's libraries say it. */
  readonly bare?: true;
}

type Messages = Readonly<Record<string, Message>>;

export type MessageId = keyof typeof MESSAGES;

/** The names between braces in a message text. */
type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;

export type MessageParameters<Id extends MessageId> = {
  readonly [Name in Holes<(typeof MESSAGES)[Id]["text"]>]: string | number;
};
