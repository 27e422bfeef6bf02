import { z } from "zod";

type Values = Record<string, unknown>;

const choices = z.registry<{ isOpen: true }>();

/** An option that a new node leaves open: blank is no choice. Only where it is missing, it has its default. */
export const asChoice = <S extends z.ZodType>(schema: S): S => {
  choices.add(schema, { isOpen: true });
  return schema;
};

/** The first option of a stored node that is still to be chosen. */
export const openChoice = ({ shape }: z.ZodObject, config: Values): string | undefined =>
  Object.keys(shape).find((name) => config[name] === "" && choices.has(shape[name] as z.ZodType));
