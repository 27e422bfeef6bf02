import { actByName, ACTS, type Act } from "./index";
import { createChanges } from "./changes";
import { listConversations } from "./conversations";
import { ActError, numberIn } from "./details";
import { givenDetails } from "./given";
import { isVirtual, type Clock } from "../store/clock";
import { without } from "../formatters/wire";
import type { FaultEntry, Faults } from "../http/faults";
import type { Control, Reply } from "../http/handler";
import type { RequestLog } from "../http/log";
import type { Deliveries, Delivery } from "../notifications/deliveries";
import type { Store } from "../store/store";
import type { WebhookFaultEntry } from "../webhooks/faults";
import type { WebhookBody, Webhooks } from "../webhooks/webhooks";

interface Parts {
  store: Store;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  act: Act;
  deliveries: Deliveries;
  webhooks: Webhooks;
  captures: Captures;
  floor: Floor;
  reset: () => void;
}

/** The floor that lives; its room knows the acts, so that it is described here. */
interface Floor {
  start(request: Record<string, unknown>): unknown;
  stop(): unknown;
  state(): unknown;
}

/** Conversations that were captured elsewhere; their room sends frames, so that it is described here. */
interface Captures {
  load(capture: unknown): unknown;
  replay(conversationId?: string): unknown;
  list(): unknown;
}

/** All entities as they are kept, the post-flow action of each call included, which the platform never shows. */
const stateOf = ({ store, clock }: Parts): unknown => ({
  now: clock.now(),
  virtual: isVirtual(clock),
  settings: store.settings,
  conversations: [...store.conversations.values()],
  tokens: [...store.tokens.values()].map((token) => without(token, "value", "refreshToken")),
  users: [...store.org.users.values()],
  presences: [...store.org.presences.values()],
  queues: [...store.org.queues.values()],
  divisions: [...store.org.divisions.values()],
  wrapupCodes: [...store.org.wrapupCodes.values()],
  flows: [...store.org.flows.values()],
  externalContacts: [...store.org.externalContacts.values()],
  clients: [...store.org.clients.values()].map((client) => without(client, "secret")),
});

const parse = (raw: Buffer | undefined): Record<string, unknown> => {
  if (!raw || raw.length === 0) return {};
  const value = JSON.parse(raw.toString("utf8")) as unknown;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("The body must be a JSON object.");
  return value as Record<string, unknown>;
};

const isEmpty = (raw: Buffer | undefined): boolean => raw?.length === 0;

/** A form, or a text, is what a page of another site can post without asking first. */
const isJson = (raw: Buffer | undefined, contentType: string | undefined): boolean =>
  contentType === undefined ? isEmpty(raw) : /^application\/json\s*(;|$)/i.test(contentType);

const notJson: Reply = {
  status: 415,
  body: {
    code: "simulator.state",
    message: "Send JSON, with the header Content-Type: application/json, or no body at all.",
  },
};

export const createControl = (parts: Parts): Control => {
  const { clock, faults, log, act, deliveries, webhooks, captures, floor, store, reset } = parts;
  const changes = createChanges(store);

  const gets: Readonly<Record<string, () => unknown>> = {
    state: () => stateOf(parts),
    log: () => log.entries(),
    conversations: () => listConversations(store),
    webhooks: () => webhooks.calls(),
    captures: () => captures.list(),
    floor: () => floor.state(),
    acts: () => [...ACTS, "timePasses", "reset"],
  };

  const posts: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    reset: () => reset(),
    advance: async ({ ms }) => {
      if (!isVirtual(clock)) throw new Error("Only a virtual clock can be advanced; this one is real.");
      if (typeof ms !== "number" || !(ms >= 0)) throw new Error("ms must be a number, 0 or more.");
      await clock.advance(ms);
      return { now: clock.now() };
    },
    timePasses: async (input) => {
      const seconds = numberIn(givenDetails("timePasses", input), "seconds") ?? 0;
      if (!isVirtual(clock))
        throw new Error("This simulator runs on the clock of the machine, which cannot be moved on.");
      await clock.advance(seconds * 1000);
      const now = new Date(clock.now()).toISOString();
      const aheadMs = clock.aheadMs?.();
      return aheadMs === undefined ? { now } : { now, aheadSeconds: Math.round(aheadMs / 1000) };
    },
    settings: (input) => {
      const unknown = Object.keys(input).filter((name) => !Object.hasOwn(store.settings, name));
      if (unknown.length > 0) throw new Error(`There is no setting ${unknown.join(", ")}.`);
      return Object.assign(store.settings, input);
    },
    faults: (input) => {
      if (typeof input["fault"] !== "object" || input["fault"] === null)
        throw new Error("fault must be an object.");
      faults.add(input as unknown as FaultEntry);
    },
    webhookFault: (input) => webhooks.fault(input as unknown as WebhookFaultEntry),
    sendWebhook: (input) => {
      if (typeof input["type"] !== "string")
        throw new ActError("type", "sendWebhook needs a type, such as Text.");
      return webhooks.send(input as unknown as WebhookBody);
    },
    clearFaults: () => faults.clear(),
    captures: (input) => captures.load(input),
    replayCapture: ({ conversationId }) => {
      if (conversationId === undefined || typeof conversationId === "string")
        return captures.replay(conversationId);
      throw new ActError("conversationId", "conversationId must be the id of a conversation.");
    },
    floor: (input) => floor.start(input),
    stopFloor: () => floor.stop(),
    deliverEvents: (input) => void deliveries.add(input as unknown as Delivery),
    clearDeliveries: () => deliveries.clear(),
    clearLog: () => log.clear(),
  };

  const run = async (
    method: string,
    name: string,
    raw: Buffer | undefined,
    contentType: string | undefined,
  ): Promise<Reply> => {
    if (method === "GET" && Object.hasOwn(gets, name)) return { status: 200, body: gets[name]?.() };
    const since = method === "GET" ? /^changes\/(\d{1,15})$/.exec(name)?.[1] : undefined;
    if (since !== undefined) return { status: 200, body: changes(Number(since)) };
    if (method === "DELETE" && name === "floor") return { status: 200, body: { result: floor.stop() } };
    if (method !== "POST")
      return { status: 404, body: { message: `There is no ${method} /_simulator/${name}.` } };
    if (!isJson(raw, contentType)) return notJson;
    const input = parse(raw);
    const done = Object.hasOwn(posts, name)
      ? { result: await posts[name]?.(input) }
      : actByName(act, name, input);
    if (done) return { status: 200, body: { result: (await done.result) ?? null } };
    const known = [...Object.keys(posts), ...ACTS].join(", ");
    return {
      status: 404,
      body: { code: "simulator.action", message: `There is no act ${name}. There are: ${known}.` },
    };
  };

  return async (method, path, raw, contentType) => {
    try {
      return await run(method, path.slice("/_simulator/".length), raw, contentType);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const field = error instanceof ActError ? error.field : "state";
      return { status: 400, body: { code: `simulator.${field}`, message } };
    }
  };
};
