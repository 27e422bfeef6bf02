import type { Operation } from "../nodes/lib/facts/operations";

/** Cells that the tables of operations have in common. */

export const code = (text: string): string => `\`${text}\``;

export const permissionsOf = ({ permissions }: Pick<Operation, "permissions">): string => {
  if (!permissions) return "not documented";
  if (permissions.type === "NONE") return "none";
  const list = permissions.list.map(code).join(", ");
  return permissions.list.length === 1 ? list : `${permissions.type === "ANY" ? "any" : "all"} of ${list}`;
};

export const remarksOf = ({
  needsUser,
  onBehalf,
  preview,
  deprecated,
}: Pick<Operation, "needsUser" | "onBehalf" | "preview" | "deprecated">): string =>
  [
    ...(needsUser ? [`needs a signed-in user${onBehalf ? ` (else ${code(onBehalf)})` : ""}`] : []),
    ...(preview ? ["preview"] : []),
    ...(deprecated
      ? [deprecated.use ? `deprecated: use ${deprecated.use.map(code).join(", ")}` : "deprecated"]
      : []),
  ].join("; ");
