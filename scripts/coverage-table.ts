// tsx scripts/coverage-table.ts: writes into docs/simulator.md how much of the catalogue is simulated.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations, operationGroups } from "../nodes/lib/facts/operations";
import { simulatedOperations } from "../nodes/lib/simulator/routes";

const PAGE = join(__dirname, "../docs/simulator.md");
const MARKED = /(<!-- simulator-coverage -->\n)[\s\S]*?(<!-- \/simulator-coverage -->)/;

const spelt = (group: string): string => group.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const link = (group: string): string =>
  `[${spelt(group)}](operations.md#${spelt(group).replaceAll(" ", "-")})`;

/** The page with its table made of catalogue and routes: per group, how many operations are simulated and how many return 501. */
export const withCoverage = (page: string): string => {
  const simulated = new Set(simulatedOperations());
  const rows = operationGroups.flatMap((group) => {
    const all = loadOperations().filter((one) => one.group === group);
    const count = all.filter(({ id }) => simulated.has(id)).length;
    return all.length === 0 ? [] : [`| ${link(group)} | ${count} | ${all.length - count} |`];
  });
  const table = ["| operations | simulated | return 501 |", "| --- | --- | --- |", ...rows].join("\n");
  return page.replace(MARKED, (_whole, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
};

if (require.main === module) writeFileSync(PAGE, withCoverage(readFileSync(PAGE, "utf8")));
