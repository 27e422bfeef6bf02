import type { Store } from "../store/store";

/** Faults of webhook calls, on demand. Each entry affects the given number of the next matching bodies. */
export type WebhookFault =
  /** It comes twice, at once. */
  | { kind: "duplicate" }
  /** It comes late, behind what follows it. */
  | { kind: "delay"; ms: number }
  /** It comes after the next one. */
  | { kind: "reorder" }
  /** Before it comes another with its id, by a stranger: with other words and a wrong signature. */
  | { kind: "forge" };

export type WebhookFaultEntry = WebhookFault & {
  times?: number;
  /** Of bodies of this type only, such as `Text`. */
  type?: string;
};

export const WEBHOOK_FAULTS = ["duplicate", "delay", "reorder", "forge"] as const;

interface Waiting {
  entry: WebhookFaultEntry;
  left: number;
}

const queueOf = (store: Store): Waiting[] => store.collection("webhook faults", (): Waiting[] => []);

export const addWebhookFault = (store: Store, entry: WebhookFaultEntry): void => {
  if (!WEBHOOK_FAULTS.some((kind) => kind === entry.kind))
    throw new Error(
      `There is no webhook fault ${String(entry.kind)}. There are: ${WEBHOOK_FAULTS.join(", ")}.`,
    );
  queueOf(store).push({ entry, left: entry.times ?? 1 });
};

/** The fault that strikes a body of this type, used up by one. */
export const takeWebhookFault = (store: Store, type: unknown): WebhookFaultEntry | undefined => {
  const queue = queueOf(store);
  const at = queue.findIndex(({ entry }) => entry.type === undefined || entry.type === type);
  const found = queue[at];
  if (!found) return undefined;
  found.left -= 1;
  if (found.left <= 0) queue.splice(at, 1);
  return found.entry;
};
