import { typeKeyOf } from "../node/input-settings";
import { didYouMean, nearest } from "../platform/catalogue/guess";
import { printable } from "./flow";
import { worded } from "./sentences";
import type { Finding, FlowNode, NodeFacts } from "./types";

/** What Node-RED itself stores of a node. */
export const OF_NODE_RED: readonly string[] = [
  ...["id", "type", "z", "g", "name", "info", "d", "l", "x", "y", "wires"],
  ...["icon", "inputLabels", "outputLabels"],
];

/** What the dialogs store of a node beside its inputs and options. A spec compares them with the dialogs. */
const OF_DIALOGS: Readonly<Record<string, readonly string[]>> = {
  "genesys-account": ["backplane", "successStatus"],
  "genesys-backplane": [],
  "genesys-events": ["account", "names", "inputs"],
};
const OF_A_SOURCE = ["account", "names"];
const OF_A_NODE = [...OF_A_SOURCE, "errorOutput", "outputs"];

/** They are kept in a separate file, encrypted. */
const CREDENTIALS: readonly string[] = [
  ...["credentials", "clientId", "clientSecret", "accessToken", "signIn"],
  ...["secret", "headerValue", "user", "username", "password"],
];

/** Every property that a node of this type can have in a flow file. */
export const propertiesOf = (type: string, { inputs, stored }: NodeFacts): string[] => {
  const names = Object.keys(inputs?.shape ?? {});
  const ofDialog = OF_DIALOGS[type] ?? (inputs === undefined ? OF_A_SOURCE : OF_A_NODE);
  return [
    ...OF_NODE_RED,
    ...ofDialog,
    ...names.flatMap((name) => [name, typeKeyOf(name, stored)]),
    ...Object.keys(stored.shape),
  ];
};

/** No property of ours is as long. */
const LONGEST = 60;

/** Properties that the node type does not have: Node-RED stores them, and the node never reads them. */
export const unknownProperties = (node: FlowNode, facts: NodeFacts): Finding[] => {
  const known = propertiesOf(node.type, facts);
  const isKnown = new Set(known);
  const given = Object.keys(node);
  return given
    .filter((name) => !isKnown.has(name))
    .map((name) => {
      const property = printable(name).slice(0, LONGEST);
      if (CREDENTIALS.includes(name)) return { level: "error", property, ...worded("credential") };
      const suggestions = nearest(
        name,
        known.filter((one) => !given.includes(one)),
      );
      return {
        ...{ level: "error", property },
        ...worded("unknownProperty", { type: node.type }, didYouMean(suggestions)),
        ...(suggestions.length > 0 && { suggestions }),
      };
    });
};
