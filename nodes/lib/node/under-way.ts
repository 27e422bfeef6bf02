import { createFate, followed } from "../platform/errors/act-fate";
import type { Awaiting, CallFacts, Client, Turn } from "../platform/types";
import type { AccountNode } from "./account";
import { freeTurn } from "./lanes";
import type { StatusLine } from "./status";

/** One message that a node processes, and what is known of it. */
export interface Way {
  fate: ReturnType<typeof createFate>;
  turn: Turn;
  /** Of the last response. */
  facts?: CallFacts;
  /** `run` has ended well: all of it was done. */
  ran?: boolean;
  /** What the status shows after success. */
  trace?: string | undefined;
  /** By which output it leaves after success. */
  output?: number;
  /** It only waits for something, and has changed nothing. */
  awaits?: boolean;
}

/** The messages that a node has received and not finished. */
export const createMessagesInProgress = () => {
  const ways = new Set<Way>();
  return {
    begin: (): Way => {
      const way: Way = { fate: createFate(), turn: freeTurn };
      ways.add(way);
      return way;
    },
    end: (way: Way): void => {
      ways.delete(way);
      way.turn.leave();
    },
    /** One line about those that end with the node: numbers only. `undefined` where there is none. */
    report: (): string | undefined => {
      if (ways.size === 0) return undefined;
      const outcomes = [...ways].map(({ fate, ran, awaits }) =>
        ran === true ? "done" : awaits === true ? "awaited" : fate.outcome(),
      );
      const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
      const unknown = count("unknown");
      const awaited = count("awaited");
      return (
        `${ways.size === 1 ? "1 message was" : `${ways.size} messages were`} in progress when this node was closed ` +
        `and did not continue. Outcome unknown: ${unknown}, not sent: ${count("notSent")}, done: ${count("done")}` +
        (awaited === 0 ? "." : `, no longer waited for: ${awaited}.`) +
        (unknown === 0 ? "" : " Where the outcome is unknown, check the conversation before you send again.")
      );
    },
  };
};

/**
 * The client as one message sees it: what becomes of its requests is noted, and a wait for the limit of an operation shows
 * on this node alone.
 */
export const observed = (client: Client, way: Way, status: StatusLine): Client => {
  const noted = { onFacts: (facts: CallFacts) => (way.facts = facts), fate: way.fate };
  return {
    ...client,
    request: (request, options) => {
      const call = {};
      const onHeldBack = (untilMs: number | undefined): void =>
        status.hold(untilMs === undefined ? undefined : "heldBack", call);
      return client.request(request, { ...noted, onHeldBack, ...options });
    },
    upload: (upload, options) => client.upload(upload, { fate: way.fate, ...options }),
  };
};

/** The account as one message sees it. What happens in the simulated org is an act as well. */
export const observedAccount = (
  account: AccountNode,
  { fate }: Way,
): Pick<AccountNode, "simulate" | "respond" | "events"> => ({
  events: () => account.events(),
  respond: (response) => account.respond(response),
  simulate: (...details) => followed(fate, () => account.simulate(...details)),
});

/** Counts the message as one that only waits, in the status and among those that end with the node. */
export const awaitingOf =
  (way: Way, status: StatusLine) =>
  (deadline: number): Awaiting => {
    const awaiting = status.awaiting(deadline);
    way.awaits = true;
    return {
      isRead: awaiting.isRead,
      end: () => {
        way.awaits = false;
        awaiting.end();
      },
    };
  };
