import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountSettings } from "../../nodes/lib/platform/auth/settings";
import names from "../facts/public-names.json";
import { dialogOf, ROOT } from "../support/dialogs";
import { NODES } from "../support/docs";
import { CONFIGS, nodeTypes, SOURCES } from "../support/nodes";

interface Names {
  label?: string;
  /** The natural target of a node that acts on a participant. */
  target?: string;
  inputs: string[];
  /** With the value that a new node has. */
  options: Record<string, unknown>;
  values: Record<string, string[]>;
}
const nodes = names.nodes as Record<string, Names>;

/** What Zod knows of an option, as far as it is read here. */
interface Known {
  def: { type: string; innerType?: Known; defaultValue?: unknown };
  options?: string[];
}
interface NodeModule {
  definition?: { options: { shape: Record<string, Known> } };
  options?: { shape: Record<string, Known> };
}

/** The options as the runtime reads them. */
const schemaOf = (type: string): Record<string, Known> => {
  if (type === "genesys-account") return accountSettings.shape;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const { definition, options } = require(join(ROOT, "nodes", type)) as NodeModule;
  return (definition?.options ?? options)?.shape ?? {};
};

const inputsOf = ({ target, inputs }: Names): string[] => [
  ...(target === undefined ? [] : names.target.inputs),
  ...inputs,
];
const optionsOf = ({ target, options }: Names): Record<string, unknown> => ({
  ...(target === undefined ? {} : { target, which: "named" }),
  ...options,
});
/** What an option is in a stored node that lacks it, where that is not what it is in a new node (decision 14). */
const MISSING: Record<string, unknown> = { which: "newest", readMessage: false, successStatus: "none" };
const missingOf = (type: string, name: string): unknown =>
  type === "genesys-update-participant" && name === "action" ? "disconnect" : MISSING[name];
const valuesOf = ({ target, values }: Names): Record<string, string[]> => ({
  ...(target === undefined ? {} : names.target.options),
  ...values,
});
/** `destinationType` is an option of one node: the type of its input `destination` has another name. */
const typeOf = (name: string, node: Names): string =>
  `${name}Type` in node.options ? `${name}ValueType` : `${name}Type`;

describe("the public names, of which none may go", () => {
  it("are those of the nodes in package.json", () => {
    assert.deepEqual(nodeTypes().sort(), Object.keys(nodes).sort());
  });

  for (const [type, node] of Object.entries(nodes))
    describe(type, () => {
      it("keeps the properties that flows are stored with, and has none that is not listed", () => {
        const { defaults } = dialogOf(type);
        const isConfig = CONFIGS.includes(type);
        const common = isConfig ? ["name"] : ["name", "names", "account"];
        const isSource = isConfig || SOURCES.includes(type);
        const ports = type === "genesys-events" ? ["inputs"] : isSource ? [] : ["errorOutput", "outputs"];
        const inputs = inputsOf(node).flatMap((name) => [name, typeOf(name, node)]);
        const all = [...common, ...ports, ...inputs, ...Object.keys(optionsOf(node))];
        assert.deepEqual(Object.keys(defaults).sort(), all.sort());
      });

      it("keeps the values that its options have in a new node", () => {
        const { defaults } = dialogOf(type);
        for (const [name, value] of Object.entries(optionsOf(node))) {
          assert.equal(JSON.stringify(defaults[name]?.value), JSON.stringify(value), name);
          assert.equal(
            defaults[name]?.missing,
            missingOf(type, name),
            `${name} where a stored node lacks it`,
          );
        }
      });

      it("keeps the values that may be chosen", () => {
        const { html } = dialogOf(type);
        for (const [name, values] of Object.entries(valuesOf(node))) {
          const { def } = schemaOf(type)[name] ?? {};
          const offered = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value);
          const allowed = def?.innerType?.options ?? offered.filter((one) => values.includes(one ?? ""));
          assert.deepEqual([...allowed].sort(), [...values].sort(), name);
        }
      });

      it("reads a flow that was stored before an option was added", () => {
        const stored = Object.entries(schemaOf(type)).filter(([, { def }]) => def.type === "default");
        for (const [name, { def }] of stored)
          assert.deepEqual(
            def.defaultValue,
            missingOf(type, name) ?? optionsOf(node)[name],
            `${name} left out is what a new node has, unless its dialog says otherwise`,
          );
      });

      it("has all of them in docs/nodes.md, its palette label too", () => {
        const [shared = "", ...sections] = NODES.split(/^## (?=genesys-)/m);
        const section = sections.find((each) => each.startsWith(`${type}\n`)) ?? "";
        const values = Object.values(node.values).flat();
        const isShared = (name: string): boolean => shared.includes(`\`${name}\``);
        const missing = [...node.inputs, ...Object.keys(node.options), ...values].filter(
          (name) => !section.includes(`\`${name}\``) && !(values.includes(name) && isShared(name)),
        );
        if (type !== "genesys-simulate") assert.deepEqual(missing, []);
        if (node.target !== undefined) assert.match(section, /_Target_/);
        if (node.label === undefined) return;
        const words = readFileSync(join(ROOT, `nodes/locales/en-US/${type}.json`), "utf8");
        assert.equal((JSON.parse(words) as { paletteLabel: string }).paletteLabel, node.label);
      });
    });
});
