import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import type { z } from "zod";
import { pageOf } from "../../scripts/page.cjs";

export const ROOT = join(__dirname, "../..");

interface Property {
  value: unknown;
  /** What it is in a stored node that lacks it, where that is something else. */
  missing?: unknown;
  required?: boolean;
  validate?: unknown;
  type?: string;
}

/** A node's dialog as the editor would register it. */
export interface Dialog {
  category: string;
  categoryDescription: string;
  color: string;
  icon: string;
  label: unknown;
  defaults: Record<string, Property>;
  credentials?: Record<string, Property>;
  /** The page as it ships. */
  html: string;
  /** Properties whose fields the shared script draws. */
  drawn: string[];
}

const TARGET = ["target", "which", "conversationId", "userId", "participantId", "communicationId"];

/** Runs the scripts of a page with as much of the editor as they need to register, and what its functions call later. */
export const dialogOf = (type: string, genesysCloud: object = {}): Dialog => {
  const html = pageOf(join(ROOT, "nodes", `${type}.html`));
  const registered: Omit<Dialog, "html" | "drawn">[] = [];
  const check = () => () => true;
  const RED = {
    nodes: {
      registerType: (_type: string, dialog: Omit<Dialog, "html" | "drawn">) => registered.push(dialog),
    },
    validators: { number: check, regex: check, typedInput: check },
    _: (key: string) => key,
  };
  const page = createContext({ RED, window: {}, console, genesysCloud });
  for (const [, script = ""] of html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g))
    runInContext(script, page);
  const [dialog] = registered;
  if (dialog === undefined) throw new Error(`${type}.html registers nothing`);
  const drawn = [
    ...(html.includes('data-genesys="target"') ? TARGET.flatMap((name) => [name, `${name}Type`]) : []),
    ...(html.includes('data-genesys="errorOutput"') ? ["errorOutput"] : []),
    ...[...html.matchAll(/data-genesys="(\w+Contract)"/g)].map(([, name = ""]) => name),
  ];
  return { ...dialog, html, drawn };
};

interface Definition {
  inputs: z.ZodObject;
  options: z.ZodObject;
}

/** What a node declares of itself; undefined for the nodes that are written plainly. */
export const definitionOf = (type: string): Definition | undefined =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  (require(join(ROOT, "nodes", type)) as { definition?: Definition }).definition;

/** The schema of a node's options. */
export const optionsOf = (type: string): z.ZodObject => {
  const definition = definitionOf(type);
  if (definition === undefined) throw new Error(`${type} is written plainly`);
  return definition.options;
};

/** The config properties that a node's schemas name; undefined for the nodes that are written plainly. */
export const schemaKeys = (type: string): string[] | undefined => {
  const definition = definitionOf(type);
  if (definition === undefined) return undefined;
  const options = Object.keys(definition.options.shape);
  const typeOf = (name: string): string =>
    options.includes(`${name}Type`) ? `${name}ValueType` : `${name}Type`;
  return [...Object.keys(definition.inputs.shape).flatMap((name) => [name, typeOf(name)]), ...options];
};
