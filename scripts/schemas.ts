// tsx scripts/schemas.ts: writes docs/schemas, a JSON Schema of what a flow stores of each node type, and docs/llms.txt.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { typeKeyOf } from "../nodes/lib/node/input-settings";
import { dialogOf } from "../test/support/dialogs";
import { moduleOf, nodeTypes } from "../test/support/nodes";

type Schema = Record<string, unknown>;

/** What Node-RED itself stores of a node. */
const OF_NODE_RED: Record<string, Schema> = {
  id: { type: "string" },
  z: { type: "string" },
  g: { type: "string" },
  name: { type: "string" },
  info: { type: "string" },
  d: { type: "boolean" },
  l: { type: "boolean" },
  x: { type: "number" },
  y: { type: "number" },
  icon: { type: "string" },
  inputLabels: { type: ["array", "string"] },
  outputLabels: { type: ["array", "string"] },
  wires: { type: "array", items: { type: "array", items: { type: "string" } } },
};

/** `${NAME}` is replaced by Node-RED, in every property. */
const VARIABLE: Schema = { type: "string", pattern: "^\\$\\{[^}]+\\}$" };

/** What the runtime also takes for a value: a list as one text with commas, a number as a text. */
const lenient = (schema: Schema): Schema => {
  if (schema["type"] === "array") return { anyOf: [schema, { type: "string" }] };
  if (schema["type"] === "integer" || schema["type"] === "number")
    return { anyOf: [schema, { type: "string", pattern: "^\\s*-?[0-9.]*\\s*$" }, VARIABLE] };
  return schema["type"] === "boolean" ? schema : { anyOf: [schema, VARIABLE] };
};

const ofOption = (schema: z.ZodType): Schema => {
  const {
    $schema: _version,
    default: preset,
    ...rest
  } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as Schema;
  return { ...lenient(rest), ...(preset !== undefined && { default: preset }) };
};

/** A property that only the dialog has: its kind is that of its value in a new node. */
const ofDefault = (value: unknown): Schema => {
  if (typeof value === "boolean") return { type: "boolean", default: value };
  if (typeof value === "number") return { type: ["number", "string"], default: value };
  return typeof value === "string" ? { type: "string", default: value } : {};
};

/** The first sentence about a node in docs/nodes.md. */
const purposeOf = (type: string): string => {
  const page = readFileSync(join(__dirname, "../docs/nodes.md"), "utf8");
  const [, text = ""] = new RegExp(`^## ${type}\\n\\n([^\\n]+(?:\\n[^\\n]+)*)`, "m").exec(page) ?? [];
  return (/^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text)
    .replace(/\s+/g, " ")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
};

/** The JSON Schema of what a flow stores of a node of this type. */
export const schemaOf = (type: string): Schema => {
  const { definition, options = definition?.options ?? z.object({}) } = moduleOf(type);
  const { defaults } = dialogOf(type);
  const inputs = Object.keys(definition?.inputs.shape ?? {});
  const ofInputs = inputs.flatMap((name) => [
    [name, { description: "The value, or where it is: read as the property with Type says." }],
    [
      typeKeyOf(name, options),
      {
        type: "string",
        description: `How ${name} is read: str, num, bool, json, msg, flow, global, env, jsonata or fields.`,
      },
    ],
  ]);
  const properties = {
    ...OF_NODE_RED,
    type: { const: type },
    ...Object.fromEntries(Object.entries(defaults).map(([name, { value }]) => [name, ofDefault(value)])),
    ...Object.fromEntries(
      Object.entries(options.shape as Record<string, z.ZodType>).map(([name, one]) => [name, ofOption(one)]),
    ),
    ...(Object.fromEntries(ofInputs) as Record<string, Schema>),
    ...("account" in defaults && {
      account: { type: "string", description: "The id of a node of the type genesys-account." },
    }),
    ...("names" in defaults && { names: { description: "The names of chosen ids, for the dialog." } }),
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: type,
    description: purposeOf(type),
    type: "object",
    properties,
    required: ["id", "type"],
    additionalProperties: false,
  };
};

const DOCS: readonly (readonly [file: string, about: string])[] = [
  ["for-machines.md", "how to write flows with these nodes: properties, references, operations, mistakes"],
  ["flow-check.md", "genesys-flow-check: what is wrong in a flow file, found without starting Node-RED"],
  ["nodes.md", "every node: inputs, options, outputs, errors, examples"],
  ["events.md", "the events of conversation events, and their properties"],
  ["errors.md", "every error code, and what to do"],
  [
    "operations.md",
    "the operations of genesys-api about conversations with parameters and bodies, and the pages of all other areas",
  ],
  ["topics.md", "all topics of notifications with their payloads"],
  ["endpoints.md", "the requests that each node sends, and the permissions for them"],
  ["limits.md", "limits of the platform and of this package"],
  ["simulator.md", "the simulated organisation, for tests without a real one"],
  ["simulator-coverage.md", "the operations that it plays, and who has seen the platform do the same"],
];

/** An index for assistants that write flows. */
export const llmsText = (): string =>
  [
    "# @genesys-flows/node-red-genesys-cloud",
    "",
    "> Node-RED nodes for Genesys Cloud: read and steer conversations, agents and queues, receive events, send messages, and call any operation of the platform. A simulated organisation is built in.",
    "",
    "## Pages",
    "",
    ...DOCS.map(([file, about]) => `- [${file}](${file}): ${about}`),
    "",
    "## Node types",
    "",
    ...nodeTypes().map((type) => `- [${type}](schemas/${type}.json): ${purposeOf(type)}`),
    "",
  ].join("\n");

/** The files of docs by name. */
export const schemaFiles = (): Record<string, string> => ({
  ...Object.fromEntries(
    nodeTypes().map((type) => [`schemas/${type}.json`, `${JSON.stringify(schemaOf(type), null, 1)}\n`]),
  ),
  "llms.txt": llmsText(),
});

if (require.main === module) {
  const docs = join(__dirname, "../docs");
  rmSync(join(docs, "schemas"), { recursive: true, force: true });
  mkdirSync(join(docs, "schemas"));
  for (const [file, text] of Object.entries(schemaFiles())) writeFileSync(join(docs, file), text);
}
