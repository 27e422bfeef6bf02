import { createHmac } from "node:crypto";
import { request, type ClientRequest } from "node:http";
import type { Integration } from "../entities/message";
import type { Store } from "../store/store";

/** One call of a webhook, as it was made and answered. */
export interface WebhookCall {
  at: number;
  url: string;
  integrationId: string;
  /** The id and the type of what was posted. */
  messageId: unknown;
  type: unknown;
  /** 1 for the first call, 2 for the first retry ... */
  attempt: number;
  forged: boolean;
  /** The status of the response, or what came instead: `foreign` for a URL that is not of this machine. */
  outcome: number | "timeout" | "failed" | "foreign" | "open";
}

/** What is posted, to where. */
export interface Post {
  integration: Integration;
  body: Readonly<Record<string, unknown>>;
  /** With a wrong signature. */
  forged?: boolean;
}

export const callsOf = (store: Store): WebhookCall[] =>
  store.collection("webhook calls", (): WebhookCall[] => []);

const inProgress = (store: Store): Set<ClientRequest> =>
  store.collection("webhook calls in progress", () => new Set<ClientRequest>());

/** Ends all calls, for a reset and for the end. */
export const dropCalls = (store: Store): void => {
  for (const asked of inProgress(store)) asked.destroy();
};

const signatureOf = (secret: string, raw: Buffer): string =>
  `sha256=${createHmac("sha256", secret).update(raw).digest("base64")}`;

/** The simulated org serves this machine only: it posts nowhere else either. */
const isLocal = (url: URL): boolean =>
  url.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);

const urlOf = ({ webhookUrl = "" }: Integration): URL | undefined =>
  URL.canParse(webhookUrl) ? new URL(webhookUrl) : undefined;

/** Posts once and returns what came of it. */
const postOnce = (
  store: Store,
  { integration, body, forged = false }: Post,
): Promise<WebhookCall["outcome"]> => {
  const url = urlOf(integration);
  if (url === undefined || !isLocal(url)) return Promise.resolve("foreign");
  const raw = Buffer.from(JSON.stringify(body));
  const secret = forged ? "not the secret" : (integration.webhookSecret ?? "");
  const headers = {
    ...integration.webhookHeaders,
    "Content-Type": "application/json",
    "Content-Length": raw.length,
    "X-Hub-Signature-256": signatureOf(secret, raw),
  };
  return new Promise((resolve) => {
    const asked = request(url, { method: "POST", headers });
    const end = (outcome: WebhookCall["outcome"]): void => {
      cancel();
      inProgress(store).delete(asked);
      resolve(outcome);
    };
    const cancel = store.clock.after(store.settings.webhookTimeoutMs, () => {
      end("timeout");
      asked.destroy();
    });
    inProgress(store).add(asked);
    asked.on("error", () => end("failed"));
    asked.on("response", (answer) => {
      answer.resume();
      answer.on("error", () => end("failed"));
      answer.on("end", () => end(answer.statusCode ?? 0));
    });
    asked.end(raw);
  });
};

const isTriedAgain = (outcome: WebhookCall["outcome"]): boolean =>
  outcome === "timeout" || outcome === "failed" || outcome === 429 || Number(outcome) >= 500;

/** Calls a webhook, and again after each failure as often as the platform does. Settles with the first attempt. */
export const callWebhook = async (store: Store, post: Post, attempt = 1): Promise<void> => {
  const { integration, body, forged = false } = post;
  const call: WebhookCall = {
    ...{ at: store.clock.now(), url: integration.webhookUrl ?? "", integrationId: integration.id },
    ...{ messageId: body["id"], type: body["type"], attempt, forged, outcome: "open" },
  };
  callsOf(store).push(call);
  const calls = callsOf(store);
  call.outcome = await postOnce(store, post);
  if (calls !== callsOf(store)) return; // a reset came in between
  const { webhookRetries, webhookRetryMs } = store.settings;
  if (forged || attempt > webhookRetries || !isTriedAgain(call.outcome)) return;
  store.clock.after(webhookRetryMs, () => void callWebhook(store, post, attempt + 1));
};
