import { createHash } from "node:crypto";

/** Ids that look random and are not: after a reset the same ids come again. */
export interface Ids {
  /** The next id of a kind. Kinds count separately, so that one more token does not shift the conversations. */
  next(kind: string): string;
  reset(): void;
}

/** The id of a named thing of the seed: the same in every org, on every day. */
export const idOf = (name: string): string => {
  const hex = createHash("sha256").update(name).digest("hex");
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const createIds = (): Ids => {
  const counts = new Map<string, number>();
  return {
    next: (kind) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return idOf(`${kind} ${count}`);
    },
    reset: () => counts.clear(),
  };
};
