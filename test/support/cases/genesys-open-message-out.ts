import { said, type NodeCases } from "../cases";
import { ids, blankTexts } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { fromMessage } from "../seed";

const { number, callerId, text } = PERSONAL;
const SHOP = ids("integration", "Web shop");
const RECEIVE = "postConversationsMessageInboundOpenMessage";
const INPUTS = fromMessage("integrationId", "fromId", "text");

export const cases: NodeCases = {
  dialog: {
    label: "choice of a customer",
    fields: {
      ...{ send: "structured", buttonType: "button", integrationId: "Web shop", fromId: "chat-user-1" },
      ...{ text: "Yes", originatingMessageId: "84768dde" },
    },
  },
  byDefault: {
    msg: { integrationId: SHOP, fromId: "chat-user-1", text: "Hello", messageId: "chat-1" },
    request: RECEIVE,
  },
  ordered: [
    {
      name: "open message out of one customer",
      config: INPUTS,
      message: (nth) => ({ integrationId: SHOP, fromId: "chat-user-1", text: `text ${nth}` }),
      act: { operation: RECEIVE },
      says: said("text"),
    },
  ],
  damaged: [
    {
      name: "bringing a customer's message",
      config: INPUTS,
      match: { method: "POST", path: /inbound\/open\/message/ },
      msg: () => ({ integrationId: SHOP, fromId: "chat-user-1", text: "Once" }),
      again: true,
      repeatable: true,
    },
  ],
  secretive: [
    {
      config: INPUTS,
      method: "POST",
      msg: () => ({ integrationId: SHOP, fromId: number, text }),
      wrong: { fromId: { number, callerId }, text: { text } },
    },
  ],
  previewed: [
    {
      does: "brings a customer's message",
      settings: { send: "message" },
      inputs: { integrationId: "Web shop", fromId: "chat-user-1", text: "hello" },
    },
  ],
  lookups: [
    {
      id: "openMessageOut",
      config: blankTexts("integrationId"),
      choices: [["integrationId", "Web shop", ids("integration", "Web shop")]],
    },
  ],
};
