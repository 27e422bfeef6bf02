// npm run node-lists: adds what is missing of a new node to the lists that follow from its files: package.json, the table of nodes in
// the README, and the public names. It never changes or removes an entry. Without --write it names what is missing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { dialogOf, definitionOf } from "../test/support/dialogs";

const ROOT = join(__dirname, "..");
const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");

/** Every file of nodes/ is a node of its name, but for the sidebar. */
const nodeFiles = (): string[] =>
  readdirSync(join(ROOT, "nodes"))
    .filter((file) => file.endsWith(".ts") && file.startsWith("genesys-"))
    .map((file) => file.slice(0, -".ts".length));

type AddTo = (text: string, type: string) => string;

/** The list by which Node-RED finds the nodes. */
export const addToManifest: AddTo = (text, type) => {
  const manifest = JSON.parse(text) as { "node-red": { nodes: Record<string, string> } };
  manifest["node-red"].nodes[type] ??= `dist/nodes/${type}.js`;
  return `${JSON.stringify(manifest, null, 2)}\n`;
};

/** The first sentence of docs/nodes.md about a node, without its name. */
const purposeOf = (type: string): string => {
  const [, sentence] = new RegExp(`^## ${type}\n\n_[^_]+_ ([^.]+)\\.`, "m").exec(read("docs/nodes.md")) ?? [];
  if (sentence === undefined) throw new Error(`docs/nodes.md has no heading "## ${type}" with a sentence`);
  return sentence.replace(/\s+/g, " ");
};

/** A row of the README's table of nodes, at its end. */
export const addToReadme: AddTo = (text, type) => {
  if (text.includes(`| \`${type}\``)) return text;
  const rows = [...text.matchAll(/^\| `genesys-.*\|\n/gm)];
  const last = rows.at(-1);
  if (last === undefined) throw new Error("The README has no table of nodes");
  const end = last.index + last[0].length;
  const cells = last[0].split("|").map((cell) => cell.length - 2);
  const row = `| ${`\`${type}\``.padEnd(cells[1] ?? 0)} | ${purposeOf(type).padEnd(cells[2] ?? 0)} |\n`;
  return text.slice(0, end) + row + text.slice(end);
};

const TARGET_INPUTS = ["conversationId", "userId", "participantId", "communicationId"];
const TARGET_OPTIONS = ["target", "which"];
/** The legs that every targeted node has. */
const TARGETS = ["customer", "agent", "user", "ids"];

/** What flows may be stored with: all of it is public from now on. */
const namesOf = (type: string): object => {
  const definition = definitionOf(type);
  if (definition === undefined) throw new Error(`${type} is written plainly: name its properties by hand`);
  const { defaults } = dialogOf(type);
  const { paletteLabel: label } = JSON.parse(read(`nodes/locales/en-US/${type}.json`)) as {
    paletteLabel: string;
  };
  const shape = definition.options.shape as Record<string, z.ZodType>;
  const isTargeted = "which" in shape;
  const isOwn = (names: readonly string[]) => (name: string) => !isTargeted || !names.includes(name);
  const options = Object.keys(shape).filter(isOwn(TARGET_OPTIONS));
  const isSpecial = ([name, values]: readonly [string, readonly unknown[]]): boolean =>
    options.includes(name) || (name === "target" && values.length !== TARGETS.length);
  const chosen = Object.keys(shape).flatMap((name) => {
    const { enum: values } = z.toJSONSchema(shape[name] ?? z.never(), { io: "input" });
    return values === undefined ? [] : [[name, values] as const];
  });
  return {
    label,
    ...(isTargeted ? { target: defaults.target?.value } : {}),
    inputs: Object.keys(definition.inputs.shape).filter(isOwn(TARGET_INPUTS)),
    options: Object.fromEntries(options.map((name) => [name, defaults[name]?.value])),
    values: Object.fromEntries(chosen.filter(isSpecial)),
  };
};

/** The public names; those of a new node come first. */
export const addToNames: AddTo = (text, type) => {
  const { nodes } = JSON.parse(text) as { nodes: Record<string, unknown> };
  if (type in nodes) return text;
  return text.replace(
    /"nodes": \{\n/,
    (start) => `${start}    "${type}": ${JSON.stringify(namesOf(type))},\n`,
  );
};

export const LISTS: Readonly<Record<string, AddTo>> = {
  "package.json": addToManifest,
  "README.md": addToReadme,
  "test/facts/public-names.json": addToNames,
};

/** The lists as they are with every node, by the name of their file. */
export const completeLists = (): [name: string, now: string, complete: string][] =>
  Object.entries(LISTS).map(([name, add]) => [name, read(name), nodeFiles().reduce(add, read(name))]);

if (require.main === module)
  for (const [name, now, complete] of completeLists())
    if (now !== complete) {
      if (process.argv.includes("--write")) writeFileSync(join(ROOT, name), complete);
      else console.log(`${name} lacks a node`);
    }
