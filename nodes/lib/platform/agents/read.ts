import { getAgent, type AgentUser } from "../api/agents";
import { listUserQueues, type UserQueue } from "../api/agent-queues";
import { isGenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import { listAgentConversations, type AgentConversation } from "./conversations";
import { knownPresences, presenceOf, type Presence } from "./presence";

/** All about an agent at once. */

/** A queue of the agent. `active`: it offers them conversations. */
export interface AgentQueue {
  id: string;
  name?: string;
  active: boolean;
}

/** A part that the account may not read. */
export interface Withheld {
  part: "queues" | "conversations";
  missingPermissions?: string[];
}

export interface Agent {
  userId: string;
  name?: string;
  email?: string;
  presence: (Presence & { message?: string; since?: string }) | null;
  routingStatus: { status?: string; since?: string } | null;
  queues?: AgentQueue[];
  conversations?: AgentConversation[];
  /** What is not here, because a permission is missing. */
  withheld?: Withheld[];
}

const queueOf = ({ joined, ...queue }: UserQueue): AgentQueue => ({ ...queue, active: joined });

/** A part, or that the account may not read it. */
const permitted = async <T>(
  part: Withheld["part"],
  reading: () => Promise<T>,
): Promise<{ value?: T; withheld: Withheld[] }> => {
  try {
    return { value: await reading(), withheld: [] };
  } catch (error) {
    if (!isGenesysError(error, "denied")) throw error;
    const { missingPermissions } = error.cause;
    return { withheld: [{ part, ...(missingPermissions === undefined ? {} : { missingPermissions }) }] };
  }
};

const known = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** A presence of the organisation's own has a name, where the account may read it. */
const presenceIn = async (
  client: Client,
  { presence }: AgentUser,
  options?: CallOptions,
): Promise<Agent["presence"]> => {
  const { id, systemPresence } = presence?.presenceDefinition ?? {};
  if (id === undefined) return null;
  const all = await knownPresences(client, options);
  const found = all.find((one) => one.id.toLowerCase() === id.toLowerCase());
  const { message, modifiedDate } = presence ?? {};
  const named = found === undefined ? { id } : presenceOf(found);
  return { ...named, ...known({ systemPresence, message, since: modifiedDate }) };
};

/** Presence, routing status, queues and current conversations of a user. */
export const readAgent = async (client: Client, userId: string, options?: CallOptions): Promise<Agent> => {
  const user = await getAgent(client, userId, options);
  const presence = await presenceIn(client, user, options);
  const { status, startTime } = user.routingStatus ?? {};
  const queues = await permitted("queues", async () =>
    (await listUserQueues(client, userId, options)).map(queueOf),
  );
  const conversations = await permitted("conversations", () =>
    listAgentConversations(client, userId, options),
  );
  const withheld = [...queues.withheld, ...conversations.withheld];
  return {
    userId,
    ...known({ name: user.name, email: user.email }),
    presence,
    routingStatus: user.routingStatus === undefined ? null : known({ status, since: startTime }),
    ...(queues.value === undefined ? {} : { queues: queues.value }),
    ...(conversations.value === undefined ? {} : { conversations: conversations.value }),
    ...(withheld.length === 0 ? {} : { withheld }),
  };
};
