import { getMessage } from "../api/messages";
import { contentOfMessage, type MessageContent } from "../conversation/message";
import { GenesysError, isGenesysError } from "../errors/errors";
import { createClosing } from "../time/clock";
import type { Client } from "../types";
import { asText, isObject } from "./spelling";
import { takeHeldBack, type Memory, type Reported } from "./memory";
import type { ConversationEvent } from "./types";

/** An event is not held back longer than this, whatever happens to the request. */
const READ_WITHIN_MS = 30_000;

export interface MessageReaderParts {
  client: Client;
  /** Are messages read? Otherwise only what an earlier reader has left is held back, until the flows have started. */
  reads: boolean;
  isWanted: (event: ConversationEvent) => boolean;
  emit: (reported: Reported, content: MessageContent) => void;
  /** A message cannot be read, and why. Called once for all messages. */
  onTrouble: (sentence: string) => void;
  /** What the reader before it has left, and where it leaves its own. */
  memory: Memory;
  /** To what the node listens. Another node has no use for what is left. */
  listensTo: string;
  /** Before that, the nodes behind this one may not exist. */
  started: Promise<void>;
}

export interface MessageReader {
  /** Returns when it has been emitted, where it is held back; never, where the reader leaves before that. */
  take(reported: Reported): Promise<void> | undefined;
  /** Emits nothing more. A deploy closes the nodes behind this one as well: the next reader emits what is held back. */
  leave(): void;
}

/**
 * Reads each message of a customer before its event is emitted. Later events of the conversation wait for it, so their
 * order stays as it is. A message that cannot be read is emitted without its content: no event is lost.
 */
export const createMessageReader = (parts: MessageReaderParts): MessageReader => {
  const { client, reads, isWanted, emit, onTrouble, memory, listensTo, started } = parts;
  /** The last event of each conversation that is held back. */
  const last = new Map<string, Promise<void>>();
  const heldBack = new Set<Reported>();
  const inProgress = new Set<AbortController>();
  let warned = false;

  const read = async (conversationId: string, messageId: string): Promise<MessageContent> => {
    const { clock } = client;
    const closing = createClosing();
    inProgress.add(closing);
    let isLate = false;
    // The deadline of a request is for its attempts. It may wait longer for the rate limit.
    const stopTimer = clock.after(READ_WITHIN_MS, () => {
      isLate = true;
      closing.abort();
    });
    try {
      const deadline = clock.now() + READ_WITHIN_MS;
      const wanted = { conversationId, messageId };
      return contentOfMessage(await getMessage(client, wanted, { signal: closing.signal, deadline }));
    } catch (error) {
      // The account is closed, and this reader is about to leave: the next one reads the message.
      if (isGenesysError(error, "closed") && !isLate) return new Promise(() => undefined);
      if (!warned) onTrouble(troubleOf(isLate ? tooLate() : error));
      warned = true;
      return {};
    } finally {
      stopTimer();
      inProgress.delete(closing);
    }
  };

  const hold = (reported: Reported, before: Promise<void> | undefined): Promise<void> => {
    const { conversationId } = reported.event;
    const messageId = reads ? messageIdOf(reported.event) : undefined;
    const reading = messageId === undefined ? Promise.resolve({}) : read(conversationId, messageId);
    heldBack.add(reported);
    const emitted = Promise.all([reading, before])
      .then(([content]) => {
        if (last.get(conversationId) === emitted) last.delete(conversationId);
        if (!heldBack.delete(reported)) return new Promise<void>(() => undefined);
        return emit(reported, content);
      })
      .catch((error: unknown) => onTrouble(failureOf(error)));
    last.set(conversationId, emitted);
    return emitted;
  };

  for (const reported of takeHeldBack(memory, listensTo, client.clock.now()))
    if (isWanted(reported.event)) void hold(reported, last.get(reported.event.conversationId) ?? started);

  return {
    take: (reported) => {
      const { event } = reported;
      if (!isWanted(event)) return undefined;
      const before = last.get(event.conversationId);
      const isMessage = reads && messageIdOf(event) !== undefined;
      if (isMessage || before !== undefined) return hold(reported, before);
      emit(reported, {});
      return undefined;
    },
    leave: () => {
      memory.heldBack = { listensTo, events: [...heldBack], leftAt: client.clock.now() };
      heldBack.clear();
      for (const closing of inProgress) closing.abort();
    },
  };
};

const messageIdOf = ({ event, payload }: ConversationEvent): string | undefined =>
  event === "messageReceived" && isObject(payload) ? asText(payload["messageId"]) : undefined;

const tooLate = (): GenesysError =>
  new GenesysError(
    "timeout",
    `There was no response within ${READ_WITHIN_MS / 1000} s. The account may have more requests than its rate limit allows.`,
    { outcome: "notSent" },
  );

const troubleOf = (error: unknown): string => {
  const why = isGenesysError(error) ? `: ${error.message}` : ".";
  return `A message cannot be read, so its event has no text${why}`;
};

const failureOf = (error: unknown): string =>
  `An event could not be emitted: ${error instanceof Error ? error.message : "unknown error"}`;
