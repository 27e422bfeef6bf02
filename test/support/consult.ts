import {
  updateParticipant,
  type ParticipantUpdate,
} from "../../nodes/lib/platform/participants/update-participant";
import type { Conversation, Participant } from "../../nodes/lib/platform/conversation/conversation";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import type { Exchange, ExchangeRequest, Grant } from "../../nodes/lib/platform/types";
import { composeClient } from "./client";
import { createClock } from "./clock";
import { ANN, at, connected, conversation, ended, leg, party } from "./conversation";
import { ok } from "./scripted-client";

export const BEA = "00000000-0000-4000-8000-0000000000bb";
export const QUEUE = "00000000-0000-4000-8000-00000000000c";

/** Who takes part in a consultation carries the customer's id. */
const LINK = { consultParticipantId: "c" };
const ASKING = { ...LINK, userId: ANN, attributes: { consultInitiator: "true" } };
const customer = connected("c", "customer", 1);
const ringing = (more: Partial<Participant>): Participant =>
  party("g", "agent", {
    startTime: at(9),
    calls: [leg("g-c", "alerting", { startAlertingTime: at(9) })],
    ...more,
  });

/** Calls in which an agent consults, may consult, or has consulted. */
export const CALLS = {
  talking: [customer, connected("a", "agent", 5, { userId: ANN })],
  held: [
    customer,
    connected("a", "agent", 5, {
      userId: ANN,
      calls: [leg("a-c", "connected", { connectedTime: at(5), held: true })],
    }),
  ],
  "not answered": [customer, party("a", "agent", { userId: ANN, calls: [leg("a-c", "alerting")] })],
  ringing: [{ ...customer, ...LINK }, connected("a", "agent", 5, ASKING), ringing({ ...LINK, userId: BEA })],
  "with a queue": [
    { ...customer, ...LINK },
    connected("a", "agent", 5, ASKING),
    connected("g", "acd", 9, { ...LINK, queueId: QUEUE, name: "Sales" }),
  ],
  consulting: [
    { ...customer, ...LINK },
    connected("a", "agent", 5, ASKING),
    connected("g", "agent", 9, { ...LINK, userId: BEA }),
  ],
  "in conference": [
    customer,
    connected("a", "agent", 5, { userId: ANN }),
    connected("g", "agent", 9, { userId: BEA }),
  ],
  "handed over": [
    customer,
    ended("a", "agent", 5, 20, "disconnected", {
      userId: ANN,
      calls: [leg("a-c", "disconnected", { disconnectedTime: at(20), disconnectType: "transfer.consult" })],
    }),
    connected("g", "agent", 9, { userId: BEA }),
  ],
  ended: [ended("c", "customer", 1, 30), ended("a", "agent", 5, 30, "terminated", { userId: ANN })],
  "without an agent": [customer],
} satisfies Record<string, Participant[]>;
export type CallName = keyof typeof CALLS;

interface Org {
  grant?: Grant;
  me?: string;
  /** What the conversation shows; by default what it was given. */
  now?: () => Conversation;
  answer?: (request: ExchangeRequest) => Exchange | Error;
}

/** A client of a call, and what an action on it sends. */
export const openCall = (
  participants: Participant[],
  { grant = "authorization-code", me = ANN, now = () => conversation(...participants), answer }: Org = {},
) => {
  const clock = createClock();
  const sent: { method: string; path: string; body: unknown }[] = [];
  const client = composeClient({
    clock,
    grant,
    transport: (request) => {
      if (request.url.endsWith("/users/me")) return Promise.resolve(ok({ id: me }));
      if (request.method === "GET") return Promise.resolve(ok(structuredClone(now())));
      const { method, url, body } = request;
      const path = url.replace(/^.*\/api\/v2\/conversations\//, "");
      sent.push({ method, path, body: typeof body === "string" ? (JSON.parse(body) as unknown) : undefined });
      const got = answer?.(request) ?? ok({ destinationParticipantId: "g" });
      return got instanceof Error ? Promise.reject(got) : Promise.resolve(got);
    },
  });
  const run = (update: Partial<ParticipantUpdate> & Pick<ParticipantUpdate, "action">) =>
    clock.runUntil(
      updateParticipant(client, {
        target: { conversationId: "conversation", target: "agent", which: "newest" },
        allowLastCustomer: false,
        transferTo: "user",
        destination: BEA,
        phoneType: "WorkPhone",
        speakTo: "destination",
        ...update,
      }),
    );
  /** `send`, `already`, or the error: its code and its sentence. */
  const verdict = async (update: Parameters<typeof run>[0]): Promise<string> => {
    const before = sent.length;
    try {
      const { already } = await run(update);
      return already ? "already" : sent.length > before ? "send" : "nothing was sent";
    } catch (error) {
      if (!(error instanceof GenesysError)) throw error;
      return sent.length > before ? `sent, ${error.code}` : `${error.code}: ${error.message}`;
    }
  };
  return { client, clock, sent, run, verdict };
};
