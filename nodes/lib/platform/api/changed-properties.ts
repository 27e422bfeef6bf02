/** Which properties of a participant a request changes. */

type Fields = Readonly<Record<string, unknown>>;

/** The properties that a change of attributes changes: one for each name. */
export const attributeChanges = (attributes: Fields): Fields =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`attributes.${name}`, value]));

/** The properties that the body of a request changes. */
export const bodyChanges = (body: unknown): Fields => {
  if (typeof body !== "object" || body === null) return {};
  const { attributes, ...others } = body as Record<string, unknown>;
  const isMap = typeof attributes === "object" && attributes !== null;
  return { ...others, ...(isMap ? attributeChanges(attributes as Fields) : {}) };
};
