import type { EventName } from "../../nodes/lib/platform/events/types";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { callerOf } from "../simulator/caller";

interface Participant {
  id: string;
  purpose: string;
  userId?: string;
  endTime?: string;
  calls?: { id: string }[];
  messages?: { id: string }[];
}

export type Who = "customer" | "agent" | "other";

/** How a conversation comes to an event: what is before it, what brings it about, and whose it is. */
export interface WaitStory {
  event: EventName;
  /** The participants for which it counts. */
  of: readonly ("any" | "customer" | "agent")[];
  /** Does a conversation count in which it has happened just before? */
  counts: boolean;
  medium?: "message";
  before: (hands: Hands, id: string) => unknown;
  then: (hands: Hands, id: string) => unknown;
}

/** What people do in the simulated org, by acts and by requests. */
export const createHands = (simulator: Simulator) => {
  const { act } = simulator;
  const { call } = callerOf(simulator);
  const find = async (id: string, purpose: string): Promise<Participant> => {
    const { body } = await call("GET", `/api/v2/conversations/${id}`);
    const all = (body["participants"] as Participant[]).filter((one) => one.purpose === purpose);
    const found = all.findLast(({ endTime }) => endTime === undefined) ?? all.at(-1);
    if (found === undefined) throw new Error(`no ${purpose}`);
    return found;
  };
  const accepted = async (method: string, path: string, body: unknown): Promise<void> => {
    const { status, text } = await call(method, path, body);
    if (status >= 300) throw new Error(`${status} ${text}`);
  };
  return {
    act,
    find,
    hold: async (id: string, held: boolean): Promise<void> => {
      const { id: participantId } = await find(id, "agent");
      await accepted("PATCH", `/api/v2/conversations/${id}/participants/${participantId}`, { held });
    },
    transfer: async (id: string, queueId: string): Promise<void> => {
      const { id: participantId } = await find(id, "agent");
      const path = `/api/v2/conversations/${id}/participants/${participantId}/replace`;
      await accepted("POST", path, { queueId });
    },
    setAttribute: async (id: string, purpose: string): Promise<void> => {
      const { id: participantId } = await find(id, purpose);
      const path = `/api/v2/conversations/${id}/participants/${participantId}/attributes`;
      await accepted("PATCH", path, { attributes: { tier: "gold" } });
    },
    scheduleCallback: async (id: string, purpose: string): Promise<void> => {
      const { id: participantId } = await find(id, purpose);
      await accepted("POST", `/api/v2/conversations/${id}/participants/${participantId}/callbacks`, {
        callbackNumbers: ["+15555550142"],
        callbackScheduledTime: new Date(simulator.clock.now() + 3_600_000).toISOString(),
      });
    },
    writes: async (id: string): Promise<void> => {
      const { messages = [] } = await find(id, "agent");
      const path = `/api/v2/conversations/messages/${id}/communications/${messages[0]?.id}/messages`;
      await accepted("POST", path, { textBody: "Hello" });
    },
  };
};

export type Hands = ReturnType<typeof createHands>;

const answered: WaitStory["before"] = ({ act }, id) => act.agentAnswers(id);
const both = ["any", "agent"] as const;

export const storiesOf = (otherQueueId: string): WaitStory[] => [
  {
    event: "offered",
    of: both,
    counts: true,
    before: () => undefined,
    then: ({ act }, id) => act.agentDeclines(id),
  },
  { event: "connected", of: both, counts: true, before: () => undefined, then: answered },
  { event: "held", of: both, counts: true, before: answered, then: (hands, id) => hands.hold(id, true) },
  {
    event: "resumed",
    of: both,
    counts: false,
    before: async (hands, id) => {
      await answered(hands, id);
      await hands.hold(id, true);
    },
    then: (hands, id) => hands.hold(id, false),
  },
  {
    event: "requeued",
    of: both,
    counts: true,
    before: () => undefined,
    then: ({ act }, id) => act.agentDeclines(id),
  },
  {
    event: "transferred",
    of: both,
    counts: true,
    before: answered,
    then: (hands, id) => hands.transfer(id, otherQueueId),
  },
  {
    event: "conferenced",
    of: ["any", "customer"],
    counts: true,
    before: answered,
    then: ({ act }, id) => act.conferenceFormed(id),
  },
  {
    event: "supervisorJoined",
    of: ["any"],
    counts: true,
    before: answered,
    then: ({ act }, id) => act.supervisorJoins(id),
  },
  {
    event: "consultStarted",
    of: ["any", "agent", "customer"],
    counts: true,
    before: answered,
    then: ({ act }, id) => act.agentConsults(id),
  },
  {
    event: "consultEnded",
    of: ["any", "agent", "customer"],
    counts: false,
    before: async (hands, id) => {
      await answered(hands, id);
      hands.act.agentConsults(id);
    },
    then: ({ act }, id) => act.agentCancelsConsult(id),
  },
  {
    event: "securePaused",
    of: ["any", "agent", "customer"],
    counts: true,
    before: answered,
    then: ({ act }, id) => act.agentPausesRecording(id),
  },
  {
    event: "secureResumed",
    of: ["any", "agent", "customer"],
    counts: false,
    before: async (hands, id) => {
      await answered(hands, id);
      hands.act.agentPausesRecording(id);
    },
    then: ({ act }, id) => act.agentResumesRecording(id),
  },
  {
    event: "agentLeft",
    of: both,
    counts: true,
    before: answered,
    then: ({ act }, id) => act.agentHangsUp(id),
  },
  {
    event: "customerLeft",
    of: ["any", "customer"],
    counts: true,
    before: answered,
    then: ({ act }, id) => act.customerHangsUp(id),
  },
  {
    event: "ended",
    of: ["any", "agent", "customer"],
    counts: true,
    before: answered,
    then: ({ act }, id) => act.customerHangsUp(id),
  },
  {
    event: "acwStarted",
    of: both,
    counts: true,
    before: answered,
    then: ({ act }, id) => act.agentHangsUp(id),
  },
  {
    event: "wrappedUp",
    of: both,
    counts: true,
    before: ({ act }, id) => {
      act.agentAnswers(id);
      act.agentHangsUp(id);
    },
    then: ({ act }, id) => act.agentWrapsUp(id, {}),
  },
  {
    event: "messageReceived",
    of: ["any", "customer"],
    counts: false,
    medium: "message",
    before: answered,
    then: ({ act }, conversationId) => act.customerWrites({ conversationId }),
  },
  {
    event: "messageStatus",
    of: both,
    counts: false,
    medium: "message",
    before: answered,
    then: (hands, id) => hands.writes(id),
  },
  {
    event: "attributesChanged",
    of: ["any", "customer"],
    counts: false,
    before: answered,
    then: (hands, id) => hands.setAttribute(id, "customer"),
  },
  {
    event: "callbackScheduled",
    of: ["any", "customer"],
    counts: true,
    before: answered,
    then: (hands, id) => hands.scheduleCallback(id, "customer"),
  },
];
