import { z } from "zod";
import { numeric } from "./lib/node/attributes";
import { defineNode } from "./lib/node/define-node";
import { entriesOf } from "./lib/node/environment";
import { asInput } from "./lib/node/input-settings";
import { listed } from "./lib/node/lists";
import { asTarget, text } from "./lib/node/target";
import { partyOf } from "./lib/platform/api/conversations";
import { blankInput, configError } from "./lib/platform/errors/errors";
import { EVENT_NAMES } from "./lib/platform/events/types";
import { watchSteps } from "./lib/platform/plan/events";
import { waitUntil } from "./lib/platform/wait-until/wait-until";
import { canHappenTo, type Whose } from "./lib/platform/wait-until/whose";
import type { Client } from "./lib/platform/types";

/** Conversations by message last for days. */
const A_WEEK_SECONDS = 7 * 24 * 60 * 60;
const byId = { usedWith: [{ who: ["ids"] }] };

/** Node-RED itself replaces an entry of a list that is `${NAME}`, and a variable may hold several events. */
const eventsOf = (list: unknown): unknown => entriesOf(Array.isArray(list) ? list.join(",") : list);

const inputs = z.object({
  conversationId: text,
  deadlineSeconds: asInput(numeric(z.number().positive().max(A_WEEK_SECONDS)), {
    byDefault: { value: "300", type: "num" },
  }),
  userId: asInput(text.optional(), { usedWith: [{ who: ["user"] }] }),
  participantId: asInput(z.unknown().optional(), byId),
  communicationId: asInput(z.unknown().optional(), byId),
});

const options = z.object({
  /** Any of them. */
  for: listed(
    z.preprocess(
      eventsOf,
      z
        .array(z.enum(EVENT_NAMES).exclude(["transcript"]))
        .default(["connected"])
        .refine((names) => names.length > 0, "is missing. Choose at least one event"),
    ),
    () => true,
  ),
  who: z.enum(["any", "customer", "agent", "user", "ids"]).default("any"),
  alreadyCounts: z.boolean().default(true),
});

type Inputs = z.output<typeof inputs>;

/** Whose event is waited for; looks a user up who is named by e-mail address or name. */
const whoseOf = async (
  client: Client,
  given: Inputs,
  who: Whose["who"],
  signal: AbortSignal,
): Promise<Whose> => {
  if (who !== "user" && who !== "ids") return { who };
  const target = asTarget(given, { target: who, which: "newest" });
  const { participantId, communicationId } = target;
  if (who === "ids" && participantId === undefined && communicationId === undefined)
    throw blankInput("participantId", "Set the id of the participant or of the communication.");
  const of = await partyOf(client, target, { signal });
  return of.party === "user"
    ? { who: "user", userId: of.userId }
    : { who: "ids", participantId, communicationId };
};

export = defineNode({
  type: "genesys-wait",
  inputs,
  options,
  about: { inputs: [], key: () => undefined }, // all messages wait side by side
  plan: ({ options: { who } }) => watchSteps(who === "user"),
  run: async ({ client, account, inputs: given, options: { for: events, who, alreadyCounts }, ...run }) => {
    if (!canHappenTo(who, events))
      throw configError("who", `The option "who" does not fit "for": no such event is that of the ${who}.`);
    const { conversationId, deadlineSeconds } = given;
    const since = client.clock.now();
    const deadline = since + deadlineSeconds * 1000;
    const awaiting = run.awaiting(deadline, conversationId);
    try {
      const whose = await whoseOf(client, given, who, run.signal);
      const order = { conversationId, events, whose, alreadyCounts, since, deadline };
      const onNotified = (isNotified: boolean): void => awaiting.isRead(!isNotified);
      const { watches } = account.events();
      const waited = await waitUntil(order, { client, watches, signal: run.signal, onNotified });
      return { conversationId, waited };
    } finally {
      awaiting.end();
    }
  },
  outputs: { count: 2, of: ({ waited }) => (waited.outcome === "happened" ? 0 : 1) },
  output: ({ conversationId, waited: { outcome, reached, already, waitedMs } }) => {
    const { event, occurredAt, participantId, communicationId, mediaType, userId, queueId } = reached ?? {};
    const ids = { conversationId, participantId, communicationId, mediaType, userId, queueId };
    const happened = reached === undefined ? {} : { event, already, occurredAt };
    return known({ ...ids, wait: known({ outcome, ...happened, waitedMs }) });
  },
  trace: ({ waited: { outcome, reached } }) => [reached?.event ?? outcome],
});

const known = (properties: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
