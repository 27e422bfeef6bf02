// tsx scripts/settings-table.ts: writes the table of the simulator's settings into README.md, from their doc comments.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "../nodes/lib/simulator/settings";

const ROOT = join(__dirname, "..");
const SOURCES = ["nodes/lib/simulator/settings.ts", "nodes/lib/simulator/notifications/settings.ts"];
const README = join(ROOT, "README.md");
const MARKED = /(<!-- simulator-settings -->\n)[\s\S]*?(<!-- \/simulator-settings -->)/;

/** What is said of each property of the interfaces in a source, and which values it takes where those are few. */
const docsIn = (file: string): [string, string][] => {
  const source = readFileSync(join(ROOT, file), "utf8");
  const properties = source.matchAll(/^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+): ([^\n]*);$/gm);
  return [...properties].map(([, said = "", name = "", type = ""]) => {
    const sentence = said.replace(/\s*\n\s*\*\s*/g, " ").trim();
    const values = type.split(" | ").map((value) => `\`${value.replaceAll('"', "")}\``);
    return [name, values.length > 1 ? `${sentence} One of ${values.join(", ")}.` : sentence];
  });
};

/** Long times as people say them. */
const inWords = (name: string, value: unknown): string => {
  if (!name.endsWith("Ms") || typeof value !== "number" || value < 60_000) return "";
  const minutes = value / 60_000;
  return ` (${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`})`;
};

const shown = (name: string, value: unknown): string => {
  if (value === Infinity) return "no limit";
  return `\`${JSON.stringify(value).replaceAll('"', "").replaceAll(",", ", ")}\`${inWords(name, value)}`;
};

/** Each chapter goes from its first setting to the next chapter's. */
const CHAPTERS: readonly (readonly [title: string, first: string])[] = [
  ["Notifications", "notifyAfterMs"],
  ["Tokens", "invalidClientStatus"],
  ["Requests and their effect", "requestsPerMinute"],
  ["What follows a call", "postFlowOnEndedCall"],
  ["Request bodies", "refuseUnknownFields"],
  ["Wrap-up", "acwLagMs"],
  ["Calls that come in", "ivrMs"],
  ["Calls that go out", "callees"],
  ["Participants and conferences", "patchOnEndedConversation"],
  ["Messages", "messageSentMs"],
  ["E-mail", "emailTransmitMs"],
];
const HEAD = ["| setting | default | what it says |", "| --- | --- | --- |"];

/** The README with its table as the settings are. A setting of which nothing is said is an error. */
export const withSettings = (readme: string): string => {
  const docs = new Map(SOURCES.flatMap(docsIn));
  const rows = Object.entries(DEFAULT_SETTINGS).flatMap(([name, value]) => {
    const said = docs.get(name);
    if (said === undefined) throw new Error(`nothing is said of the setting ${name}`);
    const title = CHAPTERS.find(([, first]) => first === name)?.[0];
    const row = `| \`${name}\` | ${shown(name, value)} | ${said.replaceAll("|", "\\|")} |`;
    return title === undefined ? [row] : ["", `**${title}**`, "", ...HEAD, row];
  });
  const folded = ["<details>", "<summary>All settings</summary>", ...rows, "", "</details>"].join("\n");
  return readme.replace(MARKED, (_whole, begin: string, end: string) => `${begin}\n${folded}\n\n${end}`);
};

if (require.main === module) writeFileSync(README, withSettings(readFileSync(README, "utf8")));
