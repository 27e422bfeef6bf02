/** What to do about the platform's own error codes. A leaf. Where a code is not listed, the status decides. */
export const ADVICE: Readonly<Record<string, string>> = {
  "not.simulated":
    "The simulated org does not play this operation, or this part of it; a real org has it. Nothing was done. " +
    "The operations that it plays are listed in " +
    "https://github.com/genesys-flows/node-red-genesys-cloud/blob/main/docs/operations.md",
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

  // transfers and conferences
  "resource.not.found":
    "Something that the request names does not exist. Check its ids, those of user, queue and station among them.",
  "not.a.participant": "The user is not connected to this call. Act as somebody who is.",
  "conversations.error.transfer.not.connected":
    "Only a connected communication can be transferred. Transfer it once it is answered.",
  "conversations.error.transfer.same.party":
    "The transfer would lead to the party that has the interaction already. Choose another destination.",
  "conversations.error.transfer.destination.required": "The transfer leads nowhere. Give a destination.",
  "conversations.error.queue.not.found": "There is no such queue. Give its id, or its name in full.",
  "conversations.error.transfer.acd.call.unattended":
    "This queue's call may not be transferred unattended. Transfer it to a queue, or consult first.",
  "conversation.error.empty.conversation.list": "No conversation to join was named. Give one or more ids.",
  "conversation.error.cannot.conference.self":
    "A conversation cannot be joined with itself. Give the id of another one.",
  "conversation.error.cannot.merge.alerting.conference":
    "One of the calls is still alerting. Join them once it is answered.",

  // callbacks and e-mails
  "conversation.error.cannot.callback.acd":
    "A queue cannot be called back. Name the customer's participant instead.",
  "conversation.error.queue.required": "A queue is needed. Give its id.",
  "callback.error.missing.callback.numbers": "There is no number to call back. Give one or more.",
  "callback.error.missing.queue.id": "The callback belongs to no queue. Give the queue's id.",
  "callback.error.scheduled.time.too.far.in.future":
    "The callback is planned too far ahead. Choose an earlier time.",
  "email.outbound.queue.required": "An e-mail is sent for a queue. Give the queue's id.",
  "email.outbound.queue.address.required":
    "The queue has no address to send from. Configure one for it, or choose another queue.",
  "too.many.create.email.parameters": "Give either a queue or a flow, not both and not neither.",
  "bad.flow.id": "There is no such flow. Check the flow's id.",
  "email.error.invalid.queue": "There is no such queue. Check the queue's id.",
  "postino.error.reply.no.body": "The reply is empty. Give it a text or HTML body.",
  "postino.error.reply.no.to": "The reply goes to nobody. Give it a receiver.",
  "postino.error.reply.no.sender": "No agent is connected to this e-mail. Reply once somebody has taken it.",
  "postino.error.reply.no.receiver":
    "The customer takes no part in this e-mail any more. Begin a new one to write to them.",
  "postino.error.reply.no.userid": "A reply comes from a user. Name the user.",
  "email.error.domain.not.verified":
    "The sender's domain is not verified in this organisation. Verify it, or send from another one.",
  "email.error.invalid.email": "An address or another value of the e-mail is not valid. Check its addresses.",
  "email.error.external.provider":
    "E-mails of an external provider cannot be treated so. Do it where that provider keeps them.",
  "postino.error.attachments.upload.size": "The file is too large for an e-mail. Send a smaller one.",
  "postino.error.forbidden":
    "Only an agent who is connected to the e-mail may do this. Use that user's account, while they are connected.",
  "postino.error.not.found": "There is no such e-mail, or no draft of it. Read the conversation for the ids.",
  "postino.error.answer.not.alerting":
    "Only what alerts can be answered. Check the participant's state first.",

  // notifications
  "notification.invalid.topic": "There is no such topic. Correct it, or leave it out.",
  "notification.subscription.too.many.subscriptions":
    "A channel takes a thousand topics. Leave some out, or follow queues instead of conversations.",
};
