/** The acts of the simulated org as facts: for the checks of the simulator, the dialog of *simulate* and its help. */

export type ActList = "queue" | "user" | "wrapupCode" | "integration" | "conversation";

/** A detail of an act. */
export interface ActField {
  name: string;
  /** An `object` has texts by name, `json` is an object with any values. */
  type: "string" | "number" | "boolean" | "object" | "json";
  required?: true;
  /** The only values. */
  enum?: readonly string[];
  /** The list of the org from which it can be chosen; a name or an id. */
  list?: ActList;
  /** A number may be a text, and a text a number: earlier versions did not check this detail. */
  isLenient?: true;
}

export interface ActFacts {
  /** Does it act on a conversation? */
  conversation: "required" | "optional" | "none";
  fields: readonly ActField[];
  /** Other details are ignored: earlier versions did not check them. */
  ignoresOthers?: true;
}

const text = (name: string): ActField => ({ name, type: "string" });
const from = (list: ActList, name: string = list): ActField => ({ name, type: "string", list });
const number = (name: string): ActField => ({ name, type: "number" });
const choice = (name: string, ...values: string[]): ActField => ({ name, type: "string", enum: values });
const required = (field: ActField): ActField => ({ ...field, required: true });
const lenient = (field: ActField): ActField => ({ ...field, isLenient: true });

const inAny = (...fields: ActField[]): ActFacts => ({ conversation: "required", fields });
const inGivenOrNew = (...fields: ActField[]): ActFacts => ({ conversation: "optional", fields });
const inNone = (...fields: ActField[]): ActFacts => ({ conversation: "none", fields });
const ignoringOthers = (facts: ActFacts): ActFacts => ({ ...facts, ignoresOthers: true });

const json = (name: string): ActField => ({ name, type: "json" });

const ATTRIBUTES: ActField = { name: "attributes", type: "object" };
const CONTACT = [from("queue"), text("from"), text("name"), text("number"), ATTRIBUTES];
const USER = from("user");
const MEDIA_TYPES = [
  ...["call", "callback", "chat", "cobrowsesession", "email", "message"],
  ...["internalMessage", "screenshare", "socialExpression", "video"],
];

const PRESENCES = [
  ...["Available", "Away", "Busy", "Offline", "Idle"],
  ...["On Queue", "Meal", "Training", "Meeting", "Break"],
];

/** Every act that *simulate* offers, in the order of its dialog. */
export const ACT_FACTS: Readonly<Record<string, ActFacts>> = {
  customerCalls: inNone(...CONTACT),
  interactionArrives: inNone(choice("mediaType", ...MEDIA_TYPES), ...CONTACT),
  customerHangsUp: inAny(),
  flowEnds: inAny(),
  callbackRequested: inNone(from("queue"), text("from"), text("name"), number("seconds")),

  agentAnswers: inAny(USER),
  agentDeclines: inAny(USER),
  agentHolds: inAny(USER),
  agentResumes: inAny(USER),
  agentTransfers: inAny(from("queue"), from("user", "to"), text("number"), USER),
  agentHangsUp: inAny(text("participantId")),
  agentCompletes: inAny(USER),
  agentWrapsUp: inAny(from("wrapupCode", "code"), text("notes"), USER),
  agentSkipsWrapUp: inAny(USER),
  agentAsksForWrapUp: inAny(USER),
  agentWrites: inAny(text("text"), USER),
  agentChangesPresence: inNone(required(USER), required(choice("presence", ...PRESENCES))),
  supervisorJoins: inAny(USER, choice("mode", "monitor", "coach", "barge")),
  agentConsults: inAny(USER, from("queue"), text("number")),
  agentCancelsConsult: inAny(),
  agentPausesRecording: inAny(),
  agentResumesRecording: inAny(),
  speechTranscribed: inAny(text("text"), choice("speaker", "customer", "agent")),

  calleeAnswers: inAny(),
  calleeDeclines: inAny(),
  calleeBusy: inAny(),
  calleeDoesNotAnswer: inAny(),
  calleeUnreachable: inAny(),
  calleeFails: inAny(),
  conferenceFormed: ignoringOthers(
    inAny(lenient(text("number")), lenient(text("name")), { name: "flagged", type: "boolean" }),
  ),
  callsMerged: inAny(required(from("conversation", "otherConversationId"))),

  customerWrites: inGivenOrNew(
    text("text"),
    from("queue"),
    choice("channel", "sms", "whatsapp", "open"),
    text("from"),
    text("name"),
    ATTRIBUTES,
    from("integration"),
  ),
  messageDelivered: inGivenOrNew(text("messageId")),
  messageRead: inGivenOrNew(text("messageId")),
  messageFailed: inGivenOrNew(text("messageId"), text("reason"), text("code")),
  customerLeaves: inAny(),

  dropSockets: inNone(text("channelId")),
  stallSockets: inNone(text("channelId")),
  closeSocketsForMaintenance: inNone(text("channelId")),
  evictChannels: inNone(text("channelId")),
  expireChannels: inNone(text("channelId")),
  frameFault: inNone(
    required(choice("kind", "duplicate", "delay", "reorder", "lose", "inconsistent")),
    lenient(number("times")),
    lenient(number("ms")),
    text("topic"),
  ),

  runDataAction: inNone(
    required(json("action")),
    json("input"),
    { name: "credentials", type: "object" },
    text("url"),
  ),

  accessChanges: inNone(text("client"), USER, text("permissions"), text("divisions"), text("scopes")),
  divisionChanges: inNone(required(text("division")), from("queue"), USER),
  expireTokens: inNone(),
  throttleTokens: inNone(lenient(number("times"))),
  limitRate: ignoringOthers(inNone(lenient(number("allowed")), lenient(number("windowMs")))),
  useByOthers: inNone(required(lenient(number("count")))),
  timePasses: ignoringOthers(inNone(required(number("seconds")))),
  reset: inNone(),
};
