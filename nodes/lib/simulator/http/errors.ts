/** The platform's refusals, exactly as it sends them. `{name}` is filled in. */
const TABLE = {
  "bad.request": [400, "The request could not be understood by the server due to malformed syntax."],
  "invalid.value": [
    400,
    "Value [{value}] is not valid for field type [{type}]. Allowable values are: {allowed}",
  ],
  "invalid.date": [400, "Dates must be specified as ISO-8601 strings. For example: yyyy-MM-ddTHH:mm:ss.SSSZ"],
  "not.a.user": [
    400,
    "This request requires a user context. Client credentials cannot be used for requests to this resource.",
  ],
  "authentication.required": [401, "No authentication bearer token specified in authorization header."],
  "bad.credentials": [401, "Invalid login credentials."],
  "missing.permissions": [
    403,
    "Unable to perform the requested action. You are missing the following permission(s): {permissions}",
  ],
  "missing.any.permissions": [
    403,
    "Unable to perform the requested action. You must have at least one of the following permissions assigned: {permissions}",
  ],
  "not.authorized": [403, "You are not authorized to perform the requested action."],
  "not.authorized.entity": [403, "Access to {type} {id} is forbidden."],
  "not.found": [404, "The requested resource was not found."],
  "method.not.allowed": [405, "The method {method} is not allowed for this resource."], // not published
  "request.entity.too.large": [413, "The request is over the size limit. Maximum bytes: {bytes}"],
  "unsupported.media.type": [
    415,
    "Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.",
  ],
  "too.many.requests.retry.after": [
    429,
    "Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds",
  ],
  "internal.server.error": [
    500,
    "The server encountered an unexpected condition which prevented it from fulfilling the request.",
  ],
  "not.simulated": [501, "The simulator knows the operation {operation} but does not simulate it."],
  "not.simulated.part": [501, "The simulator does not simulate {part} of the operation {operation}."],
  "service.unavailable": [
    503,
    "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).",
  ],
  "request.timeout": [504, "The request timed out."],
  "conversation.error.conversation.not.found": [404, "The conversation does not exist."],
  "conversation.not.found": [404, "A conversation for the provided conversationId was not found."],
  "conversation.error.not.conversation.participant": [404, "User is not a participant in the conversation."],
  "conversation.error.participant.no.active.conversations": [400, "Participant has no active conversations"],
  "conversation.error.call.disconnected": [400, "The call is already disconnected."],
  "conversation.error.cannot.disconnect.call": [400, "The call for this request cannot be disconnected."],
  "conversation.error.hold.alerting": [400, "An alerting call cannot be placed on hold"],
  "conversation.error.cannot.confine.party": [400, "The participant for this request cannot be confined."],
  "conversation.error.cannot.create.conference": [400, "Unable to create a conference."],
  "conversation.error.wrapup.code.required": [400, "Wrapup code is a required field and cannot be empty."],
  "conversation.error.wrapup.cannot.skip": [400, "Wrap-up cannot be skipped for this participant."],
  "conversation.error.participant.attribute.null": [
    400,
    "Cannot update participant attribute map to a null value.",
  ],
  "conversation.error.forbidden.not.active.participant": [
    403,
    "User is not active on call and cannot alter recordingState",
  ],
  "communication.state.required": [400, "Can only update a communication's state to disconnected."],
  "conversation.error.no.user.station": [400, "A station is required to place a call."],
  "too.many.create.conversation.parameters": [
    400,
    "Only a single destination can be supplied in a create conversation request.",
  ],
  "resource.not.found": [404, "The resource could not be found."],
  "providerapi.error.station.no.active.edge": [
    500,
    "Unable to place call. Could not find an Edge for this station.",
  ],
  "providerapi.error.no.station.for.edge": [
    500,
    "Station assignment for station found, but no primary or secondary Edge id was assigned to it.",
  ],
  "conversation.error.empty.conversation.list": [400, "An empty list of conversations is invalid."],
  "conversation.error.cannot.conference.self": [400, "A conversation cannot be merged with itself."],
  "conversation.error.cannot.merge.alerting.conference": [
    400,
    "A conference cannot be created from an alerting call.",
  ],
  "not.a.participant": [400, "You are not a connected participant on the call"],
  "conversations.error.transfer.not.connected": [
    400,
    "You can only transfer conversations that are in the connected state.",
  ],
  "conversations.error.transfer.same.party": [
    400,
    "The target of the transfer cannot be the same as the destination.",
  ],
  "conversations.error.transfer.destination.required": [
    400,
    "The destination is a required property for a transfer request.",
  ],
  "conversations.error.queue.not.found": [
    400,
    "Interaction cannot be transferred to a queue that does not exist.",
  ],
  "conversations.error.transfer.acd.call.unattended": [400, "An ACD call cannot be transferred unattended."],
  "conversation.error.callback.call.cannot.be.placed": [
    400,
    "An error occurred while trying to place the callback.",
  ],
  "conversation.error.cannot.callback.acd": [400, "Cannot create a callback for an ACD participant."],
  "conversation.error.queue.required": [400, "Queue id is required for this request."],
  "callback.error.missing.callback.numbers": [400, "Callback numbers missing"],
  "callback.error.missing.queue.id": [400, "Callback missing queue ID"],
  "callback.error.scheduled.time.too.far.in.future": [400, "Callback is scheduled to far in the future."],
  "email.outbound.queue.required": [400, "An outbound email conversation requires a queue ID."],
  "email.outbound.queue.address.required": [
    400,
    "The queue does not have an outbound email address configured.",
  ],
  "too.many.create.email.parameters": [400, "One of queueId or flowId must be supplied."],
  "bad.flow.id": [400, "Invalid flow ID was specified."],
  "email.error.invalid.queue": [400, "An invalid queue ID was specified."],
  "postino.error.reply.no.body": [400, "Replies must have a textBody or htmlBody."],
  "postino.error.reply.no.to": [400, "Replies must have a to address."],
  "postino.error.reply.no.sender": [400, "No connected internal participant found for the reply."],
  "postino.error.reply.no.receiver": [400, "No connected external participant found for the reply."],
  "postino.error.reply.no.userid": [400, "Reply emails must have a userId."],
  "email.error.domain.not.verified": [400, "The email domain has not been verified."],
  "email.error.invalid.email": [400, "Attempted to send an email with an invalid parameter."],
  "email.error.external.provider": [400, "Operation not supported on emails with external providers."],
  "postino.error.attachments.upload.size": [400, "Upload too large."],
  "postino.error.forbidden": [403, "User is not an active participant on the conversation."],
  "postino.error.not.found": [404, "The resource could not be found"],
  "postino.error.answer.not.alerting": [400, "Only alerting calls can be answered."],
  "notification.invalid.topic": [400, "The subscription topic is not valid."],
  "notification.subscription.too.many.subscriptions": [400, "Too many subscriptions"],
  "OUTBOUND-MAX-MESSAGE-LENGTH-EXCEEDED": [400, "The message is longer than {limit} characters."],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof TABLE;
export const REFUSAL_CODES = Object.keys(TABLE) as readonly RefusalCode[];

export interface Detail {
  errorCode?: string;
  fieldName?: string;
  entityId?: string;
  entityName?: string;
}

interface Extras {
  /** Appended to the platform's sentence; only where the simulator itself speaks. */
  hint?: string;
  details?: readonly Detail[];
  headers?: Readonly<Record<string, string>>;
  limit?: { key: string; namespace: string; value: number };
  status?: number;
}

/** Thrown by the handlers of requests. It becomes an error response in the platform's format. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly code: RefusalCode,
    readonly params: Readonly<Record<string, string>>,
    readonly extras: Extras,
  ) {
    super(code);
  }
}

/** The refusal of this code, its text filled in with `params`. */
export const refusal = (
  code: RefusalCode,
  params: Record<string, string | number> = {},
  extras: Extras = {},
): Refusal =>
  new Refusal(code, Object.fromEntries(Object.entries(params).map(([k, v]) => [k, String(v)])), extras);

export const statusOf = (error: Refusal): number => error.extras.status ?? TABLE[error.code][0];

const fill = (text: string, params: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);

/** Where several texts share one code. */
const CODE_ON_THE_WIRE: Readonly<Partial<Record<RefusalCode, string>>> = {
  "not.authorized.entity": "not.authorized",
  "not.simulated.part": "not.simulated",
};

/** The error body as the platform writes it. */
export const errorBody = (error: Refusal, correlationId: string): Record<string, unknown> => {
  const text = TABLE[error.code][1];
  const hint = error.extras.hint ? ` ${error.extras.hint}` : "";
  return {
    message: fill(text, error.params) + hint,
    code: CODE_ON_THE_WIRE[error.code] ?? error.code,
    status: statusOf(error),
    ...(Object.keys(error.params).length > 0 ? { messageWithParams: text, messageParams: error.params } : {}),
    contextId: correlationId,
    details: error.extras.details ?? [],
    errors: [],
    ...(error.extras.limit ? { limit: error.extras.limit } : {}),
  };
};
