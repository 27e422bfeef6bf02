import { said, type NodeCases } from "../cases";
import { CASEY, ids, blankTexts } from "../lookup-dialogs";
import { PERSONAL, TEXT_LINE } from "../secretive";
import { fromMessage } from "../seed";

const { number, callerId, text } = PERSONAL;
const SMS = { toAddress: "+15555550123", fromAddress: "+15555550199" };

export const cases: NodeCases = {
  dialog: {
    label: "WhatsApp to +15555550123",
    fields: {
      ...{ mode: "attended", channel: "whatsapp", text: "Hello", toAddress: "+15555550123" },
      ...{ queueId: "Support", confirm: true },
    },
  },
  byDefault: {
    msg: { toAddress: "+15555550123", fromAddress: "+15555550199", text: "Hello" },
    request: "postConversationsMessagesAgentless",
  },
  ordered: [
    {
      name: "send message to one address, however it is written",
      config: fromMessage("toAddress", "fromAddress", "text"),
      message: (nth) => ({
        ...SMS,
        toAddress: nth % 2 === 0 ? SMS.toAddress : "+1 (555) 555-0123",
        text: `text ${nth}`,
      }),
      act: { operation: "postConversationsMessagesAgentless" },
      says: said("textBody"),
    },
  ],
  damaged: [
    {
      name: "sending a message",
      config: fromMessage("toAddress", "fromAddress", "text"),
      match: { method: "POST", path: /\/messages\/agentless/ },
      msg: () => ({ toAddress: "+15555550123", fromAddress: "+15555550199", text: "Once" }),
      again: true,
    },
  ],
  secretive: [
    {
      config: fromMessage("toAddress", "fromAddress", "text"),
      method: "POST",
      msg: () => ({ toAddress: number, fromAddress: TEXT_LINE, text }),
      wrong: { toAddress: `${number} or ${callerId}`, text: { text } },
    },
  ],
  previewed: [
    {
      does: "sends a message without an agent",
      settings: { mode: "agentless", channel: "sms" },
      inputs: { toAddress: "+15555550123", fromAddress: "+15555550199", text: "hello" },
    },
  ],
  lookups: [
    {
      id: "openMessage",
      config: { ...blankTexts("fromAddress"), mode: "agentless", channel: "open" },
      choices: [["fromAddress", "Web shop", ids("integration", "Web shop")]],
    },
    {
      id: "attendedMessage",
      config: { ...blankTexts("queueId", "externalContactId"), mode: "attended", channel: "sms" },
      choices: [["queueId", "Support", ids("queue", "Support")], CASEY],
    },
  ],
};
