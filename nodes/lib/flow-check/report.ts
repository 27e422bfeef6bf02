import type { Checked } from "./check";
import { printable } from "./flow";
import type { Finding, FlowNode, Level } from "./types";

/** One file with what was found in it, or why it cannot be read. */
export type Report =
  { file: string; unreadable: string } | ({ file: string; nodes: readonly FlowNode[] } & Checked);

const LEVELS: readonly Level[] = ["error", "warning", "note"];

/** How many findings of a level there are in all files. */
export const countOf = (reports: readonly Report[], level: Level): number =>
  reports.reduce(
    (sum, report) =>
      "findings" in report ? sum + report.findings.filter((one) => one.level === level).length : sum,
    0,
  );

interface Place {
  id: string;
  type: string;
  name: string;
}

const placeOf = (nodes: ReadonlyMap<string, FlowNode>, id: string | undefined): Place | undefined => {
  const node = id === undefined ? undefined : nodes.get(id);
  if (node === undefined) return undefined;
  const { name, label } = node;
  const shown = typeof name === "string" && name !== "" ? name : label;
  return {
    id: printable(node.id).slice(0, 40),
    type: printable(node.type).slice(0, 40),
    name: typeof shown === "string" ? printable(shown).slice(0, 60) : "",
  };
};

const line = ({ level, property, message }: Finding, place: Place | undefined): string => {
  const name = place === undefined || place.name === "" ? "" : ` "${place.name}"`;
  const where =
    place === undefined
      ? ""
      : `${place.type}${name} (${place.id})${property === undefined ? "" : ` ${property}`}: `;
  return `  ${level.padEnd(8)}${where}${message}`;
};

const permissionLines = (report: Report): string[] =>
  "permissions" in report
    ? report.permissions.flatMap(({ label, all, anyOf, open }) => [
        `  permissions for ${label}:`,
        ...all.map((one) => `    ${one}`),
        ...anyOf.map((list) => `    one of: ${list.join(", ")}`),
        ...(open.length > 0
          ? [
              `    and those of the operations that messages choose in ${open.map((id) => printable(id).slice(0, 40)).join(", ")}`,
            ]
          : []),
      ])
    : [];

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** The reports as text for a terminal or a log. */
export const textOf = (reports: readonly Report[], withPermissions: boolean): string => {
  const lines = reports.flatMap((report) => {
    if ("unreadable" in report) return [report.file, `  ${report.unreadable}`];
    const byId = new Map(report.nodes.map((node) => [node.id, node]));
    const sorted = LEVELS.flatMap((level) => report.findings.filter((one) => one.level === level));
    const found = sorted.map((one) => line(one, placeOf(byId, one.node)));
    return [report.file, ...found, ...(withPermissions ? permissionLines(report) : [])];
  });
  const nodes = reports.reduce((sum, one) => sum + ("checked" in one ? one.checked : 0), 0);
  const summary = `${plural(countOf(reports, "error"), "error")}, ${plural(countOf(reports, "warning"), "warning")} in ${plural(nodes, "node")} of Genesys Cloud`;
  return `${[...lines, summary].join("\n")}\n`;
};

/** The same as JSON, for a program. */
export const jsonOf = (reports: readonly Report[], withPermissions: boolean): string =>
  `${JSON.stringify(
    {
      errors: countOf(reports, "error"),
      warnings: countOf(reports, "warning"),
      files: reports.map((report) => {
        if ("unreadable" in report) return report;
        const byId = new Map(report.nodes.map((node) => [node.id, node]));
        const findings = report.findings.map(({ node, says: _says, ...rest }) => ({
          ...rest,
          node: placeOf(byId, node),
        }));
        const { file, checked, permissions } = report;
        return { file, checked, findings, ...(withPermissions && { permissions }) };
      }),
    },
    null,
    2,
  )}\n`;
