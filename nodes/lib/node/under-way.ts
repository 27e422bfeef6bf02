import { createFate, followed } from "../platform/errors/act-fate";
import type { CallFacts, Client, Turn } from "../platform/types";
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
      const outcomes = [...ways].map(({ fate, ran }) => (ran === true ? "done" : fate.outcome()));
      const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
      const unknown = count("unknown");
      return (
        `${ways.size === 1 ? "1 message was" : `${ways.size} messages were`} in progress when this node was closed ` +
        `and did not continue. Outcome unknown: ${unknown}, not sent: ${count("notSent")}, done: ${count("done")}.` +
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
): Pick<AccountNode, "simulate" | "respond"> => ({
  respond: (response) => account.respond(response),
  simulate: (...details) => followed(fate, () => account.simulate(...details)),
});
