import assert from "node:assert/strict";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import type { Caller } from "../caller";

interface Wrapup {
  code?: string;
  notes?: string;
  durationSeconds?: number;
}
interface Leg {
  id: string;
  state: string;
  wrapup?: Wrapup;
  afterCallWork?: { state: string; startTime?: string; endTime?: string };
}
interface Party {
  id: string;
  purpose: string;
  userId?: string;
  wrapupRequired: boolean;
  wrapup?: Wrapup;
  startAcwTime?: string;
  endAcwTime?: string;
  endTime?: string;
  [array: string]: unknown;
}

/** What specs of after-call work do in the simulated org, and what they read there. */
export const workCalls = (org: () => { simulator: Simulator; caller: Caller }) => {
  const codeNamed = (name: string): string =>
    [...org().simulator.org.wrapupCodes.values()].find((code) => code.name === name)?.id ?? "";

  /** A conversation of this queue that Ben has answered. */
  const answered = (queue: string, mediaType = "call") => {
    const { conversationId } = org().simulator.act.interactionArrives({ queue, mediaType });
    return org().simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
  };
  const agentOf = async (
    { conversationId, participantId }: { conversationId: string; participantId: string },
    array = "calls",
  ): Promise<{ party: Party; leg: Leg }> => {
    const { body } = await org().caller.call("GET", `/api/v2/conversations/${conversationId}`);
    const party = (body["participants"] as Party[]).find(({ id }) => id === participantId);
    const [leg] = (party?.[array] ?? []) as Leg[];
    assert.ok(party && leg);
    return { party, leg };
  };
  const wrapupPath = (ids: ReturnType<typeof answered>, segment = "calls"): string =>
    `/api/v2/conversations/${segment}/${ids.conversationId}/participants/${ids.participantId}/communications/${ids.communicationId}/wrapup`;
  return { codeNamed, answered, agentOf, wrapupPath };
};
