/** What to do about the platform's own error codes. A leaf. Where a code is not listed, the status decides. */
export const ADVICE: Readonly<Record<string, string>> = {
  "not.simulated":
    "The simulated organisation does not support this operation, or this part of it. A real organisation does. Nothing was done. " +
    "The supported operations are listed in " +
    "https://github.com/genesys-flows/node-red-genesys-cloud/blob/main/docs/operations.md",
  "not.a.user":
    "This operation acts for a signed-in user, and the account's token has none. " +
    "Use an account with the grant authorization code, or the operation's variant on behalf of a user.",
  "missing.division.permission":
    "The account's role does not include this object's division. Grant the role for that division too.",

  // the token endpoint
  invalid_client:
    "Genesys Cloud does not accept these client credentials. Check client id and secret, and the region: " +
    "credentials are valid only in the region in which they were created, and a wrong region looks the same as a wrong secret.",
  unauthorized_client: "The OAuth client is not allowed to use this grant. Check the client's grant type.",
  unsupported_grant_type: "The OAuth client is not allowed to use this grant. Check the client's grant type.",
  invalid_grant: "The sign-in is no longer valid. Sign in again in the account's dialog.",

  // the shape of a request
  "invalid.value": "A value is not one of the allowed values. Correct the input.",
  "invalid.date": "A date is not in ISO format, such as 2026-01-31T09:00:00Z. Correct the input.",
  "request.entity.too.large": "The request is larger than the platform accepts. Send a smaller request.",

  // conversations
  "conversation.error.conversation.not.found":
    "The conversation does not exist. Check the conversation id, and that it belongs to this organisation.",
  "conversation.not.found":
    "The conversation does not exist. Check the conversation id, and that it belongs to this organisation.",
  "conversation.error.not.conversation.participant":
    "That user or participant does not take part in the conversation. Read the conversation to get the current ids.",
  "conversation.error.participant.no.active.conversations":
    "The participant has already left. Send the request while they are connected.",
  "conversation.error.call.disconnected":
    "The call has already ended, so it cannot be changed. Send the request during the call.",
  "conversation.error.cannot.disconnect.call":
    "This call cannot be ended by this request. Check that the participant is still connected.",
  "conversation.error.hold.alerting": "The call is still alerting. Hold it once it is answered.",
  "conversation.error.cannot.confine.party":
    "Only a party of a conference can be confined. Wait until three or more are connected.",
  "conversation.error.cannot.create.conference":
    "These calls cannot be joined. Check that each of them is connected.",
  "conversation.error.wrapup.code.required": "A wrap-up code is required. Set the id or name of the code.",
  "conversation.error.wrapup.cannot.skip":
    "This wrap-up cannot be skipped. Apply a code, or change the queue's settings.",
  "conversation.error.participant.attribute.null": "Attributes are missing. Send an object with text values.",
  "conversation.error.forbidden.not.active.participant":
    "Recording can be changed only by a user who is on the call. Use that user's account, while they are connected.",
  "communication.state.required": "A communication's state can only be set to disconnected. Use that value.",

  // placing calls
  "conversation.error.no.user.station":
    "The user has no station to call from. Select a phone for them first.",
  "too.many.create.conversation.parameters":
    "There is more than one destination. Set one number, user or queue.",
  "providerapi.error.station.no.active.edge":
    "The user's station has no Edge that is in service. Check the station, or select another phone.",
  "providerapi.error.no.station.for.edge":
    "The user's station is not assigned to an Edge. Check the station, or select another phone.",

  // transfers and conferences
  "resource.not.found":
    "An object in the request does not exist. Check the ids, also of user, queue and station.",
  "not.a.participant": "The user is not connected to this call. Use a user who is connected.",
  "conversations.error.transfer.not.connected":
    "Only a connected communication can be transferred. Transfer it once it is answered.",
  "conversations.error.transfer.same.party":
    "The destination already has the interaction. Choose another destination.",
  "conversations.error.transfer.destination.required": "The transfer has no destination. Set a destination.",
  "conversations.error.queue.not.found": "The queue does not exist. Set its id or its complete name.",
  "conversations.error.transfer.acd.call.unattended":
    "This queue's call cannot be transferred without a consultation. Transfer it to a queue, or consult first.",
  "conversation.error.empty.conversation.list": "The conversation to join is missing. Set one or more ids.",
  "conversation.error.cannot.conference.self":
    "A conversation cannot be joined with itself. Set the id of another conversation.",
  "conversation.error.cannot.merge.alerting.conference":
    "One of the calls is still alerting. Join them once it is answered.",

  // callbacks and e-mails
  "conversation.error.callback.call.cannot.be.placed":
    "The call of the callback cannot be placed. The user must be connected to the callback and have a phone.",
  "conversation.error.cannot.callback.acd": "A queue cannot be called back. Use the customer's participant.",
  "conversation.error.queue.required": "A queue is required. Set its id.",
  "callback.error.missing.callback.numbers": "The number to call back is missing. Set one or more numbers.",
  "callback.error.missing.queue.id": "The callback has no queue. Set the id of the queue.",
  "callback.error.scheduled.time.too.far.in.future":
    "The callback is planned too far ahead. Choose an earlier time.",
  "email.outbound.queue.required": "An e-mail requires a queue. Set the id of the queue.",
  "email.outbound.queue.address.required":
    "The queue has no address to send from. Configure one for it, or choose another queue.",
  "too.many.create.email.parameters": "Set either a queue or a flow, not both.",
  "bad.flow.id": "The flow does not exist. Check its id.",
  "email.error.invalid.queue": "The queue does not exist. Check its id.",
  "postino.error.reply.no.body": "The reply is empty. Set a text or HTML body.",
  "postino.error.reply.no.to": "The reply has no recipient. Set a recipient.",
  "postino.error.reply.no.sender":
    "No agent is connected to this e-mail. Reply after an agent has answered it.",
  "postino.error.reply.no.receiver":
    "The customer has left this e-mail conversation. Start a new one to write to them.",
  "postino.error.reply.no.userid": "A reply requires a user. Set the user.",
  "email.error.domain.not.verified":
    "The sender's domain is not verified in this organisation. Verify it, or send from another domain.",
  "email.error.invalid.email": "An address or another value of the e-mail is not valid. Check its addresses.",
  "email.error.external.provider":
    "This is not possible for e-mails of an external provider. Use that provider's system.",
  "postino.error.attachments.upload.size": "The file is too large for an e-mail. Send a smaller one.",
  "postino.error.forbidden":
    "Only an agent who is connected to the e-mail can do this. Use that user's account, while they are connected.",
  "postino.error.not.found": "The e-mail or its draft does not exist. Read the conversation to get the ids.",
  "postino.error.answer.not.alerting":
    "Only an alerting communication can be answered. Check the participant's state first.",

  // notifications
  "notification.invalid.topic": "The topic does not exist. Correct or remove it.",
  "notification.subscription.too.many.subscriptions":
    "A channel can have a thousand topics. Remove some, or subscribe to queues instead of conversations.",
};
