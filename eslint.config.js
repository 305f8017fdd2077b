// Lint: typescript-eslint's strict rules with types, and this project's own limits (CONTRIBUTING.md gives the reasons).
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What ECMAScript itself does not have: the core runs on engines without them, so they stand behind the host. */
const HOST_GLOBALS = [
  "process",
  "Buffer",
  "console",
  "Date",
  "TextDecoder",
  "TextEncoder",
  "performance",
  "setTimeout",
];

/** The only files that may know where they run. */
const HOST_FILES = ["src/host/node.ts", "src/host/node-buffers.ts", "src/host/wasi.ts", "src/entry/**/*.ts"];

export default defineConfig(
  {
    ignores: [
      "dist/",
      "node_modules/",
      ".cache/",
      "coverage/",
      "**/*.mjs",
      "**/*.js",
      "vitest.config.ts",
      "src/kernel/assembly/",
    ],
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      // A column holds numbers, and reading an id out of it is a cast; an object literal never needs one.
      "@typescript-eslint/consistent-type-assertions": [
        "error",
        { assertionStyle: "as", objectLiteralTypeAssertions: "never" },
      ],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // The kernel's classes are records: AssemblyScript has no interfaces to fill.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    languageOptions: {
      parserOptions: { project: ["tsconfig.json", "tsconfig.hosts.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      // A switch counts once, however many cases it has: a table of cases is easy to read.
      complexity: ["error", { max: 15, variant: "modified" }],
      "@typescript-eslint/max-params": ["error", { max: 5 }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: HOST_FILES,
    rules: { "no-restricted-globals": ["error", ...HOST_GLOBALS] },
  },
  {
    // The types of a component's imports are declared beside their one user; lists go in and out one by one.
    files: ["src/host/wasi*.ts", "src/kernel/*.ts", "src/entry/*.ts"],
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/triple-slash-reference": "off",
      "@typescript-eslint/max-params": "off",
    },
  },
  {
    // What fails without a value is thrown without one, and what an interface of WIT exports is called without `this`.
    files: ["src/entry/component-exports.ts"],
    rules: { "@typescript-eslint/only-throw-error": "off", "@typescript-eslint/unbound-method": "off" },
  },
  {
    // Also compiled by AssemblyScript, where a cast converts and a loop in one function is what is fast.
    files: ["src/kernel/portable/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      complexity: "off",
      "@typescript-eslint/max-params": "off",
      // It has no `import type`.
      "@typescript-eslint/consistent-type-imports": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // Calls change fields behind the compiler's back.
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
  {
    files: ["test/**/*.ts"],
    languageOptions: { parserOptions: { project: ["tsconfig.test.json"], tsconfigRootDir: import.meta.dirname } },
    rules: {
      // In a test, a value that is not what the types say fails the test.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
);
