// tsx scripts/settings-table.ts: writes the table of the simulator's settings into README.md, from their doc comments.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "../nodes/lib/simulator/settings";

const ROOT = join(__dirname, "..");
const SOURCES = ["nodes/lib/simulator/settings.ts", "nodes/lib/simulator/notifications/settings.ts"];
const README = join(ROOT, "README.md");
const MARKED = /(<!-- simulator-settings -->\n)[\s\S]*?(<!-- \/simulator-settings -->)/;

/** What is said of each property of the interfaces in a source, and which values it takes where those are few. */
const docsIn = (file: string): [string, string][] => {
  const source = readFileSync(join(ROOT, file), "utf8");
  const properties = source.matchAll(/^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+): ([^\n]*);$/gm);
  return [...properties].map(([, said = "", name = "", type = ""]) => {
    const sentence = said.replace(/\s*\n\s*\*\s*/g, " ").trim();
    const values = type.split(" | ").map((value) => `\`${value.replaceAll('"', "")}\``);
    return [name, values.length > 1 ? `${sentence} One of ${values.join(", ")}.` : sentence];
  });
};

const shown = (value: unknown): string => {
  if (value === Infinity) return "no limit";
  return `\`${JSON.stringify(value).replaceAll('"', "").replaceAll(",", ", ")}\``;
};

/** The README with its table as the settings are. A setting of which nothing is said is an error. */
export const withSettings = (readme: string): string => {
  const docs = new Map(SOURCES.flatMap(docsIn));
  const rows = Object.entries(DEFAULT_SETTINGS).map(([name, value]) => {
    const said = docs.get(name);
    if (said === undefined) throw new Error(`nothing is said of the setting ${name}`);
    return `| \`${name}\` | ${shown(value)} | ${said.replaceAll("|", "\\|")} |`;
  });
  const table = ["| setting | default | what it says |", "| --- | --- | --- |", ...rows].join("\n");
  const folded = ["<details>", "<summary>All settings</summary>", "", table, "", "</details>"].join("\n");
  return readme.replace(MARKED, (_whole, begin: string, end: string) => `${begin}\n${folded}\n\n${end}`);
};

if (require.main === module) writeFileSync(README, withSettings(readFileSync(README, "utf8")));
