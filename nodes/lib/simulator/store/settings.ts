import { NOTIFICATION_SETTINGS, type NotificationSettings } from "./notification-settings";
import { JOB_SETTINGS, type JobSettings } from "./job-settings";
import { WEBHOOK_SETTINGS, type WebhookSettings } from "./webhook-settings";

/** How a call ends; `rings` continues until an act ends it. */
export type CalleeOutcome = "answers" | "busy" | "noAnswer" | "declined" | "unreachable" | "failed" | "rings";

/** What becomes of a message; `silent` stays at `sent`. */
export type ReceiverOutcome = "delivered" | "failed" | "notSent" | "silent";

/**
 * What the vendor does not publish, or what an org may have configured otherwise. Each default is the best guess; none
 * of them should be relied upon. A running simulator reads them for each request, so that a test may change one.
 */
export interface Settings extends NotificationSettings, WebhookSettings, JobSettings {
  /** HTTP status of the token endpoint for a wrong client id or secret. Clients must handle 400 and 401. */
  invalidClientStatus: 400 | 401;
  /** Life of a token, unless its OAuth client names another; the platform allows 300 to 172 800. */
  tokenLifetimeSeconds: number;
  /** Does each renewal of a user's token bring a new refresh token and spend the old one? */
  refreshTokenRotates: boolean;
  /**
   * Are the tokens of users restricted to the scopes of their OAuth client? An organisation of the platform decides that; by default it
   * does not. Tokens of client credentials never are.
   */
  scopesEnforced: boolean;
  /** Token exchanges a minute per OAuth client, beyond which the endpoint returns 400 "rate limit exceeded". */
  tokenRequestsPerMinute: number;
  /** Requests that a token may make in one window. */
  requestsPerMinute: number;
  /** Length of the window of `requestsPerMinute`; it begins with the first request in it. */
  windowMs: number;
  /** A body larger than this is refused with 413. */
  maxBodyBytes: number;
  /** From a 202 until its effect is seen. */
  lagMs: number;
  /** Does `GET` show the legs of an ended conversation as `terminated`, or still as `disconnected`? */
  terminatedAfterEnd: boolean;
  /** The response to a post-flow change on an ended call: a code of `errors.ts`. */
  postFlowOnEndedCall: "conversation.error.call.disconnected" | "not.found" | "not.authorized";
  /** The response to a post-flow change with neither destination nor invocation data. */
  postFlowBothBlank: "bad.request" | "accepted";
  /** Does a second post-flow change keep the fields that it does not name? */
  postFlowMerges: boolean;
  /** What becomes of invocation data for a destination that is a number: they are for flows only. */
  postFlowDataForNumber: "ignored" | "bad.request";
  /** How long a flow that a caller was sent to after the call runs; 0: until something ends it. */
  postFlowRunsMs: number;
  /** Are fields that the operation's model does not have refused? */
  refuseUnknownFields: boolean;
  /** Are enumerated values of a body taken whatever their case? The vendor's clients compare so. */
  enumIgnoresCase: boolean;
  /** From the end of a leg until its after-call work is seen to have begun. */
  acwLagMs: number;
  /** The response to a wrap-up while the agent still talks. */
  wrapupWhileConnected: "accepted" | "conversation.error.participant.no.active.conversations";
  /** What becomes of a second wrap-up, after the work is complete: it takes the place of the first, changes nothing, or is refused. */
  wrapupTwice: "overwrites" | "ignored" | "not.authorized";
  /** The response to a code that is none of the queue's. */
  wrapupForeignCode: "bad.request" | "accepted";
  /** The response to a wrap-up after a leg that requires none. */
  wrapupWithoutAcw: "accepted" | "conversation.error.participant.no.active.conversations";
  /** The response to reading a wrap-up that was not given. */
  wrapupNotGiven: "not.found" | "empty";
  /** How long the flow has a caller before the queue. */
  ivrMs: number;
  /** From the queue to the first alert. */
  alertAfterMs: number;
  /** The same after an alert without an answer. */
  alertAgainAfterMs: number;
  /** How long the queue's leg outlives the answer of an agent. */
  acdLeavesMs: number;
  /** How an alert without an answer ends. */
  noAnswerEndsAs: "system" | "transfer.noanswer";
  /** Is an agent who misses an alert not responding from then on, and offered nothing until set to idle? */
  missedAlertEndsOffers: boolean;
  /** The part of customers who are to be answered within `serviceLevelMs`, from 0 to 1. */
  serviceLevelTarget: number;
  /** Within this time they are to be answered. */
  serviceLevelMs: number;
  /** When a caller who waits for an answer gives up. */
  callerWaitsMs: number;
  /** What becomes of a call to a number with such an ending. Every other number answers, and so does a user. */
  callees: Readonly<Record<string, CalleeOutcome>>;
  /** From the request for a call until the phone of the user who places it is picked up. */
  stationAnswersMs: number;
  /** How long it rings until the called party answers or declines. */
  calleeActsMs: number;
  /** How long it rings without an answer. */
  calleeRingsMs: number;
  /** The state of the calling user's leg while the called party is dialed. */
  callerWhileDialing: "dialing" | "connected";
  /** Without an edge no station can place a call. */
  edgesUp: boolean;
  /** The response to a change of a participant once the whole conversation has ended. */
  patchOnEndedConversation: "the.legs" | "not.authorized";
  /** Must the user on whose behalf a participant is changed, or a party is added, take part in the call? */
  onBehalfNeedsParticipant: boolean;
  /** Do coach and barge require a user, as monitor does? */
  supervisionNeedsUser: boolean;
  /** How many live parties make a conference, in which one can be confined. */
  conferenceParties: number;
  /** Is a consultation over, and are its links gone, when its parties are joined in a conference? */
  conferenceEndsConsult: boolean;
  /** How many parties a conference takes. */
  maxConferenceParties: number;
  /** The code that the disconnection of a whole conversation leaves where a wrap-up is due. */
  systemWrapupCode: string;
  /** From the acceptance of a message until it is `sent`. */
  messageSentMs: number;
  /** From there to its delivery. */
  messageDeliveredMs: number;
  /** From there until it is read; 0: never. */
  messageReadMs: number;
  /** What becomes of a message to an address with such an ending. Every other is delivered. */
  receivers: Readonly<Record<string, ReceiverOutcome>>;
  /** How long after its end a message conversation is taken up again when one of the two writes. */
  messageThreadMs: number;
  /** The response to a message in a running conversation: the message, or nothing more than 202. */
  messageAnswer: "message" | "accepted";
  /** The response to a message without an agent while a conversation between the two addresses is live. */
  agentlessClashStatus: 400 | 409;
  /** How long after a customer's last message WhatsApp takes more than templates. */
  whatsappWindowMs: number;
  /** How long an uploaded file is checked. */
  mediaCheckMs: number;
  /** A larger file turns out to be invalid. */
  maxMediaBytes: number;
  /** How long an agent's e-mail is on its way, before the interaction ends. */
  emailTransmitMs: number;
  /** From which domains e-mails without an agent may come. */
  verifiedEmailDomains: readonly string[];
  /** When it shows that such an e-mail came back; those to addresses that begin with "bounce" do. */
  emailBounceMs: number;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  ...NOTIFICATION_SETTINGS,
  invalidClientStatus: 401,
  tokenLifetimeSeconds: 86_400,
  refreshTokenRotates: true,
  scopesEnforced: false,
  tokenRequestsPerMinute: Infinity,
  requestsPerMinute: 300,
  windowMs: 60_000,
  maxBodyBytes: 512_000,
  lagMs: 100,
  terminatedAfterEnd: true,
  postFlowOnEndedCall: "conversation.error.call.disconnected",
  postFlowBothBlank: "bad.request",
  postFlowMerges: true,
  postFlowDataForNumber: "ignored",
  postFlowRunsMs: 0,
  refuseUnknownFields: true,
  enumIgnoresCase: true,
  acwLagMs: 0,
  wrapupWhileConnected: "accepted",
  wrapupTwice: "overwrites",
  wrapupForeignCode: "bad.request",
  wrapupWithoutAcw: "conversation.error.participant.no.active.conversations",
  wrapupNotGiven: "not.found",
  ivrMs: 500,
  alertAfterMs: 250,
  alertAgainAfterMs: 4_000,
  acdLeavesMs: 50,
  noAnswerEndsAs: "system",
  missedAlertEndsOffers: false,
  serviceLevelTarget: 0.8,
  serviceLevelMs: 20_000,
  callerWaitsMs: 600_000,
  callees: {
    "0101": "busy",
    "0102": "noAnswer",
    "0103": "declined",
    "0104": "unreachable",
    "0105": "failed",
    "0106": "rings",
  },
  stationAnswersMs: 300,
  calleeActsMs: 2_000,
  calleeRingsMs: 30_000,
  callerWhileDialing: "dialing",
  edgesUp: true,
  patchOnEndedConversation: "the.legs",
  onBehalfNeedsParticipant: true,
  supervisionNeedsUser: true,
  conferenceParties: 3,
  conferenceEndsConsult: true,
  maxConferenceParties: 20,
  systemWrapupCode: "ININ-WRAP-UP-TIMEOUT",
  messageSentMs: 500,
  messageDeliveredMs: 1_500,
  messageReadMs: 0,
  receivers: { "0111": "failed", "0112": "silent", "0113": "notSent" },
  messageThreadMs: 72 * 3_600_000,
  messageAnswer: "message",
  agentlessClashStatus: 400,
  whatsappWindowMs: 24 * 3_600_000,
  mediaCheckMs: 700,
  maxMediaBytes: 5_000_000,
  emailTransmitMs: 1_000,
  verifiedEmailDomains: ["example.com", "acme.example"],
  emailBounceMs: 20_000,
  ...WEBHOOK_SETTINGS,
  ...JOB_SETTINGS,
};
