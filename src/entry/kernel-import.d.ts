/** What the build links the kernel to: `wit/deps/kernel.wit`. */
declare module "tsld:kernel/kernel@0.1.0" {
  const kernel: import("../kernel/wit-kernel.ts").WitKernel;
  export = kernel;
}
