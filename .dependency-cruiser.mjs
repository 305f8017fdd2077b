// The direction of imports (docs/ARCHITECTURE.md). A folder of src/ imports from itself and from those named here.
const LAYERS = {
  base: [],
  binary: ["base"],
  demangle: ["base"],
  host: ["base"],
  diag: ["base", "host"],
  options: ["base", "diag", "host"],
  kernel: ["base", "binary"],
  format: ["base", "binary", "kernel"],
  model: ["base", "demangle", "diag", "format", "host", "kernel", "options"],
  resolution: ["base", "diag", "format", "host", "kernel", "model"],
  relocation: ["base", "format", "host", "kernel", "model"],
  passes: ["base", "binary", "diag", "format", "host", "kernel", "model", "options", "relocation", "resolution"],
  emit: ["base", "binary", "demangle", "diag", "format", "host", "kernel", "model", "options", "relocation"],
  cli: ["base", "diag", "emit/write-outputs[.]ts", "host", "link[.]ts", "options"],
  entry: ["base", "cli", "diag", "host", "kernel", "link[.]ts"],
};

const direction = Object.entries(LAYERS).map(([folder, below]) => ({
  name: `${folder}-imports-below`,
  comment: `src/${folder} may import from: ${[folder, ...below].join(", ").replaceAll("[.]", ".")}`,
  severity: "error",
  from: { path: `^src/${folder}/` },
  to: { path: "^src/", pathNot: `^src/(${[folder, ...below].join("|")})(/|$)` },
}));

export default {
  forbidden: [
    ...direction,
    {
      name: "link-is-the-top-of-the-core",
      comment: "src/link.ts and src/pipeline.ts join the passes; they know nothing of the command or the entry points",
      severity: "error",
      from: { path: "^src/(link|pipeline)[.]ts$" },
      to: { path: "^src/(cli|entry)/" },
    },
    {
      name: "passes-are-islands",
      comment: "a pass calls no other pass; what two of them need is in passes/shared, the order is in link.ts",
      severity: "error",
      from: { path: "^src/passes/" },
      to: { path: "^src/passes/[^/]+[.]ts$" },
    },
    {
      name: "hosts-alone-know-the-platform",
      comment: "node:, wasi: and the kernel component only in host/node.ts, host/wasi.ts and entry/",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: "^src/(host/(node|wasi|wasi-imports[.]d)[.]ts$|entry/)",
      },
      to: { path: "^(node|wasi|tsld):|^node_modules/@types/node", dependencyTypesNot: ["local"] },
    },
    {
      name: "built-ins-of-node",
      comment: "node: only in host/node.ts and entry/",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(host/node[.]ts$|entry/)" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "one-platform-per-host",
      comment: "a host and a kernel are joined to the command in entry/, nowhere else",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(host|entry)/" },
      to: { path: "^src/(host/(node|wasi|memory)|kernel/(component|core|plain)-kernel)[.]ts$" },
    },
    {
      name: "no-runtime-dependency",
      comment: "src/ depends on no package",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "node_modules", pathNot: "node_modules/@types/node" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "product-without-tests",
      comment: "src/ does not know tests, tools or documents",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|build|demo|bench|examples|docs)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.hosts.json" },
    enhancedResolveOptions: { extensions: [".ts", ".d.ts"] },
  },
};
