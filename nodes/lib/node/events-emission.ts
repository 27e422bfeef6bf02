import type { Node } from "node-red";
import type { MessageContent } from "../platform/conversation/message";
import { createMessageReader } from "../platform/events/read-message";
import { messageOf, messageOfFrame } from "../platform/events/message";
import type { ConversationEvent, Frame, Properties } from "../platform/events/types";
import type { AccountNode } from "./account";

export interface Emission {
  /** Returns when it has been emitted, where that is not at once. */
  onEvent: (event: ConversationEvent, frame?: Frame) => Promise<void> | undefined;
  onFrame: (frame: Frame) => void;
}

/** What a node emits. */
export interface EmissionSettings {
  /** None: all. */
  events: readonly string[];
  mediaType: string;
  raw: boolean;
  readMessage: boolean;
}

/** Emits what a node is to emit of what happens, as messages. `originOf` is what else the message of an event has. */
export const createEmission = (
  node: Node,
  account: AccountNode,
  { events: chosen, mediaType, raw, readMessage }: EmissionSettings,
  signal: AbortSignal,
  originOf: (event: ConversationEvent) => Properties = () => ({}),
): Emission => {
  const emit = (event: ConversationEvent, frame?: Frame, content?: MessageContent): void =>
    node.send({ ...originOf(event), ...messageOf(event, raw ? frame : undefined, content) });
  const reader = createMessageReader({
    client: account.client(),
    emit,
    onTrouble: (sentence) => node.warn(sentence),
    signal,
  });
  return {
    onEvent: (event, frame) => {
      const isWanted = chosen.length === 0 || chosen.includes(event.event);
      if (!isWanted || (mediaType !== "any" && event.mediaType !== mediaType)) return undefined;
      if (readMessage) return reader(event, frame);
      emit(event, frame);
      return undefined;
    },
    onFrame: (frame) => {
      const message = messageOfFrame(frame, account.clock.now(), raw);
      if (message !== undefined) node.send(message);
    },
  };
};
