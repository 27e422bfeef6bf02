// What was measured of the mutants, and the survivors with their reasons: scripts/mutants.json, and docs/mutation-tests.md made of it.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { parts } from "./mutant-parts.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const FILE = join(root, "scripts/mutants.json");
const PAGE = join(root, "docs/mutation-tests.md");

export const readRecord = () => JSON.parse(readFileSync(FILE, "utf8"));

/** Is this survivor in the list? */
export const isListed = (mutant, { survivors } = readRecord()) =>
  survivors.some((one) => ["file", "line", "old", "new"].every((key) => one[key] === mutant[key]));

const code = (text) => {
  const cell = text.replaceAll("|", "\\|");
  return text.includes("`") ? `\`\` ${cell} \`\`` : `\`${cell}\``;
};

const scoreRow = ([name, { does, least }], { scores }) => {
  const score = scores[name];
  const measured = score
    ? `${score.killed} of ${score.mutants} | ${((100 * score.killed) / score.mutants).toFixed(1)} % | ${score.date}, ${score.commit}`
    : "not measured | |";
  return `| ${name} | ${does} | ${measured} | ${least === 100 ? "100 %, but for the list" : `${least} %`} |`;
};

const survivorsOf = ([name, { mutate }], { survivors }) => {
  const own = survivors.filter(({ file }) => mutate.includes(file));
  if (own.length === 0) return [];
  const rows = own.map(
    ({ file, line, old, new: changed, reason }) =>
      `| ${file.replace("nodes/lib/platform/", "")} | ${code(line)} | ${code(old)} → ${code(changed)} | ${reason} |`,
  );
  return [
    "",
    `## ${name}`,
    "",
    "| file | line | change | why no spec notices it |",
    "| - | - | - | - |",
    ...rows,
  ];
};

export const pageOf = async (record) => {
  const all = Object.entries(parts);
  const text = [
    "# Mutation tests",
    "",
    "<!-- Written by npm run mutants -- --write, from scripts/mutants.json. -->",
    "",
    "`npm run mutants -- <part>` changes the code of a part in one place after the other with [Stryker](https://stryker-mutator.io), " +
      "and counts the changes that its specs notice. [Decision 54](decisions/54-mutation-tests.md) has the reasons.",
    "",
    "| part | decides | killed | share | measured | needed |",
    "| - | - | - | - | - | - |",
    ...all.map((part) => scoreRow(part, record)),
    "",
    "The survivors below are the ones that were looked at, with the reason why no spec notices them. The command prints all others.",
    ...all.flatMap((part) => survivorsOf(part, record)),
    "",
  ].join("\n");
  return format(text, { ...(await resolveConfig(PAGE)), parser: "markdown" });
};

export const writeRecord = async (record) => {
  writeFileSync(FILE, `${JSON.stringify(record, undefined, 2)}\n`);
  writeFileSync(PAGE, await pageOf(record));
};
