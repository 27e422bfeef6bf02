/** Where an error, with all its properties, enumerable or not, contains one of the words: paths, for the report. */
export const secretsIn = (root: unknown, words: readonly string[]): string[] => {
  const found: string[] = [];
  const seen = new Set<object>();
  const look = (value: unknown, at: string): void => {
    if (typeof value === "string" || Buffer.isBuffer(value)) {
      const text = value.toString();
      found.push(...words.filter((word) => text.includes(word)).map((word) => `${at}: ${word}`));
    }
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value))
      return;
    seen.add(value);
    look(
      (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name,
      `${at}()`,
    );
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      look(property?.value ?? property?.get?.call(value), `${at}.${String(key)}`);
    }
  };
  look(root, "error");
  return found;
};
