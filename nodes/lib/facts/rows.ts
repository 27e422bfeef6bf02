import type { Operation, Permissions } from "./operations";

/** An operation as a row of the index: short, since there are thousands of them, and the editor loads them all. */

/** What a list of operations shows and a search looks through. */
export type ListedOperation = Pick<
  Operation,
  | "id"
  | "label"
  | "group"
  | "method"
  | "path"
  | "tool"
  | "permissions"
  | "needsUser"
  | "onBehalf"
  | "preview"
  | "deprecated"
> & {
  /** Other chapters in which it may be looked for. */
  alsoIn?: string[];
};

export type IndexedOperation = ListedOperation & {
  /** The file that has all of it; none for the operations of conversations. */
  api?: string;
};

type Marks = Pick<
  IndexedOperation,
  "api" | "alsoIn" | "tool" | "needsUser" | "onBehalf" | "preview" | "deprecated"
>;

/** Permissions are one text: `a|b` one of them, `&a&b` all of them, empty for none, `null` for not documented. */
export type Row = readonly [
  id: string,
  method: Operation["method"],
  path: string,
  label: string,
  group: Operation["group"],
  permissions: string | null,
  marks?: Marks,
];

const writePermissions = (permissions: Permissions | null): string | null => {
  if (permissions === null) return null;
  const { type, list } = permissions;
  if (type === "NONE") return "";
  return type === "ANY" ? list.join("|") : list.map((one) => `&${one}`).join("");
};

const readPermissions = (text: string | null): Permissions | null => {
  if (text === null) return null;
  if (text === "") return { type: "NONE", list: [] };
  return text.startsWith("&")
    ? { type: "ALL", list: text.slice(1).split("&") }
    : { type: "ANY", list: text.split("|") };
};

/** The row of an operation; `api` names the file that has all of it. */
export const writeRow = (one: Operation, api?: string, alsoIn?: string[]): Row => {
  const marks: Marks = {
    ...(api !== undefined && { api }),
    ...(alsoIn !== undefined && { alsoIn }),
    ...(one.tool !== undefined && { tool: one.tool }),
    ...(one.needsUser && { needsUser: one.needsUser }),
    ...(one.onBehalf !== undefined && { onBehalf: one.onBehalf }),
    ...(one.preview && { preview: one.preview }),
    ...(one.deprecated && { deprecated: one.deprecated }),
  };
  const row = [
    one.id,
    one.method,
    one.path,
    one.label,
    one.group,
    writePermissions(one.permissions),
  ] as const;
  return Object.keys(marks).length > 0 ? [...row, marks] : row;
};

/** Written out: this is done for thousands of rows at once. */
export const readRow = ([id, method, path, label, group, permissions, marks]: Row): IndexedOperation => {
  const one = { id, method, path, label, group, permissions: readPermissions(permissions) };
  return marks === undefined ? one : Object.assign(one, marks);
};
