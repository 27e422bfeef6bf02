import type { FlowNode } from "./types";

/** The nodes of one file, by what the checks look for. */
export interface Flow {
  byId: ReadonlyMap<string, FlowNode>;
  /** Nodes that run: neither they nor their tab are disabled. */
  active: readonly FlowNode[];
  /** Tabs that are disabled and have nodes. */
  disabledTabs: readonly FlowNode[];
  /** Ids that more than one node has. */
  repeated: readonly string[];
}

export const flowOf = (nodes: readonly FlowNode[]): Flow => {
  const byId = new Map<string, FlowNode>();
  const repeated = new Set<string>();
  for (const node of nodes) {
    if (byId.has(node.id)) repeated.add(node.id);
    else byId.set(node.id, node);
  }
  const isDisabledTab = (id: unknown): boolean => {
    const tab = typeof id === "string" ? byId.get(id) : undefined;
    return tab?.type === "tab" && tab.disabled === true;
  };
  const inTabs = new Set(nodes.map(({ z }) => z));
  return {
    byId,
    active: [...byId.values()].filter((node) => node.d !== true && !isDisabledTab(node.z)),
    disabledTabs: [...byId.values()].filter(({ id }) => isDisabledTab(id) && inTabs.has(id)),
    repeated: [...repeated],
  };
};

/** The ids that the outputs of a node lead to, one list for each output; whatever else is there is left out. */
export const outputsOf = ({ wires }: FlowNode): string[][] =>
  Array.isArray(wires)
    ? wires.map((output: unknown) =>
        Array.isArray(output) ? output.filter((id): id is string => typeof id === "string") : [],
      )
    : [];

/** What a node is called in a sentence: without what a terminal would act on, and not longer than a line. */
export const labelOf = ({ id, name }: FlowNode): string => {
  const shown = typeof name === "string" ? printable(name).slice(0, 60) : "";
  return shown === "" ? printable(id) : `"${shown}"`;
};

/** A text of the file without control characters. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
  text.replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g, " ").trim();
