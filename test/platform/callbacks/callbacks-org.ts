import assert from "node:assert/strict";
import { isGenesysError, type GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Client } from "../../../nodes/lib/platform/types";
import type { Fault } from "../../../nodes/lib/simulator/http/faults";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg } from "../../support/simulated-client";

export const BEN = idOf("user Ben Agent");
export const SUPPORT = idOf("queue Support");
export const CREATE = "postConversationsCallbacks";
export const NUMBERS = ["+15555550142"];

/** A simulated org with callbacks, a client of it, and a client of Ben. */
export const openCallbacks = async () => {
  const org = await openOrg();
  const client: Client = org.clientOf("client-credentials");
  const ben: Client = org.clientOf("authorization-code", BEN);
  const refused = async (promise: Promise<unknown>): Promise<GenesysError> => {
    const error = await org.play(promise).then(
      () => assert.fail("it was done"),
      (thrown: unknown) => thrown,
    );
    assert.ok(isGenesysError(error), String(error));
    return error;
  };
  const { simulator } = org;
  return {
    org,
    client,
    ben,
    refused,
    simulator,
    count: (operation: string) => simulator.log.count(operation),
    bodiesOf: (operation: string) =>
      simulator.log.entries().flatMap((entry) => (entry.operation === operation ? [entry.body] : [])),
    fail: (operation: string, fault: Fault, times = 1) =>
      simulator.faults.add({ match: { operation }, times, fault }),
    /** The callbacks of the org, by id of their conversation. */
    callbacks: () =>
      [...simulator.store.conversations.values()].filter(({ participants }) =>
        participants.some(({ communications }) => communications.some(({ media }) => media === "callbacks")),
      ),
    inMs: (ms: number) => new Date(org.clock.now() + ms).toISOString(),
    close: () => org.close(),
  };
};

export type Callbacks = Awaited<ReturnType<typeof openCallbacks>>;
