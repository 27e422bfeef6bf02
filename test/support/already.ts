import assert from "node:assert/strict";
import {
  updateParticipant,
  type ParticipantUpdate,
} from "../../nodes/lib/platform/participants/update-participant";
import type { Communication, Participant } from "../../nodes/lib/platform/conversation/conversation";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import type { ParticipantAction } from "../../nodes/lib/platform/participants/ways";
import type { Target } from "../../nodes/lib/platform/conversation/target";
import type { ExchangeRequest, Grant } from "../../nodes/lib/platform/types";
import { composeClient } from "./client";
import { createClock } from "./clock";
import { ANN, at, conversation, leg } from "./conversation";
import { ok } from "./scripted-client";

/** What becomes of an action: it is sent, nothing has to be, or an error with this code. */
export type Verdict = "send" | "already" | "noTarget" | "input";

/** Everything that can be switched on is off. */
export const OFF = {
  held: false,
  muted: false,
  confined: false,
  recording: false,
  recordingState: "none",
  securePause: false,
};

export const liveLeg = (more: Partial<Communication>) =>
  leg("k", "connected", { connectedTime: at(5), ...OFF, ...more });

/** A conversation of these participants, and what becomes of an action on one of them. */
export const openParticipants = (
  participants: Participant[],
  grant: Grant = "client-credentials",
  me = ANN,
) => {
  const clock = createClock();
  const sent: ExchangeRequest[] = [];
  const client = composeClient({
    clock,
    grant,
    transport: (request) => {
      if (request.url.endsWith("/users/me")) return Promise.resolve(ok({ id: me }));
      if (request.method === "GET") return Promise.resolve(ok(conversation(...participants)));
      sent.push(request);
      return Promise.resolve(ok());
    },
  });
  const verdict = async (
    action: ParticipantAction,
    target: Partial<Target>,
    allowLastCustomer = true,
  ): Promise<Verdict> => {
    const before = sent.length;
    const update: ParticipantUpdate = {
      action,
      target: { conversationId: "c", target: "agent", which: "newest", ...target },
      allowLastCustomer,
      attributes: { order: "7" },
      destination: "a queue",
      transferTo: "queue",
      phoneType: "WorkPhone",
      speakTo: "destination",
    };
    try {
      const { already } = await clock.runUntil(updateParticipant(client, update));
      assert.equal(sent.length - before, already ? 0 : 1);
      return already ? "already" : "send";
    } catch (error) {
      assert.ok(error instanceof GenesysError);
      assert.equal(sent.length, before);
      return error.code as Verdict;
    }
  };
  return { verdict, sent };
};
