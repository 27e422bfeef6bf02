import assert from "node:assert/strict";
import type { VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { checkedCaller } from "../support/models";
import type { Got } from "./caller";

const API = "/api/v2/conversations";
export const SUPPORT = idOf("queue Support");

interface Leg {
  id: string;
  state: string;
  disconnectType?: string;
  errorInfo?: { code: string };
  afterCallWork?: { state: string };
  callbackScheduledTime?: string;
}
interface Shown {
  id: string;
  purpose: string;
  userId?: string;
  queueId?: string;
  wrapupRequired: boolean;
  attributes: Record<string, string>;
  emails: Leg[];
  messages: Leg[];
  callbacks: Leg[];
}

/** Calls of the simulated org whose responses are checked against the models, and conversations of media other than calls. */
export const digitalCalls = (org: () => { simulator: Simulator; clock: VirtualClock }) => {
  const call = (method: string, path: string, body?: unknown, user?: string): Promise<Got> =>
    checkedCaller(
      org().simulator,
      user === undefined ? undefined : org().simulator.act.issueToken("sign-in", idOf(`user ${user}`)),
    ).call(method, path.startsWith("/api") ? path : `${API}${path}`, body);
  const read = async (id: string): Promise<Shown[]> =>
    (await call("GET", `/${id}`)).body["participants"] as Shown[];
  const agentOf = async (id: string): Promise<Shown> => {
    const found = (await read(id)).findLast(({ purpose }) => purpose === "agent");
    assert.ok(found);
    return found;
  };

  /** An interaction of the medium that Ben has answered. */
  const talk = (mediaType: string): string => {
    const { conversationId } = org().simulator.act.interactionArrives({ mediaType });
    org().simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    org().clock.advance(1000);
    return conversationId;
  };
  return { call, read, agentOf, talk };
};
