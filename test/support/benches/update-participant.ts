import assert from "node:assert/strict";
import updateParticipant from "../../../nodes/genesys-update-participant";
import type { Call } from "../../../nodes/lib/simulator/entities/communication";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { nodeBench, type BenchOptions } from "./node-bench";
import { CALL, fromMessage, TARGET_INPUTS } from "../seed";

type Values = Record<string, unknown>;

/** The conversation that the simulated org starts with, who is in it, and who else is in the org. */
export const CONVERSATION = CALL.conversationId;
export const CUSTOMER = CALL.participantId;
export const AGENT = idOf("start participant agent");
export const ADA = idOf("user Ada Agent");
export const BEN = idOf("user Ben Agent");
export const SAM = idOf("user Sam Supervisor");
export const SALES = idOf("queue Sales");

const INPUTS = { ...TARGET_INPUTS, ...fromMessage("attributes", "destination") };

/** The node that changes a participant in a flow, that participant in the simulated org, and what was sent. */
export const updateParticipantBench = () => {
  const { bench, open: openWith } = nodeBench(updateParticipant, "genesys-update-participant", INPUTS);
  const open = (config: Values, options: BenchOptions = {}) => openWith(config, options);
  const conversation = () => {
    const found = bench().simulator.store.conversations.get(CONVERSATION);
    assert.ok(found);
    return found;
  };
  const partOf = (id: string) => {
    const found = conversation().participants.find((each) => each.id === id);
    assert.ok(found);
    return found;
  };
  const changes = () =>
    bench()
      .simulator.log.entries()
      .filter(({ method, operation }) => method !== "GET" && !/oauth|Search/.test(operation ?? ""));
  return {
    bench,
    open,
    openAs: (userId: string, config: Values) =>
      open(config, {
        account: { grant: "access-token" },
        credentials: ({ act }) => ({ accessToken: act.issueToken("sign-in", userId) }),
      }),
    conversation,
    partOf,
    callOf: (id: string) => partOf(id).communications[0] as Call,
    done: async (msg: Values = {}) => {
      const arrival = await bench().send({ conversationId: CONVERSATION, ...msg });
      assert.equal(arrival.at, "result", arrival.msg.error?.message);
      await bench().clock.advance(1000);
      return arrival.msg;
    },
    failed: async (msg: Values = {}) => {
      const { at, msg: out } = await bench().send({ conversationId: CONVERSATION, ...msg });
      assert.equal(at, "catch");
      assert.ok(out.error?.cause);
      return { code: out.error.code, message: out.error.message, cause: out.error.cause };
    },
    changes,
    sent: () => changes().map(({ operation, body }) => [operation, body]),
  };
};
