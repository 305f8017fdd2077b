// What the tools call of the shim. Its own declarations are those for browsers, where a directory is a value and not a path.
declare module "@bytecodealliance/preview2-shim/filesystem" {
  export function _getPreopens(): readonly unknown[];
  export function _addPreopen(virtualPath: string, hostPath: string): void;
  export function _setPreopens(hostPaths: Readonly<Record<string, string>>): void;
}

declare module "@bytecodealliance/preview2-shim/cli" {
  export function _setArgs(args: readonly string[]): void;
  export function _setTerminalStdout(terminal: undefined): void;
  export function _setTerminalStderr(terminal: undefined): void;
}
