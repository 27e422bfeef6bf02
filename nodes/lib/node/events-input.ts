import type { Node, NodeMessage } from "node-red";
import { inputError, type GenesysError } from "../platform/errors/errors";
import { framesOf } from "../platform/events/delivered";
import { createFeed, createFeedMemory, type FeedParts } from "../platform/events/feed";
import { takeFed, type Memory } from "../platform/events/memory";
import type { AccountNode } from "./account";
import { asGenesysError, finish, type Done } from "./delivery";
import type { StatusLine } from "./status";

/** So many mistakes of one message are described. */
const MOST_SENTENCES = 3;

type Message = NodeMessage & Record<string, unknown>;

export interface EventsInputParts extends Pick<FeedParts, "signal" | "onEvent" | "onFrame"> {
  node: Node;
  account: AccountNode;
  /** Kept across the deploys of the node. */
  memory: Memory;
  status: StatusLine;
}

export interface EventsInput {
  /** `done` is called when the events of the message are emitted: only then may a queue forget it. */
  take(msg: Message, done: Done): void;
  close(): void;
}

/** The input of a node whose events the flow delivers. The account is used to read conversations. It opens no channel. */
export const createEventsInput = (parts: EventsInputParts): EventsInput => {
  const { node, account, status, signal } = parts;
  const client = account.client();
  const { clock } = account;
  const memory = takeFed(parts.memory, clock.now()) ?? createFeedMemory(client.platformTime(clock.now()));
  const feed = createFeed({ ...parts, client, clock, random: client.random, memory });
  const unwatch = account.watch(({ kind }) => status.hold(kind === "ready" ? undefined : kind));

  const handle = async ({ payload, topic }: Message): Promise<GenesysError | undefined> => {
    try {
      const { frames, problems } = framesOf(payload, topic);
      await feed.take(frames);
      return problems.length === 0 ? undefined : inputError("payload", sentenceOf(problems));
    } catch (error) {
      return asGenesysError(error);
    }
  };

  return {
    take: (msg, done) => {
      const end = status.begin();
      void handle(msg).then((error) => {
        if (signal.aborted) return; // the message was not done: a queue delivers it again
        end(error?.code);
        finish(node, msg, done, error);
      });
    },
    close: () => {
      unwatch();
      status.close();
      parts.memory.fed = { memory, leftAt: clock.now() };
    },
  };
};

const sentenceOf = (problems: readonly string[]): string => {
  const rest = problems.length - MOST_SENTENCES;
  return [...problems.slice(0, MOST_SENTENCES), ...(rest > 0 ? [`And ${rest} more.`] : [])].join(" ");
};
