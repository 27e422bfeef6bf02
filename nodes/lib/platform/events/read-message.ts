import { getMessage } from "../api/messages";
import { contentOfMessage, type MessageContent } from "../conversation/message";
import { isGenesysError } from "../errors/errors";
import type { Client } from "../types";
import { asText, isObject } from "./spelling";
import type { ConversationEvent, Frame } from "./types";

/** An event is not held back longer than this, whatever happens to the request. */
const READ_WITHIN_MS = 30_000;

export interface MessageReaderParts {
  client: Client;
  emit: (event: ConversationEvent, frame: Frame | undefined, content: MessageContent) => void;
  /** A message cannot be read, and why. Called once for all messages. */
  onTrouble: (sentence: string) => void;
  signal: AbortSignal;
}

/**
 * Reads each message of a customer before its event is emitted. Later events of the conversation wait for it, so their
 * order stays as it is. A message that cannot be read is emitted without its content: no event is lost.
 */
export const createMessageReader = ({ client, emit, onTrouble, signal }: MessageReaderParts) => {
  /** The last event of each conversation that is held back. */
  const heldBack = new Map<string, Promise<void>>();
  let warned = false;

  const read = async (conversationId: string, messageId: string): Promise<MessageContent> => {
    try {
      const deadline = client.clock.now() + READ_WITHIN_MS;
      const message = await getMessage(client, { conversationId, messageId }, { signal, deadline });
      return contentOfMessage(message);
    } catch (error) {
      if (!warned && !signal.aborted) onTrouble(troubleOf(error));
      warned ||= !signal.aborted;
      return {};
    }
  };

  /** Returns when it has been emitted, where it is held back. */
  return (event: ConversationEvent, frame?: Frame): Promise<void> | undefined => {
    const { conversationId } = event;
    const before = heldBack.get(conversationId);
    const messageId = messageIdOf(event);
    if (messageId === undefined && before === undefined) {
      emit(event, frame, {});
      return undefined;
    }
    const reading = messageId === undefined ? Promise.resolve({}) : read(conversationId, messageId);
    const emitted = Promise.all([reading, before ?? Promise.resolve()])
      .then(([content]) => {
        if (heldBack.get(conversationId) === emitted) heldBack.delete(conversationId);
        emit(event, frame, content);
      })
      .catch((error: unknown) => onTrouble(failureOf(error)));
    heldBack.set(conversationId, emitted);
    return emitted;
  };
};

const messageIdOf = ({ event, payload }: ConversationEvent): string | undefined =>
  event === "messageReceived" && isObject(payload) ? asText(payload["messageId"]) : undefined;

const troubleOf = (error: unknown): string => {
  const why = isGenesysError(error) ? `: ${error.message}` : ".";
  return `A message cannot be read, so its event has no text${why}`;
};

const failureOf = (error: unknown): string =>
  `An event could not be emitted: ${error instanceof Error ? error.message : "unknown error"}`;
