import type { FlowNode } from "./types";

/** No flow file is longer, in characters: Node-RED itself could hardly open it. */
const LONGEST = 200_000_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The list of nodes: an export of the editor and flows.json are the list, the admin API has it as `flows`. */
const listIn = (content: unknown): unknown[] | undefined => {
  if (Array.isArray(content)) return content as unknown[];
  return isRecord(content) && Array.isArray(content.flows) ? content.flows : undefined;
};

/** The nodes of a flow file, or why it is none. An entry that is no node is counted. */
export type ReadFlow = { nodes: FlowNode[]; others: number } | { unreadable: string };

/** Reads the text of a flow file. No text makes it throw. */
export const readFlow = (text: string): ReadFlow => {
  if (text.length > LONGEST) return { unreadable: "The file is too long for a flow file." };
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { unreadable: "The file is not JSON." };
  }
  const list = listIn(content);
  if (list === undefined) return { unreadable: "The file is not a flow file: it has no list of nodes." };
  const nodes = list.filter(
    (one): one is FlowNode => isRecord(one) && typeof one.id === "string" && typeof one.type === "string",
  );
  return { nodes, others: list.length - nodes.length };
};
