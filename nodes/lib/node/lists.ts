import type { Node, NodeAPI } from "node-red";
import { z } from "zod";
import { entriesOf, resolveEntries } from "./environment";

type Values = Record<string, unknown>;

/** Is this input or option a list, or this field of an input of the type `fields`? */
type IsList = (config: Values, field: string | undefined) => boolean;

/** Schemas mark the inputs and options that are lists: what is written in a node for one is read entry by entry. */
const lists = z.registry<{ isList: IsList }>();

export const listed = <S extends z.ZodType>(schema: S, isList: IsList): S => {
  lists.add(schema, { isList });
  return schema;
};

export const isListInput = (schema: unknown, config: Values, field?: string): boolean => {
  if (!(schema instanceof z.ZodType)) return false;
  if (schema instanceof z.ZodOptional) return isListInput(schema.unwrap(), config, field);
  return lists.get(schema)?.isList(config, field) === true;
};

/** A list that is checked only where it is used; what is written in a node for it is read as one. */
export const uncheckedList = listed(z.unknown().optional(), (_config, field) => field === undefined);

/** Several ids or names: a list, or one text with commas between them. */
export const textList = listed(
  z.preprocess(entriesOf, z.array(z.string().min(1))),
  (_config, field) => field === undefined,
);

const isWritten = (list: unknown): boolean =>
  Array.isArray(list) || (typeof list === "string" && list.trim() !== "");

/** A node's settings with what the environment holds, in the options that are lists, for the variables in them. */
export const settledLists = (RED: NodeAPI, node: Node, { shape }: z.ZodObject, config: Values): Values => {
  const lists = Object.entries(shape).filter(
    ([name, schema]) => isListInput(schema, config) && isWritten(config[name]),
  );
  const settled = lists.map(([name]) => [name, resolveEntries(RED, node, config[name])] as const);
  return { ...config, ...Object.fromEntries(settled) };
};
