// @target participant
({
  target: { value: "$participant$", required: true },
  which: { value: "named", missing: "newest", required: true },
  // @id conversationId blank=false
  // @input userId
  // @id participantId
  // @id communicationId
});
