import assert from "node:assert/strict";
import { updateAgent, type AgentUpdate } from "../../../nodes/lib/platform/agents/update-agent";
import { isGenesysError, type GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";

export const BEN = idOf("user Ben Agent");
export const QUEUE = (name: string): string => idOf(`queue ${name}`);

/** A simulated org, and what a client of it does to Ben. */
export const openAgents = async () => {
  const org: SimulatedOrg = await openOrg();
  const client = org.clientOf("client-credentials");
  const update = (wanted: Partial<AgentUpdate>) =>
    org.play(updateAgent(client, { action: "read", user: BEN, routingStatus: "IDLE", ...wanted }));
  const refused = async (wanted: Partial<AgentUpdate>): Promise<GenesysError> => {
    const error = await update(wanted).then(
      () => assert.fail("it was done"),
      (thrown: unknown) => thrown,
    );
    assert.ok(isGenesysError(error), String(error));
    return error;
  };
  const requests = (operation: string) =>
    org.simulator.log.entries().filter((entry) => entry.operation === operation);
  return { org, client, update, refused, requests, simulator: org.simulator, close: () => org.close() };
};

export type Agents = Awaited<ReturnType<typeof openAgents>>;
