import type { Operation } from "../../../nodes/lib/facts/operations";
import { AGENT_BODIES } from "./agent-bodies";
import { CONVERSATION_BODIES } from "./conversation-bodies";
import { someNumber, someUser, type Bodies, type Body, type Given } from "./given";
import { MESSAGE_BODIES } from "./message-bodies";
import type { Picker } from "./pool";
import { SETUP_BODIES } from "../registers/bodies";

/** Bodies of requests: sensible ones with what there is in the org, and others that are nearly so. */

const SETUP: Bodies = Object.fromEntries(
  Object.entries(SETUP_BODIES).map(([model, body]) => [model, () => structuredClone(body)]),
);

const SENSIBLE: Bodies = { ...SETUP, ...AGENT_BODIES, ...CONVERSATION_BODIES, ...MESSAGE_BODIES };

/** A body that the operation takes, if the conversation is in the state for it. */
export const sensibleBody = ({ id, body }: Operation, given: Given): Body => {
  if (!body) return undefined;
  if (/CallParticipants/.test(id)) return { participants: [{ userId: someUser(given) }] };
  if (id === "postConversationParticipantTransfer") return { address: someNumber(given) };
  if (/ParticipantCommunication$/.test(id) && body.model === "MediaParticipantRequest")
    return { state: "disconnected" };
  const make = SENSIBLE[body.model];
  if (!make) throw new Error(`There is no sensible body for ${id}: ${body.model}.`);
  if (id === "patchUserQueues" || /attributesBulk$/.test(id)) return [make(given)];
  return make(given);
};

/** A body as above with one mistake in it: a field too many, one too few, or one of another type. */
export const spoilt = (body: Body, pick: Picker): unknown => {
  if (body === undefined) return undefined;
  if (Array.isArray(body)) return pick.one<unknown>([{}, [7], [{ id: 7 }], "text"]);
  const field = pick.from(Object.keys(body)) ?? "id";
  const { [field]: _left, ...rest } = body;
  return pick.one<unknown>([
    rest,
    { ...body, [field]: 7 },
    { ...body, [field]: { nested: true } },
    { ...body, [field]: "near" },
    { ...body, surplus: true },
    [body],
  ]);
};
