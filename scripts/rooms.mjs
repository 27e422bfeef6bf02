// npm run rooms: which rooms of nodes/ import which, and how many imports that are. With --write the tables go into docs/architecture.md.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { format, resolveConfig } from "prettier";
import rooms from "./rooms.cjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const BEGIN = "<!-- rooms: written by npm run rooms -- --write -->";
const END = "<!-- end of rooms -->";

/**
 * `nodes/lib/platform/http/url.ts` is in `platform/http`, `nodes/lib/node/status.ts` in `node`, a node file in `nodes`;
 * `nodes/lib/platform/types.ts` and `nodes/lib/simulator/index.ts` count for themselves.
 */
const roomOf = (file) => {
  const [, lib, floor, room] = file.split("/");
  if (lib !== "lib") return "nodes";
  return floor === "platform" || floor === "simulator" ? `${floor}/${room}` : floor;
};

const { output } = await cruise(
  ["nodes"],
  { doNotFollow: { path: "node_modules" }, tsPreCompilationDeps: true },
  undefined,
  { tsConfig: extractTSConfig("tsconfig.json") },
);
const modules = output.modules.filter(({ source }) => /^nodes\/.*\.ts$/.test(source));
const found = new Map();
const room = (name) =>
  found.get(name) ?? found.set(name, { files: 0, lines: 0, imports: new Map() }).get(name);
for (const { source, dependencies } of modules) {
  const one = room(roomOf(source));
  one.files += 1;
  one.lines += readFileSync(source, "utf8").split("\n").length;
  for (const { resolved } of dependencies) {
    const to = roomOf(resolved);
    if (resolved.startsWith("nodes/") && to !== roomOf(source))
      one.imports.set(to, (one.imports.get(to) ?? 0) + 1);
  }
}
const names = [...found.keys()].sort();
const mutual = names.flatMap((a) =>
  [...room(a).imports.keys()].filter((b) => a < b && room(b).imports.has(a)).map((b) => `${a} ↔ ${b}`),
);
const about = (name) => {
  const [floor, one] = name.split("/");
  const tables = { platform: rooms.PLATFORM, simulator: rooms.SIMULATOR };
  return tables[floor]?.[one]?.about ?? "";
};
const table = [
  "| room | files | lines | imports (how many) | what it is |",
  "| --- | --- | --- | --- | --- |",
  ...names.map((name) => {
    const { files, lines, imports } = room(name);
    const list = [...imports].sort().map(([to, count]) => `${to} (${count})`);
    return `| ${name} | ${files} | ${lines} | ${list.join(", ") || "nothing"} | ${about(name)} |`;
  }),
  "",
  mutual.length === 0
    ? "No two rooms import each other."
    : `Rooms that import each other: ${mutual.join(", ")}.`,
].join("\n");

if (process.argv.includes("--write")) {
  const page = "docs/architecture.md";
  const text = readFileSync(page, "utf8");
  const [before, rest = ""] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? "\n";
  const written = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  writeFileSync(page, await format(written, { ...(await resolveConfig(page)), parser: "markdown" }));
} else console.log(table);
