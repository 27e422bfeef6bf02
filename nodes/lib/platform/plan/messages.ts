import { OPEN_CONVERSATION, READ_MESSAGE, SEND_AGENTLESS, SEND_INTO, SEND_TYPING } from "../api/messages";
import type { Target } from "../conversation/target";
import { findLeg, step, type Step } from "./step";

const confirmation = (confirm: boolean): Step[] =>
  confirm ? [step(READ_MESSAGE, undefined, "afterwards")] : [];

interface SendChoice {
  mode: "agentless" | "attended";
  channel: string;
  useExisting: boolean;
  confirm: boolean;
}

/** A message to an address, with an agent or without one. */
export const sendSteps = ({ mode, channel, useExisting, confirm }: SendChoice): Step[] => {
  const to = {
    toAddress: "{toAddress}",
    toAddressMessengerType: channel,
    externalContactId: "{externalContactId}",
  };
  const content = { textBody: "{text}", messagingTemplate: "{template}" };
  if (mode !== "attended")
    return [
      step(SEND_AGENTLESS, {
        fromAddress: "{fromAddress}",
        ...to,
        ...content,
        useExistingActiveConversation: useExisting,
      }),
      ...confirmation(confirm),
    ];
  return [
    step(OPEN_CONVERSATION, {
      queueId: "{queueId}",
      ...to,
      useExistingConversation: useExisting,
    }),
    step("getConversation", undefined, "untilReady"),
    step(SEND_INTO, content),
    ...confirmation(confirm),
  ];
};

interface ReplyChoice extends Pick<Target, "target"> {
  content: "text" | "media" | "template" | "typing";
  confirm: boolean;
}

/** A message within a conversation. */
export const replySteps = ({ target, content, confirm }: ReplyChoice): Step[] => {
  const leg = findLeg({ target });
  switch (content) {
    case "typing":
      return [
        ...leg,
        step(SEND_TYPING, {
          typing: { type: "On" },
        }),
      ];
    case "template":
      return [...leg, step(SEND_INTO, { messagingTemplate: "{template}" }), ...confirmation(confirm)];
    case "media":
      return [
        ...leg,
        step("postConversationsMessageCommunicationMessagesMediaUploads", undefined, "ifFile"),
        step("getConversationsMessageCommunicationMessagesMediaMediaId", undefined, "untilChecked"),
        step(SEND_INTO, { mediaIds: ["{media}"] }),
        ...confirmation(confirm),
      ];
    case "text":
      return [...leg, step(SEND_INTO, { textBody: "{text}" }), ...confirmation(confirm)];
  }
};
