// tsx scripts/settings-table.ts: writes the table of the simulator's settings into docs/simulator.md, from their doc comments.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SETTINGS } from "../nodes/lib/simulator/store/settings";

const ROOT = join(__dirname, "..");
const SOURCES = ["settings", "notification-settings", "webhook-settings", "job-settings"].map(
  (name) => `nodes/lib/simulator/store/${name}.ts`,
);
const PAGE = join(ROOT, "docs/simulator.md");
const MARKED = /(<!-- simulator-settings -->\n)[\s\S]*?(<!-- \/simulator-settings -->)/;

/** The doc comment of each property of the interfaces in a source, with its values if they are few. */
const docsIn = (file: string): [string, string][] => {
  const source = readFileSync(join(ROOT, file), "utf8");
  const properties = source.matchAll(/^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+): ([^\n]*);$/gm);
  return [...properties].map(([, comment = "", name = "", type = ""]) => {
    const sentence = comment.replace(/\s*\n\s*\*\s*/g, " ").trim();
    const values = type.split(" | ").map((value) => `\`${value.replaceAll('"', "")}\``);
    return [name, values.length > 1 ? `${sentence} One of ${values.join(", ")}.` : sentence];
  });
};

/** Long times in minutes or hours. */
const inWords = (name: string, value: unknown): string => {
  if (!name.endsWith("Ms") || typeof value !== "number" || value < 60_000) return "";
  const minutes = value / 60_000;
  return ` (${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`})`;
};

const shown = (name: string, value: unknown): string => {
  if (value === Infinity) return "no limit";
  return `\`${JSON.stringify(value).replaceAll('"', "").replaceAll(",", ", ")}\`${inWords(name, value)}`;
};

/** A chapter begins with this setting and ends before the first setting of the next chapter. */
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
  ["Webhooks", "webhookAfterMs"],
  ["Jobs and files", "jobRunsMs"],
];
const HEAD = ["| setting | default | meaning |", "| --- | --- | --- |"];

/** The page with its table made of the settings. A setting without a doc comment is an error. */
export const withSettings = (page: string): string => {
  const docs = new Map(SOURCES.flatMap(docsIn));
  const rows = Object.entries(DEFAULT_SETTINGS).flatMap(([name, value]) => {
    const comment = docs.get(name);
    if (comment === undefined) throw new Error(`the setting ${name} has no doc comment`);
    const title = CHAPTERS.find(([, first]) => first === name)?.[0];
    const row = `| \`${name}\` | ${shown(name, value)} | ${comment.replaceAll("|", "\\|")} |`;
    return title === undefined ? [row] : ["", `**${title}**`, "", ...HEAD, row];
  });
  const folded = ["<details>", "<summary>All settings</summary>", ...rows, "", "</details>"].join("\n");
  return page.replace(MARKED, (_whole, begin: string, end: string) => `${begin}\n${folded}\n\n${end}`);
};

if (require.main === module) writeFileSync(PAGE, withSettings(readFileSync(PAGE, "utf8")));
