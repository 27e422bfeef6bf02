import type { Node, NodeAPI, NodeDef } from "node-red";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { definitionsOf, plansOf, type AnyDefinition } from "../node/definitions";
import type { Planner } from "../platform/plan/planner";
import { beforeFirstNode } from "./before-first-node";

/** What the file of a node exports: the function for Node-RED, and what the node declares. */
interface NodeFile {
  (RED: NodeAPI): void;
  definition?: AnyDefinition;
  planner?: Planner;
}
type Constructor = (this: Node, config: NodeDef) => void;

/** What each of these files loads first: if it is not installed, Node-RED reports so at its start, and not with the first node. */
const NEEDED = "zod";

/** The constructor that the file of a node registers. */
const constructorIn = (file: NodeFile, RED: NodeAPI): Constructor => {
  let found: Constructor | undefined;
  const registerType = (_type: string, constructor: Constructor): void => void (found = constructor);
  const nodes: unknown = Object.create(RED.nodes, { registerType: { value: registerType } });
  file(Object.create(RED, { nodes: { value: nodes } }) as NodeAPI);
  if (found === undefined) throw new Error("The file of this node registers no type.");
  return found;
};

/**
 * What Node-RED loads in place of the file of a node, as the build writes it: it registers the type, and loads the file, which is
 * beside it as `<type>.node.js`, with the first node of this type, or when a dialog or another program asks what the node declares.
 */
export const doorTo = (self: NodeJS.Module): NodeFile => {
  const type = basename(self.filename, ".js");
  const opened = (): NodeFile => self.require(`./${type}.node`) as NodeFile;
  createRequire(__filename).resolve(NEEDED);
  const { credentials, register, hasPlan = true } = beforeFirstNode(type);
  const door = (RED: NodeAPI): void => {
    let constructor: Constructor | undefined;
    if (hasPlan) plansOf(RED).set(type, (...given) => plannerIn(opened())(...given));
    definitionsOf(RED).set(type, () => opened().definition);
    register?.(RED);
    RED.nodes.registerType(
      type,
      function (this: Node, config: NodeDef) {
        constructor ??= constructorIn(opened(), RED);
        constructor.call(this, config);
      },
      credentials && { credentials },
    );
  };
  const declared = (name: string) => ({
    get: (): unknown => (opened() as unknown as Record<string, unknown>)[name],
    enumerable: true,
  });
  const names = ["definition", "planner", "options", "optionsOf"];
  return Object.defineProperties(door, Object.fromEntries(names.map((name) => [name, declared(name)])));
};

const plannerIn = ({ planner }: NodeFile): Planner => {
  if (planner === undefined) throw new Error("The file of this node exports no planner.");
  return planner;
};
