import { findLeg, isOn, step, type PreviewSettings, type Step } from "./step";

const confirmation = (settings: PreviewSettings): Step[] =>
  isOn(settings.confirm) ? [step("getConversationsMessageMessage", undefined, "afterwards")] : [];

const SEND = "postConversationsMessageCommunicationMessages";

/** What `genesys-send-message` sends. */
export const previewSend = (settings: PreviewSettings): Step[] => {
  const { mode, channel = "sms" } = settings;
  const to = {
    toAddress: "{toAddress}",
    toAddressMessengerType: channel,
    externalContactId: "{externalContactId}",
  };
  const useExisting = isOn(settings.useExisting);
  const content = { textBody: "{text}", messagingTemplate: "{template}" };
  if (mode !== "attended")
    return [
      step("postConversationsMessagesAgentless", {
        fromAddress: "{fromAddress}",
        ...to,
        ...content,
        useExistingActiveConversation: useExisting,
      }),
      ...confirmation(settings),
    ];
  return [
    step("postConversationsMessages", {
      queueId: "{queueId}",
      ...to,
      useExistingConversation: useExisting,
    }),
    step("getConversation", undefined, "untilReady"),
    step(SEND, content),
    ...confirmation(settings),
  ];
};

/** What `genesys-reply-message` sends. */
export const previewReply = (settings: PreviewSettings): Step[] => {
  const leg = findLeg(settings);
  switch (settings.content) {
    case "typing":
      return [
        ...leg,
        step("postConversationsMessageCommunicationTyping", {
          typing: { type: "On" },
        }),
      ];
    case "template":
      return [...leg, step(SEND, { messagingTemplate: "{template}" }), ...confirmation(settings)];
    case "media":
      return [
        ...leg,
        step("postConversationsMessageCommunicationMessagesMediaUploads", undefined, "ifFile"),
        step("getConversationsMessageCommunicationMessagesMediaMediaId", undefined, "untilChecked"),
        step(SEND, { mediaIds: ["{media}"] }),
        ...confirmation(settings),
      ];
    default:
      return [...leg, step(SEND, { textBody: "{text}" }), ...confirmation(settings)];
  }
};
