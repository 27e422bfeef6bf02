// tsx scripts/operations-page.ts: writes docs/operations.md from the catalogue and the table of simulated operations, and
// one page for each other area of the platform.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadModels } from "../nodes/lib/facts/models";
import { loadOperations, operationGroups, type Operation } from "../nodes/lib/facts/operations";
import { areaPages, areaTable } from "./operations-areas";
import { code, permissionsOf, remarksOf } from "./operations-cells";
import { simulatedOperations } from "../nodes/lib/simulator/routes";

const titleOf = (group: string): string =>
  group.charAt(0).toUpperCase() + group.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const parametersOf = ({ pathParams, query }: Operation): string =>
  [
    ...pathParams.map((name) => `**${name}**`),
    ...query.map(({ name, type, required }) => {
      const shown = type === "string" ? name : `${name} (${type === "array" ? "list" : type})`;
      return required ? `**${shown}**` : shown;
    }),
  ].join(", ");

const bodyOf = ({ body }: Operation): string => {
  if (!body) return "";
  const model = loadModels()[body.model];
  if (!model) return `list of ${body.model}s`;
  const required = [
    ...(model.required ?? []),
    ...Object.keys(model.requiredUnless ?? {}),
    ...(body.needs ?? []),
  ];
  const fields = Object.entries(model.properties)
    .filter(([, shape]) => !shape.readOnly)
    .map(([name]) => (required.includes(name) ? `**${name}**` : name));
  const rule = model.exactlyOne
    ? `; exactly one of ${model.exactlyOne.join(", ")}`
    : model.atLeastOne
      ? `; at least one of ${model.atLeastOne.join(", ")}`
      : "";
  return `${body.array ? "list of " : ""}{ ${fields.join(", ")} }${rule}`;
};

const rowOf = (operation: Operation, simulated: ReadonlySet<string>): string =>
  `| ${[
    `${operation.label}<br>${code(operation.id)}`,
    code(`${operation.method} ${operation.path.replace("/api/v2", "")}`),
    parametersOf(operation),
    bodyOf(operation),
    permissionsOf(operation),
    remarksOf(operation),
    simulated.has(operation.id) ? "yes" : "",
  ].join(" | ")} |`;

/** The page of all operations; `simulatedIds` fills its last column. */
export const operationsPage = (operations: readonly Operation[], simulatedIds: readonly string[]): string => {
  const simulated = new Set(simulatedIds);
  const chapters = operationGroups.flatMap((group) => {
    const rows = operations.filter((one) => one.group === group);
    if (rows.length === 0) return [];
    return [
      `## ${titleOf(group)}`,
      "",
      "| operation | request (under `/api/v2`) | parameters | body | permissions | remarks | simulator |",
      "|---|---|---|---|---|---|---|",
      ...[...rows].sort((a, b) => (a.label < b.label ? -1 : 1)).map((one) => rowOf(one, simulated)),
      "",
    ];
  });
  const known = operations.filter(({ id }) => simulated.has(id)).length;
  return [
    "# Operations",
    "",
    "Generated from the catalogue; do not edit. Everything that the node *genesys api* can call, by its id, by the name of a",
    "digital tool, or by method and path. **Bold** is required. Lists in the query are joined by commas.",
    "",
    `${operations.length} operations of conversations and around them, ${known} of them simulated; the simulator answers the others with 501 and their name.`,
    "Below them is the table of all other areas, with a page for each.",
    "",
    ...chapters,
    ...areaTable(),
  ].join("\n");
};

export const currentOperationsPage = (): string => operationsPage(loadOperations(), simulatedOperations());

if (require.main === module) {
  const docs = join(__dirname, "../docs");
  writeFileSync(join(docs, "operations.md"), currentOperationsPage());
  rmSync(join(docs, "operations"), { recursive: true, force: true });
  mkdirSync(join(docs, "operations"));
  for (const [file, text] of Object.entries(areaPages())) writeFileSync(join(docs, "operations", file), text);
}
