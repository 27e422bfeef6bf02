import type { Headless, LiveNode, LogEntry } from "../world/headless";
import { plainOf } from "./plain";
import type { FlowError, Place, Timeline } from "./timeline";

/** What Node-RED's hooks show of a running flow. */

interface Loose {
  [key: string]: unknown;
}

interface SendEvent {
  msg: Loose;
  source: { id: string; node?: LiveNode; port: number };
}
interface ReceiveEvent {
  msg: Loose;
  destination: { id: string; node: LiveNode };
}
interface CompleteEvent {
  msg: Loose;
  node: { id: string; node: LiveNode };
  error?: unknown;
}

const placeOfNode = ({ id, type, name, _alias: alias }: LiveNode): Place => ({
  ...{ id, type, name: typeof name === "string" ? name : "" },
  fileId: alias ?? id,
});

const errorOf = (error: unknown): FlowError => {
  const { code, message, cause } = (typeof error === "object" && error !== null ? error : {}) as Loose;
  return {
    code: typeof code === "string" ? code : undefined,
    message: (typeof message === "string" ? message : String(error)).replace(/^\w*Error: /, ""),
    cause: plainOf(cause),
  };
};

/** Where an error is seen: reported by a node, received by a Catch node, sent to an output for errors, logged where none of these has it. */
type Sight = "done" | "caught" | "output" | "logged";

/** An error is seen at several places, one right after the other. It is one error. */
const createErrors = (timeline: Timeline) => {
  const last = new Map<string, { isHandled: boolean }>();
  return (node: Place | undefined, error: FlowError, sight: Sight): void => {
    const key = `${node?.id} ${error.message}`;
    const known = sight === "done" ? undefined : last.get(key);
    if (known !== undefined) {
      if (sight === "logged") known.isHandled = false;
      return;
    }
    const entry = timeline.add({ kind: "error", node, error, isHandled: sight !== "logged" });
    last.set(key, entry);
    setImmediate(() => last.delete(key)); // later ones of the same node with the same words are others
  };
};

interface Parts {
  headless: Pick<Headless, "hooks" | "nodeById">;
  timeline: Timeline;
  note: () => void;
}

/** Watches the flow from now on. What it returns takes the entries of Node-RED's log. */
export const observe = ({ headless, timeline, note }: Parts): ((entry: LogEntry) => void) => {
  const { hooks, nodeById } = headless;
  const report = createErrors(timeline);
  const placeById = (id: string | undefined): Place | undefined => {
    const node = id === undefined ? undefined : nodeById(id);
    return node && placeOfNode(node);
  };
  hooks.add("onSend.flowTest", (events: SendEvent[]) => {
    note();
    const shown = new Set<object>(); // one message may go to several nodes
    for (const { msg, source } of events) {
      if (source.node === undefined || shown.has(msg)) continue;
      shown.add(msg);
      const node = placeOfNode(source.node);
      timeline.add({ kind: "sent", node, output: source.port + 1, msg: plainOf(msg) });
      if (node.type.startsWith("genesys-") && source.port > 0 && msg["error"] !== undefined)
        report(node, errorOf(msg["error"]), "output");
    }
  });
  hooks.add("onReceive.flowTest", ({ msg, destination }: ReceiveEvent) => {
    note();
    timeline.add({ kind: "arrived", node: placeOfNode(destination.node), msg: plainOf(msg) });
    const { error } = msg as { error?: { source?: { id?: string } } };
    if (destination.node.type === "catch") report(placeById(error?.source?.id), errorOf(error), "caught");
  });
  hooks.add("onComplete.flowTest", ({ node, error }: CompleteEvent) => {
    note();
    if (error !== undefined && error !== null) report(placeOfNode(node.node), errorOf(error), "done");
  });
  return ({ level, id, msg }) => {
    if (level > 20 || id === undefined) return;
    report(placeById(id), errorOf(typeof msg === "string" ? { message: msg } : msg), "logged");
  };
};
