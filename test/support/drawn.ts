import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FlowNode } from "./example-files";
import { dialogOf, ROOT, type Dialog } from "./dialogs";
import { editorScripts } from "./editor-script";
import { ARIAL, DEJAVU, widthOf, type Font } from "./letters";

/** How the editor of Node-RED draws a flow, worked out without a browser. All sizes in px. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Placed extends FlowNode {
  x: number;
  y: number;
}

/** How wide Arial is, compared with DejaVu Sans; less in no label of the examples. */
export const ARIAL_SHARE = 0.84;
const LABEL_SIZE = 14;
/** 9 pt. */
const STATUS_SIZE = 12;

const UNITS: Readonly<Record<string, string>> = { seconds: "s", minutes: "m", milliseconds: "ms" };

/** The labels of nodes of Node-RED that have no name, where they are not the type. */
const LABELS: Readonly<Record<string, (node: FlowNode) => string>> = {
  delay: ({ timeout, timeoutUnits }) => `delay ${String(timeout)}${UNITS[String(timeoutUnits)] ?? ""}`,
  "http in": ({ method, url }) => `[${String(method)}] ${String(url)}`,
};

type Words = { [key: string]: string | Words };
const wordsOf = (type: string): Words =>
  JSON.parse(readFileSync(join(ROOT, "nodes/locales/en-US", `${type}.json`), "utf8")) as Words;

const wordIn = (type: string, key: string, values: Readonly<Record<string, string>> = {}): string => {
  const word = key
    .split(".")
    .reduce<string | Words | undefined>(
      (words, part) => (typeof words === "object" ? words[part] : undefined),
      wordsOf(type),
    );
  const text = typeof word === "string" ? word : key;
  return text.replace(/__(\w+)__/g, (_, name: string) => values[name] ?? "");
};

/** What the dialogs call for a label. */
const SCRIPTS = {
  ...editorScripts("words", "checks"),
  targetName: ({ target }: FlowNode) => wordIn("genesys-account", `whom.${String(target)}`),
};
const dialogs = new Map<string, Dialog>();
const ours = (type: string): Dialog => {
  const dialog = dialogs.get(type) ?? dialogOf(type, SCRIPTS);
  dialogs.set(type, dialog);
  return dialog;
};

export const labelOf = (node: FlowNode): string => {
  const { type, name = "", repeat = "", crontab = "" } = node;
  const repeats = type === "inject" && (repeat !== "" || crontab !== "");
  if (name !== "") return repeats ? `${name} ↻` : name;
  if (!type.startsWith("genesys-")) return LABELS[type]?.(node) ?? type;
  const label = ours(type).label as (this: object) => string;
  return label.call({
    ...node,
    _: (key: string, values?: Record<string, string>) => wordIn(type, key, values),
  });
};

/** A label is broken where its text has `\n `. */
const linesOf = (node: FlowNode): string[] => labelOf(node).split("\\n ");

const SOURCES = new Set(["inject", "catch", "complete", "status", "comment", "http in", "link in"]);
const takesInput = ({ type, scope }: FlowNode): boolean => {
  if (type === "genesys-events") return scope === "input" || scope === "fromMessage";
  if (type.startsWith("genesys-")) return !/inputs: 0/.test(ours(type).html);
  return !SOURCES.has(type);
};

export const sizeOf = (node: FlowNode, font: Font = DEJAVU): { width: number; height: number } => {
  if (node.type.startsWith("link ") && node.type !== "link call") return { width: 30, height: 30 };
  const lines = linesOf(node);
  const widest = Math.round(Math.max(...lines.map((line) => widthOf(line, LABEL_SIZE, font))));
  const port = takesInput(node) ? 7 : 0;
  const outputs = Array.isArray(node.wires) ? node.wires.length : 0;
  return {
    width: Math.max(100, 20 * Math.ceil((widest + 50 + port) / 20)),
    height: Math.max(6 + 24 * lines.length, outputs * 15, 30),
  };
};

/** The node with its button and the dot of its state beside it. */
export const boxOf = (node: Placed, font: Font = DEJAVU): Box => {
  const { width, height } = sizeOf(node, font);
  const box = {
    left: node.x - width / 2,
    top: node.y - height / 2,
    right: node.x + width / 2,
    bottom: node.y + height / 2,
  };
  if (node.type === "inject") box.left -= 25;
  if (node.type === "debug") box.right += 25;
  return box;
};

/** Where the status of a node is drawn, with a text in Arial. */
export const statusBoxOf = (node: Placed, text: string): Box => {
  const { width, height } = sizeOf(node, ARIAL);
  const left = node.x - width / 2 + 8;
  const top = node.y + height / 2 + 2;
  return { left, top, right: left + 15 + widthOf(text, STATUS_SIZE, ARIAL), bottom: top + 14 };
};

export const touch = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
