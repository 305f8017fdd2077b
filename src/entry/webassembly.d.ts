/** What is needed here of the WebAssembly JavaScript interface; the whole of it comes with the types of browsers only. */
declare namespace WebAssembly {
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it is opaque
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
}
