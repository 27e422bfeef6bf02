import assert from "node:assert/strict";
import { placeCall, type CallOrder } from "../../nodes/lib/platform/calls/place-call";
import { isGenesysError } from "../../nodes/lib/platform/errors/errors";
import type { Client, PlatformRequest } from "../../nodes/lib/platform/types";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { SimulatedOrg } from "./simulated-client";

export const BEN = idOf("user Ben Agent");

export const callOrder = (more: Partial<CallOrder> = {}): CallOrder => ({
  destination: "+15555550142",
  destinationType: "phone",
  waitFor: "created",
  deadlineMs: 60_000,
  details: {},
  ...more,
});

/** The calls that were placed in the org, without the one that it starts with. */
export const callsOf = (org: SimulatedOrg) => [...org.simulator.store.conversations.keys()].slice(1);

/** What becomes of the order: the call, or the error. */
export const outcomeIn = async (org: SimulatedOrg, client: Client, what: CallOrder) => {
  try {
    return { placed: await org.play(placeCall(client, what)) };
  } catch (error) {
    assert.ok(isGenesysError(error), String(error));
    return { error };
  }
};

export const POST = { operation: "postConversationsCalls" };

/** A call to the same number that the node knows nothing of. */
export const byHand = (client: Client) =>
  client.request({
    ...POST,
    method: "POST",
    path: "/api/v2/conversations/calls",
    body: { phoneNumber: callOrder().destination },
    repeatable: false,
  });

/** The same account with something in the way of its requests. */
export const meddled = (
  client: Client,
  meddle: (request: PlatformRequest, go: () => Promise<unknown>) => Promise<unknown>,
): Client => ({
  ...client,
  request: <T>(request: PlatformRequest, options?: object) =>
    meddle(request, () => client.request(request, options)) as Promise<T>,
});

/** The response is held up for so long after the call was placed. */
export const slowIn = (org: SimulatedOrg, client: Client, operation: string, ms: number) =>
  meddled(client, async (request, go) => {
    const answer = await go();
    if (request.operation === operation)
      await new Promise<void>((resolve) => void org.clock.after(ms, resolve));
    return answer;
  });
