import type { Node } from "node-red";
import type { Memory } from "../platform/events/memory";
import { createMessageReader } from "../platform/events/read-message";
import { messageOf, messageOfFrame } from "../platform/events/message";
import type { ConversationEvent, Frame, Properties } from "../platform/events/types";
import type { AccountNode } from "./account";

export interface Emission {
  /**
   * `origin` is what else the message of the event has. Returns when it has been emitted, where that is not at once; never,
   * where a deploy comes before that: then the next node emits it.
   */
  onEvent: (event: ConversationEvent, frame?: Frame, origin?: Properties) => Promise<void> | undefined;
  /** `at`: when it came, if that was in another instance. */
  onFrame: (frame: Frame, origin?: Properties, at?: number) => void;
  /** Emits no event more. What is held back is left to the next node. */
  leave: () => void;
}

/** What a node emits. */
export interface EmissionSettings {
  /** None: all but `transcript`, which takes a topic for each conversation. */
  events: readonly string[];
  mediaType: string;
  raw: boolean;
  readMessage: boolean;
}

export interface EmissionParts {
  account: AccountNode;
  settings: EmissionSettings;
  /** Kept across the deploys of the node. */
  memory: Memory;
  /** To what the node listens. */
  scope: readonly unknown[];
  /** Resolves when the flows of the present deploy have started. */
  started: Promise<void>;
}

/** Emits what a node is to emit of what happens, as messages. */
export const createEmission = (node: Node, parts: EmissionParts): Emission => {
  const { account, settings, memory, scope, started } = parts;
  const { events: chosen, mediaType, raw, readMessage } = settings;
  const reader = createMessageReader({
    ...{ client: account.client(), reads: readMessage, memory, started },
    listensTo: JSON.stringify([...scope, account.id]),
    isWanted: ({ event, mediaType: medium }) =>
      (chosen.includes(event) || (chosen.length === 0 && event !== "transcript")) &&
      (mediaType === "any" || medium === mediaType),
    emit: ({ event, frame, origin }, content) =>
      node.send({ ...origin, ...messageOf(event, raw ? frame : undefined, content) }),
    onTrouble: (sentence) => node.warn(sentence),
  });
  return {
    onEvent: (event, frame, origin) => reader.take({ event, frame, origin }),
    onFrame: (frame, origin, at = account.clock.now()) => {
      const message = messageOfFrame(frame, at, raw);
      if (message !== undefined) node.send({ ...origin, ...message });
    },
    leave: reader.leave,
  };
};
