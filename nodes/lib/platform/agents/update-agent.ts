import { deleteTokensOf } from "../api/agents";
import { findUserId } from "../api/users";
import { blankInput } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { changePresence } from "./presence";
import { changeQueues, QUEUE_ACTIONS, type QueueAction } from "./queues";
import { readAgent } from "./read";
import { changeRoutingStatus, type SettableStatus } from "./routing-status";

export const AGENT_ACTIONS = [
  "read",
  "setPresence",
  "setRoutingStatus",
  ...QUEUE_ACTIONS,
  "signOut",
] as const;
export type AgentAction = (typeof AGENT_ACTIONS)[number];

export interface AgentUpdate {
  action: AgentAction;
  /** By id, e-mail address or name. */
  user: string;
  presence?: string | undefined;
  queues?: readonly string[] | undefined;
  routingStatus: SettableStatus;
}

export interface UpdatedAgent {
  userId: string;
  /** No request was necessary. */
  already: boolean;
  /** What was read or set. */
  facts: Readonly<Record<string, unknown>>;
  /** For the status line. */
  shown?: string | undefined;
  name?: string | undefined;
}

const isQueueAction = (action: AgentAction): action is QueueAction =>
  (QUEUE_ACTIONS as readonly string[]).includes(action);

/** Before anything is sent, the search for the user included. */
const checkInputs = ({ action, presence, queues }: AgentUpdate): void => {
  if (action === "setPresence" && presence === undefined)
    throw blankInput("presence", "Set the id or the name of a presence.");
  if (isQueueAction(action) && (queues ?? []).length === 0)
    throw blankInput("queueIds", "Set the ids or the names of queues.");
};

/**
 * Does one action on one agent. What already has the wanted state is not sent again.
 * @throws GenesysError before anything is sent, where the presence, a queue or the state of the agent does not fit
 */
export const updateAgent = async (
  client: Client,
  update: AgentUpdate,
  options: CallOptions = {},
): Promise<UpdatedAgent> => {
  checkInputs(update);
  const userId = await findUserId(client, update.user.trim(), options);
  const { action } = update;
  if (isQueueAction(action)) {
    const { changed, unchanged } = await changeQueues(
      client,
      userId,
      { action, named: update.queues ?? [] },
      options,
    );
    const facts = { changed, unchanged };
    return { userId, already: changed.length === 0, facts, shown: String(changed.length) };
  }
  switch (action) {
    case "read": {
      const { userId: _same, ...facts } = await readAgent(client, userId, options);
      return { userId, already: false, facts, name: facts.name, shown: facts.presence?.name };
    }
    case "setPresence": {
      const { already, presence } = await changePresence(client, userId, update.presence ?? "", options);
      return { userId, already, facts: { presence }, shown: presence.name ?? presence.id };
    }
    case "setRoutingStatus": {
      const { already, status } = await changeRoutingStatus(client, userId, update.routingStatus, options);
      return { userId, already, facts: { routingStatus: status }, shown: status };
    }
    case "signOut":
      await deleteTokensOf(client, userId, options);
      return { userId, already: false, facts: {} };
  }
};
