/** Small pieces of the wire shape. */

/** A moment as the platform writes it; nothing stays nothing. */
export const time = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

export type Wire = Record<string, unknown>;

/** Without the fields that are undefined: what is unknown is absent on the wire, not null. */
export const present = (fields: Wire): Wire => {
  const known: Wire = {};
  for (const name in fields) if (fields[name] !== undefined) known[name] = fields[name];
  return known;
};

/** Without the fields of these names. */
export const without = <T extends object, K extends keyof T>(fields: T, ...names: K[]): Omit<T, K> => {
  if (names.length === 0) return fields;
  const rest = { ...fields };
  for (const name of names) delete rest[name];
  return rest;
};

export const ref = (collection: string, id: string | undefined): Wire | undefined =>
  id === undefined ? undefined : { id, selfUri: `/api/v2/${collection}/${id}` };
