// Compiles nodes/ to dist/nodes/, puts beside it what Node-RED looks for beside a node, and checks that no node lacks a file.
// With --unchecked, without the types, which the run of all suites checks beside it.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transformSync } from "esbuild";
import { pageOf } from "./page.cjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const inRoot = (...parts) => join(root, ...parts);

/** Every sentence names a node and what it lacks; an empty list is a package that Node-RED can show. */
const lacks = ({ nodes, plugins }) => [...lacksOfNodes(nodes), ...lacksOfPlugins(plugins)];
const lacksOfPlugins = (plugins) =>
  Object.entries(plugins).flatMap(([name, js]) =>
    [js, js.replace(/\.js$/, ".html"), join(dirname(js), "locales", "en-US", `${name}.json`)]
      .filter((file) => !existsSync(inRoot(file)))
      .map((file) => `${name}: ${file} is missing`),
  );
const lacksOfNodes = (nodes) =>
  Object.entries(nodes).flatMap(([type, js]) => {
    const folder = dirname(js);
    const html = js.replace(/\.js$/, ".html");
    const words = join(folder, "locales", "en-US");
    const missing = [js, html, join(words, `${type}.json`), join(words, `${type}.html`)]
      .filter((file) => !existsSync(inRoot(file)))
      .map((file) => `${type}: ${file} is missing`);
    if (!existsSync(inRoot(html))) return missing;

    const page = readFileSync(inRoot(html), "utf8");
    if (/<(script|link)[^>]+(src|href)="lib\//.test(page))
      missing.push(`${type}: ${html} names a file that does not ship`);
    if (!new RegExp(`registerType\\(\\s*["']${type}["']`).test(page))
      missing.push(`${type}: ${html} does not register the type`);
    const icon = /\bicon:\s*["']([^"']+)["']/.exec(page)?.[1];
    const isConfig = /\bcategory:\s*["']config["']/.test(page);
    if (!icon && !isConfig) missing.push(`${type}: ${html} names no icon`);
    if (icon && !icon.startsWith("font-awesome/") && !existsSync(inRoot(folder, "icons", icon)))
      missing.push(`${type}: there is no icons/${icon}`);
    return missing;
  });

const copied = new Set([".html", ".json", ".svg", ".png"]);
const copy = (from, to) =>
  cpSync(inRoot(from), inRoot(to), {
    recursive: true,
    filter: (source) =>
      statSync(source).isDirectory() ? !/lib\/(editor|dialog)$/.test(source) : copied.has(extname(source)),
  });

/** Writes the sentences, and ends the build if there are any. */
const endOn = (problems) => {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
};

/** A page as it ships, or the sentence about what is wrong with its source. */
const pageOrProblem = (file) => {
  try {
    return { page: pageOf(inRoot("nodes", file)) };
  } catch ({ message }) {
    return { problem: message };
  }
};

const pages = readdirSync(inRoot("nodes"))
  .filter((name) => extname(name) === ".html")
  .map((file) => ({ file, ...pageOrProblem(file) }));
endOn(pages.flatMap(({ problem }) => problem ?? []));

rmSync(inRoot("dist"), { recursive: true, force: true });
const tsc = inRoot("node_modules", "typescript", "bin", "tsc");
const unchecked = process.argv.includes("--unchecked") ? ["--noCheck"] : [];
const compiled = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", ...unchecked], {
  cwd: root,
  stdio: "inherit",
});
/**
 * Without what only a default import and a circle of imports need: this package has neither, and its hundreds of files have
 * a tenth of a kilobyte of it each.
 */
const withoutMarks = (code) =>
  code
    .replace(/^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);\n/m, "")
    .replace(/^exports\.[\w$]+ = (?:exports\.[\w$]+ = )*void 0;\n/m, "");
/** What a file imports is called $1, $2 ... in it: tsc names it after the other file, and no stack trace has these names. */
const withShortImports = (code) =>
  [...code.matchAll(/^(?:const|var) (\w+_\d+) = (?:__import\w+\()?require\(/gm)].reduce(
    (renamed, [, name], at) => renamed.replaceAll(new RegExp(`\\b${name}\\b`, "g"), () => `$${at + 1}`),
    code,
  );
/** Without the space that no reader of a package needs; the lines stay short, so that a stack trace has a place in them. */
const LINE = 120;
const compact = (code, lineLimit, more = {}) =>
  transformSync(code, { minifyWhitespace: true, minifySyntax: true, lineLimit, ...more }).code;
/**
 * What a file declares keeps its name, so that a stack trace says where it was; what is within a function gets a short one. In
 * rooms that no live call passes through, everything does.
 */
const WITHOUT_NAMES =
  /^nodes\/lib\/(simulator|flow-test|flow-check|capture|recorder|sidebar|[a-z]+-command)\//;
const namesOf = (file) => ({
  minifyIdentifiers: true,
  ...(WITHOUT_NAMES.test(file.replaceAll("\\", "/")) ? { format: "cjs" } : {}),
});
for (const name of readdirSync(inRoot("dist"), { recursive: true }).filter(
  (file) => extname(file) === ".js",
)) {
  const file = inRoot("dist", name);
  writeFileSync(
    file,
    compact(withShortImports(withoutMarks(readFileSync(file, "utf8"))), LINE, namesOf(name)),
  );
}
/**
 * Node-RED loads the files of all nodes at its start. What it loads of ours is a door: the file of the node is loaded with its
 * first node. The account has none: it decides itself what it loads when.
 */
const manifest = JSON.parse(readFileSync(inRoot("package.json"), "utf8"))["node-red"];
for (const type of Object.keys(manifest.nodes).filter((name) => name !== "genesys-account")) {
  const at = (name) => inRoot("dist", "nodes", `${name}.js`);
  renameSync(at(type), at(`${type}.node`));
  writeFileSync(at(type), 'module.exports=require("./lib/door/door").doorTo(module);\n');
}
copy("nodes", "dist/nodes");
copy("icons", "dist/nodes/icons");

/** The words are read by programs only: without the space between them. */
const words = inRoot("dist", "nodes", "locales");
for (const name of readdirSync(words, { recursive: true }).filter((file) => extname(file) === ".json")) {
  const file = join(words, name);
  writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, "utf8"))));
}

/** The facts are megabytes of text that are seldom read: they ship compressed. */
const facts = inRoot("dist", "nodes", "lib", "facts");
for (const name of readdirSync(facts, { recursive: true }).filter((file) => extname(file) === ".json")) {
  writeFileSync(join(facts, `${name}.br`), brotliCompressSync(readFileSync(join(facts, name))));
  rmSync(join(facts, name));
}
const STYLE = /(<style>)(.*?)(<\/style>)/gs;
const SCRIPT = /(<script type="text\/javascript">)(.*?)(<\/script>)/gs;
for (const { file, page } of pages) {
  const shipped = page
    .replace(
      SCRIPT,
      (_, open, code, close) => `${open}${compact(code, undefined, { minifyIdentifiers: true })}${close}`,
    )
    .replace(STYLE, (_, open, css, close) => {
      const { code } = transformSync(css, { loader: "css", minifyWhitespace: true, lineLimit: LINE });
      return `${open}${code}${close}`;
    });
  writeFileSync(inRoot("dist/nodes", file), shipped);
}

endOn(lacks(manifest));
if (compiled.status !== 0) process.exit(1);
