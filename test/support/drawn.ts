import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FlowNode } from "./example-files";
import { dialogOf, ROOT, type Dialog } from "./dialogs";
import { editorScripts } from "./editor-script";

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

/**
 * The widths of DejaVu Sans in 1/1000 of the size, by character. It is wider than Arial, the font of the editor, and takes its place
 * where that is not installed: what has room in it has room everywhere.
 */
const WIDTHS: readonly (readonly [characters: string, width: number])[] = [
  ["'ijl", 278],
  [" ,.·’‘IJ", 318],
  ["/:;\\|f", 350],
  ["-()[]t!r", 400],
  ['"*_`“”s?z', 520],
  ["cL", 555],
  ["Fkvxy", 590],
  ["PTYoae", 613],
  ["AVXZBRCK", 690],
  ["UNHDG&OQ", 770],
  ["w#+<=>^~→", 838],
  ["M%mW…", 980],
];
/** That of digits and of most letters. */
const USUAL = 635;
/** How wide Arial is, compared with it; less in no label of the examples. */
export const ARIAL = 0.84;
const LABEL_SIZE = 14;
const STATUS_SIZE = 10;

const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, one) => {
    const [, width] = WIDTHS.find(([characters]) => characters.includes(one)) ?? ["", USUAL];
    return sum + (width * size) / 1000;
  }, 0);

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
  const { type, name = "" } = node;
  if (name !== "") return name;
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

export const sizeOf = (node: FlowNode): { width: number; height: number } => {
  if (node.type.startsWith("link ") && node.type !== "link call") return { width: 30, height: 30 };
  const lines = linesOf(node);
  const widest = Math.max(...lines.map((line) => widthOf(line, LABEL_SIZE)));
  const port = takesInput(node) ? 7 : 0;
  const outputs = Array.isArray(node.wires) ? node.wires.length : 0;
  return {
    width: Math.max(100, 20 * Math.ceil((widest + 50 + port) / 20)),
    height: Math.max(6 + 24 * lines.length, outputs * 15, 30),
  };
};

/** The node with its button and the dot of its state beside it. */
export const boxOf = (node: Placed): Box => {
  const { width, height } = sizeOf(node);
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

/** Where the status of a node is drawn, with a text of this length. */
export const statusBoxOf = (node: Placed, text: string): Box => {
  const { left } = { left: node.x - sizeOf(node).width / 2 };
  const top = node.y + sizeOf(node).height / 2 + 2;
  return { left, top, right: left + 20 + widthOf(text, STATUS_SIZE), bottom: top + 13 };
};

export const touch = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const CURVE = 75;
const SAMPLES = 24;

/** Points of the wire from an output to the input of a node on its right: the curve that the editor draws. */
export const wireBetween = (from: Placed, output: number, to: Placed): { x: number; y: number }[] => {
  const outputs = (from.wires as unknown[]).length;
  const start = { x: from.x + sizeOf(from).width / 2, y: from.y + (output - (outputs - 1) / 2) * 13 };
  const end = { x: to.x - sizeOf(to).width / 2, y: to.y };
  const apart = Math.hypot(end.x - start.x, end.y - start.y);
  const bend = CURVE * Math.min(1, apart / 100);
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const t = index / SAMPLES;
    const along = (a: number, b: number, c: number, d: number): number =>
      (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
    return {
      x: along(start.x, start.x + bend, end.x - bend, end.x),
      y: along(start.y, start.y, end.y, end.y),
    };
  });
};
