import type { Target } from "../conversation/target";
import type { CallOptions, Client } from "../types";
import { createCallback, createForParticipant } from "./create";
import { endCallback } from "./end";
import type { CallbackInputs } from "./order";
import { rescheduleCallback } from "./reschedule";
import { startCallback } from "./start";

/** What can be done with callbacks. Public: the option `action` of a node. */
export const CALLBACK_ACTIONS = ["create", "reschedule", "start", "end"] as const;
export type CallbackAction = (typeof CALLBACK_ACTIONS)[number];

export interface CallbackOrder extends CallbackInputs {
  action: CallbackAction;
  conversationId: string | undefined;
  /** Undefined: a callback of its own is created, and a callback as a whole is ended. */
  target: Target | undefined;
}

/** What was done, as far as it is known. */
export interface HandledCallback {
  ids: {
    conversationId?: string | undefined;
    participantId?: string | undefined;
    communicationId?: string | undefined;
    userId?: string | undefined;
  };
  /** No request was necessary. */
  already: boolean;
  facts: Readonly<Record<string, unknown>>;
  /** The first of its numbers, for the status line. */
  number?: string | undefined;
}

interface Done {
  conversationId: string | undefined;
  participantId?: string | undefined;
  communicationId?: string | undefined;
  userId?: string | undefined;
  already?: boolean;
}

const handled = <T extends Done>(done: T, number?: string): HandledCallback => {
  const { conversationId, participantId, communicationId, userId, already = false, ...facts } = done;
  return { ids: { conversationId, participantId, communicationId, userId }, already, facts, number };
};

/** The whole callback ends with the customer's part of it. */
const wholeOf = (conversationId: string | undefined): Target | undefined =>
  conversationId === undefined ? undefined : { conversationId, target: "customer", which: "newest" };

/** Creates, moves, starts or ends one callback. */
export const handleCallback = async (
  client: Client,
  { action, conversationId, target, ...inputs }: CallbackOrder,
  options: CallOptions = {},
): Promise<HandledCallback> => {
  switch (action) {
    case "create": {
      const created =
        target === undefined
          ? await createCallback(client, inputs, options)
          : await createForParticipant(client, target, inputs, options);
      return handled(created, created.numbers[0]);
    }
    case "reschedule": {
      const moved = await rescheduleCallback(client, conversationId, inputs, options);
      return handled(moved, moved.numbers[0]);
    }
    case "start": {
      const started = await startCallback(client, conversationId, inputs, options);
      return handled(started, started.number);
    }
    case "end":
      return handled(await endCallback(client, target ?? wholeOf(conversationId), options));
  }
};
