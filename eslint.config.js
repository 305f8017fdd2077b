// Lint: typescript-eslint's strict rules with types, and this project's own limits (CONTRIBUTING.md gives the reasons).
import tseslint from "typescript-eslint";

/** What ECMAScript itself does not have: the core runs on engines without them, so they stand behind the host. */
const HOST_GLOBALS = ["process", "Buffer", "console", "Date", "TextDecoder", "TextEncoder", "performance", "setTimeout"];

/** The only files that may know where they run. */
const HOST_FILES = ["src/host/node.ts", "src/host/wasi.ts", "src/entry/**/*.ts"];

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", ".cache/", "coverage/", "**/*.mjs", "eslint.config.js", "vitest.config.ts"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "as" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    languageOptions: { parserOptions: { project: ["tsconfig.json", "tsconfig.hosts.json"], tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      complexity: ["error", 15],
      "max-params": "off",
      "@typescript-eslint/max-params": ["error", { max: 5 }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: HOST_FILES,
    rules: {
      "no-restricted-globals": ["error", ...HOST_GLOBALS],
    },
  },
  {
    files: ["test/**/*.ts"],
    languageOptions: { parserOptions: { project: ["tsconfig.test.json"], tsconfigRootDir: import.meta.dirname } },
  },
);
