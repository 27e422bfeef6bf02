import js from "@eslint/js";
import html from "eslint-plugin-html";
import globals from "globals";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist/", "coverage/", ".node-red/", ".stryker-tmp/"] },
  js.configs.recommended,
  { files: ["**/*.{mjs,cjs}"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.ts"],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/unbound-method": "off", // what makes things returns objects of functions; none knows `this`
      "@typescript-eslint/prefer-promise-reject-errors": "off", // an AbortSignal's reason is passed on as it is
    },
  },
  {
    // a longer function has several owners of its state: split it by what may touch which
    files: ["nodes/**/*.{ts,js}", "scripts/**"],
    rules: {
      "max-lines-per-function": ["error", { max: 100, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["test/**"], languageOptions: { globals: { ...globals.mocha } } },
  {
    // code that runs inside the page of the browser suite
    files: ["test/editor/**"],
    languageOptions: { globals: { ...globals.browser, RED: "readonly", $: "readonly" } },
  },
  {
    // the editor half of a node: plain browser JavaScript; genesysCloud is what lib/editor shares
    files: ["nodes/**/*.html", "nodes/lib/editor/*.js", "nodes/lib/dialog/*.js"],
    plugins: { html },
    languageOptions: {
      sourceType: "script",
      globals: { ...globals.browser, ...globals.jquery, RED: "readonly", genesysCloud: "readonly" },
    },
  },
  // a partial's arguments are written as names: value: $value$
  { files: ["nodes/lib/dialog/*.js"], rules: { "no-undef": "off" } },
);
