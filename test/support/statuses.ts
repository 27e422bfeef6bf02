import { createRequire } from "node:module";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { ROOT } from "./dialogs";

type Listener = (news: { id: string; status: { text?: string } }) => void;
interface Events {
  on(name: "node-status", listener: Listener): void;
  off(name: "node-status", listener: Listener): void;
}

const load = createRequire(createRequire(__filename).resolve(`${process.env.NR ?? "node-red"}/package.json`));
const { events } = load("@node-red/util") as { events: Events };

type Words = { [key: string]: string | Words };
const WORDS = JSON.parse(
  readFileSync(join(ROOT, "nodes/locales/en-US/genesys-account.json"), "utf8"),
) as Words;
const KEY = /@genesys-flows\/node-red-genesys-cloud\/genesys-account:(\w+)\.(\w+)/g;

/** Those of an http request node are words of Node-RED itself. */
const CORE = /^httpin\.status\./;

/** A status as the editor shows it. */
const worded = (text: string): string =>
  text.replace(CORE, "").replace(KEY, (key, section: string, name: string) => {
    const word = (WORDS[section] as Words | undefined)?.[name];
    return typeof word === "string" ? word : key;
  });

/** Shown for a moment only, until the events of a conversation arrive. */
const ABSENT = / · no notifications: \d+/;

/** The texts that each node shows as its status from now on, by node id. `stop` ends it. */
export const watchStatuses = () => {
  const shown = new Map<string, Set<string>>();
  const add = (id: string, text: string): void => {
    shown.set(id, (shown.get(id) ?? new Set()).add(text));
  };
  const listen: Listener = ({ id, status: { text = "" } }) => {
    if (text !== "") add(id, worded(text).replace(ABSENT, ""));
  };
  events.on("node-status", listen);
  return { shown, add, stop: () => events.off("node-status", listen) };
};
