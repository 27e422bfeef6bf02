import assert from "node:assert/strict";
import type { VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { checkedCaller } from "../support/models";
import type { Got } from "./caller";

const SHOP = idOf("integration Web shop");
/** The number of the customer in the seed. */
export const CASEY = "+15555550123";
export const MESSAGES = "/api/v2/conversations/messages";

interface Leg {
  id: string;
  state: string;
  disconnectType?: string;
  peerId?: string;
  type: string;
  messages: { messageId: string; messageStatus: string }[];
}
interface Shown {
  id: string;
  purpose: string;
  userId?: string;
  endTime?: string;
  wrapupRequired: boolean;
  messages: Leg[];
}

/** Calls of the simulated org whose responses are checked against the models, and what specs of messages do with them. */
export const messageCalls = (org: () => { simulator: Simulator; clock: VirtualClock }) => {
  const call = (method: string, path: string, body?: unknown, user?: string): Promise<Got> =>
    checkedCaller(
      org().simulator,
      user === undefined ? undefined : org().simulator.act.issueToken("sign-in", idOf(`user ${user}`)),
    ).call(method, path, body);
  const read = async (id: string): Promise<Shown[]> =>
    (await call("GET", `/api/v2/conversations/${id}`)).body["participants"] as Shown[];
  const legOf = async (id: string, purpose: string): Promise<Leg & { participantId: string }> => {
    const participant = (await read(id)).findLast((each) => each.purpose === purpose);
    const leg = participant?.messages[0];
    assert.ok(leg);
    return { ...leg, participantId: participant.id };
  };
  const inbound = (channel: object, more: object = { text: "Hi" }, path = "message", query = "") =>
    call("POST", `${MESSAGES}/${SHOP}/inbound/open/${path}${query}`, {
      channel: { time: "2026-01-01T12:00:00.000Z", ...channel },
      ...more,
    });
  const from = (id = "ada") => ({ from: { id, idType: "Opaque", firstName: "Ada" } });

  /** A conversation that an agent has answered. */
  const talk = async (channel = "sms") => {
    const { conversationId } = org().simulator.act.customerWrites({ channel });
    org().simulator.act.agentAnswers(conversationId);
    org().clock.advance(1000);
    const { id: communicationId, participantId } = await legOf(conversationId, "agent");
    const say = (body: object) =>
      call("POST", `${MESSAGES}/${conversationId}/communications/${communicationId}/messages`, body);
    return { conversationId, communicationId, participantId, say };
  };
  const statusOf = async (conversationId: string, messageId: unknown) =>
    (await call("GET", `${MESSAGES}/${conversationId}/messages/${String(messageId)}`)).body["status"];
  return { call, read, legOf, inbound, from, talk, statusOf };
};
