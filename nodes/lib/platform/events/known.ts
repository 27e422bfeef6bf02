import type { Known } from "./types";

/** What is known of a conversation as a text, so that another instance goes on from it exactly. */
export const packKnown = (known: Known): string =>
  JSON.stringify(known, (_name, value: unknown) =>
    value instanceof Set
      ? [...(value as Set<unknown>)]
      : value instanceof Map
        ? [...(value as Map<unknown, unknown>)]
        : value,
  );

type Packed = Omit<Known, (typeof SETS)[number] | (typeof MAPS)[number]> &
  Record<(typeof SETS)[number], string[]> &
  Record<(typeof MAPS)[number], [string, never][]>;

const SETS = ["facts", "marks", "consulted"] as const;
const MAPS = ["holds", "attributes", "schedules", "deliveries", "consults"] as const;

export const unpackKnown = (text: string): Known => {
  const packed = JSON.parse(text) as Packed;
  const sets = Object.fromEntries(SETS.map((name) => [name, new Set(packed[name])]));
  const maps = Object.fromEntries(MAPS.map((name) => [name, new Map(packed[name])]));
  return { ...packed, ...sets, ...maps } as unknown as Known;
};
