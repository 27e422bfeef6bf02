// npm run capture-facts: writes what a capture may keep of each field, from the platform's models: names, numbers, times, enumerations.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CaptureFacts } from "../nodes/lib/facts/captures";

const ROOT = join(__dirname, "..");
const MODELS = ["models.schema.json", "topic-models.schema.json"].map((file) => `test/facts/${file}`);

interface Shape {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  items?: Shape;
  properties?: Record<string, Shape>;
  additionalProperties?: unknown;
}

/** Fields whose values say something about a person, or are texts in some of the models that have the name. */
const NEVER_NUMBERS = [
  "latitude",
  "longitude",
  "coordinates",
  "extension",
  "value",
  "target",
  "waveformData",
];
const NEVER_WORDS = ["name", "value", "values", "text", "title", "description", "notes", "subject", "target"];
/** Objects with any names that are the platform's own all the same. */
const NOT_FREE = ["group", "stats", "features"];

const sorted = (names: Iterable<string>): string[] => [...names].sort();

export const buildCaptureFacts = (): CaptureFacts => {
  const names = new Set<string>();
  const times = new Set<string>();
  const numbers = new Set<string>();
  const free = new Set<string>();
  const words = new Map<string, Set<string>>();
  const walk = (shape: Shape, name?: string): void => {
    if (name !== undefined) {
      names.add(name);
      const types = [shape.type ?? []].flat();
      if (shape.format === "date-time") times.add(name);
      else if (types.includes("integer") || types.includes("number")) numbers.add(name);
      if (shape.additionalProperties) free.add(name);
      for (const word of shape.enum ?? [])
        if (typeof word === "string") words.set(name, (words.get(name) ?? new Set()).add(word.toLowerCase()));
    }
    for (const [each, inner] of Object.entries(shape.properties ?? {})) walk(inner, each);
    if (shape.items) walk(shape.items, name);
  };
  for (const file of MODELS) {
    const { definitions } = JSON.parse(readFileSync(join(ROOT, file), "utf8")) as {
      definitions: Record<string, Shape>;
    };
    for (const shape of Object.values(definitions)) walk(shape);
  }
  return {
    names: sorted(names),
    times: sorted(times),
    numbers: sorted(numbers).filter((name) => !NEVER_NUMBERS.includes(name)),
    free: sorted(free).filter((name) => !NOT_FREE.includes(name)),
    words: Object.fromEntries(
      sorted(words.keys())
        .filter((name) => !NEVER_WORDS.includes(name))
        .map((name) => [name, sorted(words.get(name) ?? [])]),
    ),
  };
};

/** A line for each list, so that a change can be reviewed. */
export const captureFactsText = (): string => {
  const { words, ...lists } = buildCaptureFacts();
  const lines = Object.entries(lists).map(
    ([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list)}`,
  );
  const byField = Object.entries(words).map(
    ([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list)}`,
  );
  return `{\n${lines.join(",\n")},\n"words":{\n${byField.join(",\n")}\n}\n}\n`;
};

if (require.main === module) writeFileSync(join(ROOT, "nodes/lib/facts/captures.json"), captureFactsText());
