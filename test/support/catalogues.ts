import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./dialogs";

export const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
export const LANGUAGES = ["en-US", "de", "es", "ja"];

const flat = (words: object, prefix = ""): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? flat(value as object, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
/** The keys of a catalogue. */
export const words = (language: string, type: string): string[] =>
  flat(JSON.parse(read("nodes/locales", language, `${type}.json`)) as object);

/** Every text of a catalogue, with its key. */
export const texts = (language: string, type: string): [string, string][] => {
  const at = (words: unknown, prefix: string): [string, string][] =>
    typeof words === "string"
      ? [[prefix, words]]
      : Object.entries(words as object).flatMap(([key, value]) =>
          at(value, prefix === "" ? key : `${prefix}.${key}`),
        );
  return at(JSON.parse(read("nodes/locales", language, `${type}.json`)), "");
};
