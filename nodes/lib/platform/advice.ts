/** What to do about the platform's own error codes. A leaf. Where a code is not listed, the status decides. */
export const ADVICE: Readonly<Record<string, string>> = {
  "not.simulated":
    "The simulated org does not play this operation. docs/operations.md says which ones it plays; a real org has it.",
  "not.a.user":
    "This operation acts for a signed-in user, and the account's token has none. " +
    "Use an account with the grant authorization code, or the operation's variant on behalf of a user.",
  "missing.division.permission":
    "The account's role does not reach this object's division. Grant the role in that division as well.",

  // the token endpoint
  invalid_client:
    "Genesys Cloud does not accept these client credentials. Check client id and secret, and the region: " +
    "credentials work only in the region that they were made in, and a wrong region looks just like a wrong secret.",
  unauthorized_client: "The OAuth client is not allowed to use this grant. Check the client's grant type.",
  unsupported_grant_type: "The OAuth client is not allowed to use this grant. Check the client's grant type.",
  invalid_grant: "The sign-in is no longer valid. Sign in again in the account's dialog.",

  // the shape of a request
  "invalid.value": "A value is not one of those allowed. Correct the input that it came from.",
  "invalid.date":
    "A date is not in ISO form, such as 2026-01-31T09:00:00Z. Correct the input that it came from.",
  "request.entity.too.large": "The request is larger than the platform accepts. Send less at once.",

  // conversations
  "conversation.error.conversation.not.found":
    "The conversation does not exist. Check the conversation id, and that it belongs to this organisation.",
  "conversation.not.found":
    "The conversation does not exist. Check the conversation id, and that it belongs to this organisation.",
  "conversation.error.not.conversation.participant":
    "That user or participant does not take part in the conversation. Read the conversation for the present ids.",
  "conversation.error.participant.no.active.conversations":
    "The participant has left already. Act while they are connected.",
  "conversation.error.call.disconnected":
    "The call has already ended, so nothing can be changed on it any more. Act while it is live.",
  "conversation.error.cannot.disconnect.call":
    "This call cannot be ended by this request. Check that the participant is still on it.",
  "conversation.error.hold.alerting": "The call is still alerting. Hold it once it is answered.",
  "conversation.error.cannot.confine.party":
    "Only a party of a conference can be confined. Wait until three or more are connected.",
  "conversation.error.cannot.create.conference":
    "These calls cannot be joined. Check that each of them is connected.",
  "conversation.error.wrapup.code.required": "A wrap-up code is needed. Give the code's id or name.",
  "conversation.error.wrapup.cannot.skip":
    "This wrap-up may not be skipped. Apply a code, or change the queue's settings.",
  "conversation.error.participant.attribute.null":
    "Attributes are missing. Give them as an object with texts as values.",
  "conversation.error.forbidden.not.active.participant":
    "Recording can be changed only by a user who is on the call. Use that user's account, while they are connected.",
  "communication.state.required": "A communication's state can only be set to disconnected. Use that value.",

  // placing calls
  "conversation.error.no.user.station":
    "The user has no station to call from. Select a phone for them first.",
  "too.many.create.conversation.parameters":
    "More than one destination was given. Give one number, user or queue.",
  "providerapi.error.station.no.active.edge":
    "The user's station has no Edge that is in service. Check the station, or select another phone.",
  "providerapi.error.no.station.for.edge":
    "The user's station is not assigned to an Edge. Check the station, or select another phone.",
};
