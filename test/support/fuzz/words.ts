import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../pages";

const MOST = 3_000;

/** Names and texts of the files that a pattern means: what an input has to contain to get anywhere. */
export const wordsOf = (rooms: RegExp): string[] => {
  const files = readdirSync(join(ROOT, "nodes"), { recursive: true })
    .map((name) => join(ROOT, "nodes", String(name)))
    .filter((file) => file.endsWith(".ts") && rooms.test(file));
  const words = new Set<string>();
  for (const file of files)
    for (const [, text, name] of readFileSync(file, "utf8").matchAll(
      /"([^"\n ]{1,60})"|\b([a-zA-Z]\w{2,40})\b(?=\??[:,.)}\]])/g,
    ))
      words.add(text ?? name ?? "");
  return [...words].filter((word) => !word.startsWith(".")).slice(0, MOST);
};
