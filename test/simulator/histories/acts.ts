import { ACTS, actByName } from "../../../nodes/lib/simulator/act/index";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { pickConversation, type Picker } from "./pool";

/** What people do in a generated history. */

const QUEUES = ["Support", "Sales", "Service", "Billing", "Back office"] as const;
const USERS = ["Ada Agent", "Ben Agent", "Cleo Agent", "Sam Supervisor"] as const;
const MEDIA = [
  ...(["call", "message", "email", "callback", "chat", "cobrowsesession", "internalMessage"] as const),
  ...(["screenshare", "socialExpression", "video"] as const),
] as const;

type Details = Record<string, unknown>;
const anAgent = (pick: Picker): Details => (pick.chance(3) ? { user: pick.from(USERS) } : {});

const DETAILS: Readonly<Record<string, (pick: Picker) => Details>> = {
  customerCalls: (pick) =>
    pick.chance(3)
      ? { number: "+15555550150" }
      : { queue: pick.from(QUEUES), attributes: { language: "de" } },
  interactionArrives: (pick) => ({ mediaType: pick.from(MEDIA), queue: pick.from(QUEUES) }),
  agentAnswers: anAgent,
  agentDeclines: anAgent,
  supervisorJoins: (pick) => ({ mode: pick.from(["monitor", "coach", "barge"]) }),
  agentChangesPresence: (pick) => ({
    user: pick.from(USERS),
    presence: pick.from(["On Queue", "On Queue", "Break", "Available"]),
  }),
  divisionChanges: (pick) => ({ queue: pick.from(QUEUES), division: pick.from(["Home", "Bank"]) }),
  agentWrapsUp: (pick) => (pick.chance(2) ? { notes: "All well" } : {}),
  customerWrites: (pick) =>
    pick.chance(2) ? { conversationId: undefined, channel: pick.from(["sms", "whatsapp", "open"]) } : {},
  conferenceFormed: (pick) => (pick.chance(3) ? { flagged: true, name: "Third party" } : {}),
  callsMerged: () => ({}),
};

/** Acts on tokens, channels, sockets and data actions are left out: they change no conversation. */
const CHOSEN = ACTS.filter(
  (name) =>
    !/token|rate|others|signins|socket|channel|frame|dataaction/i.test(name) || name === "customerWrites",
);

/** How an act is named that a conversation begins with, more often than the rest. */
const BEGINNINGS = ["customerCalls", "interactionArrives", "customerWrites"] as const;

/** Does something that people do; what cannot be done at present is refused, and nothing happens. */
export const doSomething = (simulator: Simulator, pick: Picker): string => {
  const name = (pick.chance(4) ? pick.from(BEGINNINGS) : pick.from(CHOSEN)) ?? "customerCalls";
  const input: Details = {
    conversationId: pickConversation(simulator, pick)?.id,
    ...DETAILS[name]?.(pick),
  };
  if (name === "callsMerged") input["otherConversationId"] = pickConversation(simulator, pick, "calls")?.id;
  if (BEGINNINGS.some((each) => each === name) && name !== "customerWrites") delete input["conversationId"];
  if (input["conversationId"] === undefined) delete input["conversationId"];
  try {
    actByName(simulator.act, name, input);
    return name;
  } catch (error) {
    return `${name} (refused: ${error instanceof Error ? error.message : String(error)})`;
  }
};
