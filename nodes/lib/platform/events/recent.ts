/** Values by key, of which the latest are remembered. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

export const createRecent = <V>(most: number): Recent<V> => {
  const values = new Map<string, V>(); // the latest last
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      values.delete(key);
      values.set(key, value);
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
    },
  };
};

/** Keys that were seen, of which the latest are remembered. */
export interface RecentKeys {
  has(key: string): boolean;
  add(key: string): void;
}

export const createRecentKeys = (most: number): RecentKeys => {
  const recent = createRecent<true>(most);
  return { has: (key) => recent.get(key) === true, add: (key) => recent.set(key, true) };
};
