// @target participant
({
  target: { value: "$participant$", required: true },
  which: { value: "named", missing: "newest", required: true },
  // @required conversationId
  // @input userId
  // @input participantId
  // @input communicationId
});
