import { getRoutingStatus, putRoutingStatus } from "../api/agents";
import { GenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";

/** The only routing status that can be set. The platform sets the others by what the agent does. */
export const SETTABLE_STATUSES = ["IDLE"] as const;
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];

/**
 * Brings back an agent who did not respond. `status`: what the agent has afterwards; with a conversation, that is
 * interacting.
 * @throws GenesysError `conflict` where the agent is not on the queue; nothing is sent
 */
export const changeRoutingStatus = async (
  client: Client,
  userId: string,
  wanted: SettableStatus,
  options?: CallOptions,
): Promise<{ already: boolean; status: string }> => {
  const { status } = await getRoutingStatus(client, userId, options);
  if (status === wanted) return { already: true, status };
  if (status === "OFF_QUEUE")
    throw new GenesysError(
      "conflict",
      'The agent is not on the queue, so the routing status cannot be set. Set the presence "On Queue" first.',
      { outcome: "notSent", field: "routingStatus", routingStatus: status },
    );
  const set = await putRoutingStatus(client, userId, wanted, options);
  return { already: false, status: set.status ?? wanted };
};
