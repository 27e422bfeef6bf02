import type { SeenNumbers } from "./phone";
import { isLong } from "./text";

/** What a capture has, before anything is replaced: nothing that is made up may be equal to it. */

export interface Collected {
  /** All words and numbers, in lower case. */
  words: Set<string>;
  /** Those of short texts, such as names. */
  names: Set<string>;
  /** Numbers with their country, by which the same ones without it are recognised. */
  numbers: SeenNumbers;
}

const RUN = /[\p{L}\p{M}\p{N}]+/gu;
const NUMBER = /\+\d(?:[ ()./-]{0,2}\d){6,16}/g;
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;
/** As often a text may be encoded. */
const MOST_ROUNDS = 8;

const decoded = (text: string): string =>
  text.replaceAll(ESCAPES, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });

const collectText = (text: string, { words, names, numbers }: Collected): void => {
  const isName = !isLong(text);
  for (const word of text.toLowerCase().match(RUN) ?? []) {
    words.add(word);
    if (isName) names.add(word);
  }
  if (!text.includes("+")) return;
  for (const number of text.match(NUMBER) ?? []) {
    const e164 = number.replaceAll(/[^\d+]/g, "");
    if (!numbers.has(e164)) numbers.set(e164, undefined);
  }
};

export const collect = (value: unknown, into: Collected): void => {
  if (typeof value === "string") {
    let text = value;
    collectText(text, into);
    for (let round = 0; round < MOST_ROUNDS && text.includes("%"); round += 1) {
      const next = decoded(text);
      if (next === text) break;
      collectText((text = next), into);
    }
  } else if (typeof value === "number") into.words.add(String(value));
  else if (Array.isArray(value)) for (const each of value) collect(each, into);
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) {
      collect(name, into);
      collect(each, into);
    }
};
