import { loadIndex } from "../nodes/lib/facts/platform";
import type { IndexedOperation } from "../nodes/lib/facts/rows";
import { code, permissionsOf, remarksOf } from "./operations-cells";

/** The operations beyond conversations, by the classes of the official SDKs. */

const byApi = (): [string, IndexedOperation[]][] => {
  const found = new Map<string, IndexedOperation[]>();
  for (const one of loadIndex())
    if (one.api !== undefined) found.set(one.api, [...(found.get(one.api) ?? []), one]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
};

const countOf = (operations: readonly IndexedOperation[], methods: readonly string[]): number =>
  operations.filter(({ method }) => methods.includes(method)).length;

/** The table of all areas, each with its page. */
export const areaTable = (): string[] => {
  const apis = byApi();
  const all = apis.flatMap(([, operations]) => operations).length;
  return [
    "## All other areas",
    "",
    `${all} operations in ${apis.length} classes of the official SDKs. None of them is simulated. An operation that is in several classes is listed once.`,
    "",
    "| area | operations | GET | POST | PUT, PATCH | DELETE |",
    "|---|---|---|---|---|---|",
    ...apis.map(([api, operations]) => {
      const counts = [["GET", "HEAD"], ["POST"], ["PUT", "PATCH"], ["DELETE"]];
      const cells = counts.map((methods) => countOf(operations, methods));
      return `| [${api}](operations/${api}.md) | ${[operations.length, ...cells].join(" | ")} |`;
    }),
    "",
  ];
};

const rowOf = (one: IndexedOperation): string =>
  `| ${[
    `${one.label}<br>${code(one.id)}`,
    code(`${one.method} ${one.path.replace("/api/v2", "")}`),
    permissionsOf(one),
    remarksOf(one),
  ].join(" | ")} |`;

/** The pages by file name. The dialog of _genesys api_ has the parameters and the bodies. */
export const areaPages = (): Record<string, string> =>
  Object.fromEntries(
    byApi().map(([api, operations]) => [
      `${api}.md`,
      [
        `# ${api}`,
        "",
        `Generated from the catalogue; do not edit. [All areas](../operations.md#all-other-areas). The dialog of _genesys api_ shows parameters and body.`,
        "",
        "| operation | request (under `/api/v2`) | permissions | remarks |",
        "|---|---|---|---|",
        ...operations.map(rowOf),
        "",
      ].join("\n"),
    ]),
  );
