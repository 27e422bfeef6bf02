import { outputsOf, printable, type Flow } from "./flow";
import { worded } from "./sentences";
import type { FactsOf, Finding, FlowNode } from "./types";

/** How many outputs a node of ours has: its own, and one for errors if it is chosen. */
const outputCount = (node: FlowNode, factsOf: FactsOf): number | undefined => {
  const outputs = factsOf(node.type)?.outputs;
  return outputs === undefined ? undefined : outputs + (node.errorOutput === true ? 1 : 0);
};

/** Wires to nodes that do not exist, and wires from outputs that emit nothing. */
export const checkWires = (flow: Flow, node: FlowNode, factsOf: FactsOf): Finding[] => {
  const outputs = outputsOf(node);
  const isOurs = factsOf(node.type) !== undefined;
  const lost = outputs.flatMap((ids, at): Finding[] =>
    ids.every((id) => flow.byId.has(id))
      ? []
      : [
          {
            ...{ level: isOurs ? "error" : "warning", node: node.id, property: "wires" },
            ...worded("lostWire", {
              output: at + 1,
              ids: ids
                .filter((id) => !flow.byId.has(id))
                .map((id) => printable(id).slice(0, 40))
                .slice(0, 5)
                .join(", "),
            }),
          },
        ],
  );
  const count = outputCount(node, factsOf);
  const beyond = count !== undefined && outputs.slice(count).some((ids) => ids.length > 0);
  const hint = node.errorOutput === true ? "" : ' Set "errorOutput" to true for an output for errors.';
  const later = worded("laterOutput", { count: count ?? 0 }, hint);
  return beyond ? [...lost, { level: "error", node: node.id, property: "wires", ...later }] : lost;
};

/** Entries of link nodes that do not exist. */
export const checkLinks = (flow: Flow, { id, type, links }: FlowNode): Finding[] => {
  if (type !== "link out" && type !== "link call") return [];
  const isLost = (one: unknown): boolean => typeof one === "string" && !flow.byId.has(one);
  return Array.isArray(links) && links.some(isLost)
    ? [{ level: "warning", node: id, property: "links", ...worded("lostLink") }]
    : [];
};
