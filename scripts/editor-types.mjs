// `node scripts/editor-types.mjs [more.js ...]`: checks the types of the editor scripts, by nodes/lib/editor/tsconfig.json, and of
// the scripts in the pages of the nodes. The compiler gets those as files that do not exist.
import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { scriptsOf } from "./page.cjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "nodes/lib/editor");

const readScripts = (page) => {
  try {
    return scriptsOf(page);
  } catch ({ message }) {
    console.error(message);
    process.exit(1);
  }
};

/** The scripts of the pages, by the name of a file that does not exist. */
const pages = new Map(
  readdirSync(join(root, "nodes"))
    .filter((name) => name.endsWith(".html"))
    .map((name) => [join(folder, `${name}.js`), readScripts(join(root, "nodes", name))]),
);

const { config } = ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
const host = ts.createCompilerHost(options);
const { readFile, fileExists } = host;
host.readFile = (file) => pages.get(resolve(file)) ?? readFile(file);
host.fileExists = (file) => pages.has(resolve(file)) || fileExists(file);

/** Where and what, with the text of the line: in a page its number is that of the page as it ships. */
const sentenceOf = ({ file, start, messageText }) => {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (!file) return message;
  const { line } = file.getLineAndCharacterOfPosition(start);
  const name = relative(root, file.fileName);
  const place = pages.has(resolve(file.fileName))
    ? `nodes/${name.split("/").at(-1).slice(0, -3)}`
    : `${name}:${line + 1}`;
  return `${place}: ${message}\n    ${file.text.split("\n")[line].trim()}`;
};

const more = process.argv.slice(2).map((file) => resolve(file));
const program = ts.createProgram([...fileNames, ...pages.keys(), ...more], options, host);
const found = ts.getPreEmitDiagnostics(program);
for (const one of found) console.error(sentenceOf(one));
process.exit(found.length === 0 ? 0 : 1);
