import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import type { VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, START, type Caller } from "../caller";

export const ADA = idOf("user Ada Agent");
export const BEN = idOf("user Ben Agent");
export const SAM = idOf("user Sam Supervisor");
export const AGENT = idOf("start participant agent");
export const API = "/api/v2/conversations";
/** Ada's call of the start, and its agent. */
export const CALL = `${API}/calls/${START.conversationId}`;
export const AGENTS = `${API}/${START.conversationId}/participants/${AGENT}`;

/** What specs do in the simulated org, and what they read there. */
export const callsOfMany = (org: () => { simulator: Simulator; clock: VirtualClock; server: Caller }) => {
  const asUser = (userId: string): Caller =>
    callerOf(org().simulator, org().simulator.act.issueToken("sign-in", userId));
  const ask = async (
    caller: Caller,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<[number, unknown]> => {
    const got = await caller.call(method, path, body);
    org().clock.advance(1000);
    return [got.status, got.body["code"]];
  };
  const read = async (id = START.conversationId): Promise<Conversation> =>
    (await org().server.call("GET", `${API}/${id}`)).body as unknown as Conversation;
  const live = async (id?: string) =>
    (await read(id)).participants
      .filter(({ calls }) =>
        calls?.some(({ state }) => !["disconnected", "terminated"].includes(state ?? "")),
      )
      .map(({ name }) => name);
  const callOf = async (participantId: string) =>
    (await read()).participants.find(({ id }) => id === participantId)?.calls?.[0];
  const place = async (caller: Caller, body: object): Promise<string> => {
    const { body: answer } = await caller.call("POST", `${API}/calls`, body);
    org().clock.advance(3000);
    return answer["id"] as string;
  };
  return { asUser, ask, read, live, callOf, place };
};
