import assert from "node:assert/strict";
import placeCall from "../../../nodes/genesys-place-call";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Arrival } from "../flow";
import { nodeBench } from "./node-bench";
import { fromMessage } from "../seed";
import { until } from "../until";

export const BEN = idOf("user Ben Agent");
/** A number at which the call is answered. */
export const NUMBER = "+15555550142";
/** The operation that places a call on behalf of a user. */
export const POST = "postConversationsCallsUserUserId";

const INPUTS = fromMessage(
  ...["userId", "callFromQueueId", "callerId", "callerIdName", "priority", "languageId"],
  ...["routingSkillsIds", "attributes", "uuiData", "externalContactId", "label"],
);

/** The node that places calls in a flow, and the calls of the simulated org. */
export const placeCallBench = () => {
  const { bench, open } = nodeBench(placeCall, "genesys-place-call", {
    ...INPUTS,
    ...{ destination: "destination", destinationValueType: "msg" },
  });
  return {
    bench,
    open,
    /** Sends and lets time pass until something comes out. */
    play: async (msg: Record<string, unknown>, forMs = 200_000): Promise<Arrival> => {
      const { arrivals, clock, simulator, start } = bench();
      const before = arrivals.length;
      start(msg);
      await until(() => arrivals.length > before || simulator.log.count() > 1);
      for (let passed = 0; passed < forMs && arrivals.length === before; passed += 500) {
        await clock.advance(500);
        await new Promise((resolve) => setTimeout(resolve, 3)); // real sockets bring the answers of this step
      }
      const arrival = arrivals[before];
      assert.ok(arrival, "nothing came out");
      return arrival;
    },
    posted: () =>
      bench()
        .simulator.log.entries()
        .filter(({ method, path }) => method === "POST" && /\/calls/.test(path)),
    placed: () => bench().simulator.store.conversations.size - 1,
  };
};
