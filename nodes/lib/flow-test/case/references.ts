/** Results that have a name: `${call.conversationId}` in a later step or expectation is replaced by the value. */

const REFERENCE = /\$\{(\w+)((?:\.\w+)*)\}/g;

export class ReferenceError extends Error {
  override readonly name = "ReferenceError";
}

export interface References {
  set(name: string, value: unknown): void;
  /** @throws ReferenceError naming what is not there */
  resolve<T>(value: T): T;
}

/** `fallback` gives a value to a name that no step has. */
export const createReferences = (fallback: (name: string) => unknown): References => {
  const named = new Map<string, unknown>();
  const valueOf = (name: string, path: string): unknown => {
    let value = named.has(name) ? named.get(name) : fallback(name);
    for (const part of path.split(".").slice(1))
      value =
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined;
    if (value !== undefined) return value;
    const known = [...named.keys(), "newest"].join(", ");
    throw new ReferenceError(`\${${name}${path}} has no value. There are: ${known}.`);
  };
  const inText = (text: string): unknown => {
    const [whole] = [...text.matchAll(REFERENCE)];
    if (whole?.[0] === text) return valueOf(whole[1] ?? "", whole[2] ?? "");
    return text.replace(REFERENCE, (_, name: string, path: string) => String(valueOf(name, path)));
  };
  const resolve = (value: unknown): unknown => {
    if (typeof value === "string") return inText(value);
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one)]));
  };
  return { set: (name, value) => void named.set(name, value), resolve: <T>(value: T) => resolve(value) as T };
};
