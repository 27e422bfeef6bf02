import type { Integration } from "../entities/message";
import type { Store } from "../store/store";
import { callWebhook, type Post } from "./call";
import { takeWebhookFault } from "./faults";

type Body = Readonly<Record<string, unknown>>;

/** What follows in one conversation waits for the first call of what came before it, not for its retries. */
const linesOf = (store: Store): Map<string, Promise<void>> =>
  store.collection("webhook lines", () => new Map<string, Promise<void>>());

const heldOf = (store: Store): Post[] => store.collection("webhook bodies held back", (): Post[] => []);

const inTurn = (store: Store, post: Post): void => {
  const lines = linesOf(store);
  const key = String(post.body["conversationId"]);
  const before = lines.get(key) ?? Promise.resolve();
  const call = before.then(() => callWebhook(store, post));
  lines.set(key, call);
  void call.then(() => lines.get(key) === call && lines.delete(key));
};

const forgery = ({ integration, body }: Post): Post => ({
  integration,
  body: { ...body, text: "Forged." },
  forged: true,
});

/** Posts a body to the webhook of an integration, as the faults will have it. Without a URL, nothing. */
export const sendWebhook = (store: Store, integration: Integration, body: Body): void => {
  if (integration.messengerType !== "open" || integration.webhookUrl === undefined) return;
  const post: Post = { integration, body };
  const fault = takeWebhookFault(store, body["type"]);
  if (fault?.kind === "reorder") return void heldOf(store).push(post);
  if (fault?.kind === "delay") return void store.clock.after(fault.ms, () => inTurn(store, post));
  if (fault?.kind === "forge") inTurn(store, forgery(post));
  inTurn(store, post);
  if (fault?.kind === "duplicate") inTurn(store, post);
  for (const late of heldOf(store).splice(0)) inTurn(store, late);
};
