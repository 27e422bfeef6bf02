import { createFate, followed } from "../platform/errors/act-fate";
import type { Conversation } from "../platform/conversation/conversation";
import { reportSearches } from "../platform/conversation/target";
import type { GenesysError } from "../platform/errors/errors";
import type { Warning } from "../platform/errors/warnings";
import { isId } from "../facts/ids";
import type {
  Awaiting,
  CallFacts,
  CallOptions,
  Client,
  Clock,
  OwnMessage,
  Turn,
  Wait,
} from "../platform/types";
import type { AccountNode } from "./account";
import type { Record as Recorded } from "./journal";
import { freeTurn } from "./lanes";
import type { StatusLine } from "./status";

/** One message that a node processes, and what is known of it. */
export interface Way {
  message: OwnMessage;
  fate: ReturnType<typeof createFate>;
  turn: Turn;
  /** Of the last response. */
  facts?: CallFacts;
  /** Added to them for the flow. */
  notes?: Record<string, unknown>;
  /** `run` has ended well: all of it was done. */
  ran?: boolean;
  /** What the status shows after success. */
  trace?: string | undefined;
  /** By which output it leaves after success. */
  output?: number;
  /** Where a sidebar shows it. */
  record?: Recorded | undefined;
  /** The conversation of which it only waits for something; it has changed nothing. */
  awaits?: string | undefined;
}

/** The log names this many conversations at most. */
const MOST_NAMED = 20;

/** The conversations whose messages are lost, each once. What is no id may be personal, and is only counted. */
const namedIn = (conversationIds: readonly string[]): string => {
  const all = [...new Set(conversationIds)];
  const named = all.filter((one) => isId(one)).slice(0, MOST_NAMED);
  const more = all.length - named.length;
  if (named.length === 0) return "";
  return ` Conversations: ${named.join(", ")}${more === 0 ? "" : ` and ${more} more`}.`;
};

/** The messages that a node has received and not finished. */
export const createMessagesInProgress = () => {
  const ways = new Set<Way>();
  return {
    begin: (message: OwnMessage): Way => {
      const way: Way = { message, fate: createFate(), turn: freeTurn };
      ways.add(way);
      return way;
    },
    end: (way: Way): void => {
      ways.delete(way);
      way.turn.leave();
    },
    /** One line about those that end with the node: numbers, and ids of conversations. `undefined` where there is none. */
    report: (): string | undefined => {
      if (ways.size === 0) return undefined;
      const outcomes = [...ways].map(({ fate, ran, awaits }) =>
        ran === true ? "done" : awaits !== undefined ? "awaited" : fate.outcome(),
      );
      const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
      const unknown = count("unknown");
      const awaited = count("awaited");
      const waiting = [...ways].flatMap(({ ran, awaits }) =>
        ran === true || awaits === undefined ? [] : [awaits],
      );
      return (
        `${ways.size === 1 ? "1 message was" : `${ways.size} messages were`} in progress when this node was closed ` +
        `and did not continue. Outcome unknown: ${unknown}, not sent: ${count("notSent")}, done: ${count("done")}` +
        (awaited === 0 ? "." : `, no longer waited for: ${awaited}.${namedIn(waiting)}`) +
        (unknown === 0 ? "" : " Where the outcome is unknown, check the conversation before you send again.")
      );
    },
  };
};

/** Shows in the status that a message is processed. What is returned shows how it ended. */
export const beginning = (status: StatusLine, way: Way) => {
  const end = status.begin();
  return (error: GenesysError | undefined): void => {
    end(error?.code, error === undefined ? way.trace : undefined);
    way.record?.ended(error);
  };
};

/** The message has its inputs, and waits for those before it. */
export const takeTurn = async ({ record, turn }: Way, inputs: object, signal: AbortSignal): Promise<void> => {
  record?.inputs(inputs);
  record?.waits("turn");
  await turn.take(signal);
  record?.waits(undefined);
};

/**
 * The client as one message sees it: what becomes of its requests is noted, and a wait for the limit of an operation shows
 * on this node alone.
 */
export const observed = (client: Client, way: Way, status: StatusLine): Client => {
  const { fate, message } = way;
  /** Who looks besides, and does not want its facts to be those of the message, names no listener. */
  const noted = (options: CallOptions | undefined, ours?: CallOptions): CallOptions => {
    const isQuiet = options !== undefined && "onFacts" in options && options.onFacts === undefined;
    const onFacts = (facts: CallFacts): void => {
      way.facts = facts;
      way.record?.request(facts);
      options?.onFacts?.(facts);
    };
    return Object.assign({}, ours, options, isQuiet ? undefined : { onFacts });
  };
  const { grant, clock, random, platformTime, longestWaitMs, follow, remember, changes } = client;
  // Without a spread: with one, Node.js 20 keeps what the functions see until a collection of all garbage, 2 KB for each message.
  return {
    grant,
    clock,
    random,
    platformTime,
    longestWaitMs,
    follow,
    remember,
    changes,
    request: (request, options) => {
      const call = {};
      const onHeldBack = (untilMs: number | undefined): void => {
        status.hold(untilMs === undefined ? undefined : "heldBack", call);
        way.record?.waits(untilMs === undefined ? undefined : "limit");
      };
      const sent = client.request<never>(request, noted(options, { fate, message, onHeldBack }));
      return way.record === undefined ? sent : recorded(sent, request.operation, client.clock, way.record);
    },
    upload: (upload, options) => client.upload(upload, { fate, ...options }),
    download: (download, options) => client.download(download, noted(options)),
  };
};

/** A request of which the sidebar shows that it failed, or which participants were considered in what it has read. */
const recorded = <T>(sent: Promise<T>, operation: string, clock: Clock, record: Recorded): Promise<T> => {
  const sentAt = clock.now();
  return sent.then(
    (body) => {
      if (operation === "getConversation" && typeof body === "object" && body !== null)
        reportSearches(body, (query, found) =>
          record.leg(body as unknown as Conversation, query, found?.communication.id),
        );
      return body;
    },
    (error: unknown) => {
      record.failed(operation, error, clock.now() - sentAt);
      throw error;
    },
  );
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

/** What `run` reports of one message while it lasts. */
export const reportingOf = (way: Way, status: StatusLine) => {
  const warnings: Warning[] = [];
  const note = (more: Record<string, unknown>): void => void (way.notes = { ...way.notes, ...more });
  return {
    waiting: (wait: Wait): void => {
      status.waiting(wait);
      way.record?.waits(wait);
    },
    awaiting: awaitingOf(way, status),
    progress: status.progress,
    note,
    warn: (...more: Warning[]): void => {
      if (more.length === 0) return;
      warnings.push(...more);
      note({ warnings });
    },
  };
};

/** Counts the message as one that only waits, in the status and among those that end with the node. */
const awaitingOf =
  (way: Way, status: StatusLine) =>
  (deadline: number, conversationId: string): Awaiting => {
    const awaiting = status.awaiting(deadline);
    way.awaits = conversationId;
    way.record?.waits("event");
    return {
      isRead: awaiting.isRead,
      end: () => {
        way.awaits = undefined;
        way.record?.waits(undefined);
        awaiting.end();
      },
    };
  };
