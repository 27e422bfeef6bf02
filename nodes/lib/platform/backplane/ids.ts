import { PARTITIONS, type Place } from "./store";

/** Of `ms-count`. */
const numbersOf = (id: string): [number, number] => {
  const [ms = "0", count = "0"] = id.split("-");
  return [Number(ms), Number(count)];
};

/** Entries of one partition: was the first one appended after the other? */
export const isLaterId = (one: string, other: string): boolean => {
  const [ms, count] = numbersOf(one);
  const [otherMs, otherCount] = numbersOf(other);
  return ms === otherMs ? count > otherCount : ms > otherMs;
};

/** When it was appended, by the clock of the store. */
export const timeOfId = (id: string): number => numbersOf(id)[0];

/** An entry as it is named outside: with its partition. */
export const nameOf = ({ partition, id }: Place): string => `${partition}/${id}`;

export const placeOf = (name: string): Place => {
  const [partition = "0", id = ""] = name.split("/");
  return { partition: Number(partition) % PARTITIONS, id };
};
