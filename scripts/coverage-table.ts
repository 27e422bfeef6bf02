// tsx scripts/coverage-table.ts: writes into README.md how much of the catalogue the simulated org plays.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations, operationGroups } from "../nodes/lib/facts/operations";
import { simulatedOperations } from "../nodes/lib/simulator/routes";

const README = join(__dirname, "../README.md");
const MARKED = /(<!-- simulator-coverage -->\n)[\s\S]*?(<!-- \/simulator-coverage -->)/;

const spelt = (group: string): string => group.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const link = (group: string): string =>
  `[${spelt(group)}](docs/operations.md#${spelt(group).replaceAll(" ", "-")})`;

/** The README with its table as catalogue and routes are: per group, how many are played and how many answer 501. */
export const withCoverage = (readme: string): string => {
  const simulated = new Set(simulatedOperations());
  const rows = operationGroups.flatMap((group) => {
    const all = loadOperations().filter((one) => one.group === group);
    const played = all.filter(({ id }) => simulated.has(id)).length;
    return all.length === 0 ? [] : [`| ${link(group)} | ${played} | ${all.length - played} |`];
  });
  const table = ["| operations of | simulated | answer 501 |", "| --- | --- | --- |", ...rows].join("\n");
  return readme.replace(MARKED, (_whole, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
};

if (require.main === module) writeFileSync(README, withCoverage(readFileSync(README, "utf8")));
