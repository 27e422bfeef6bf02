import type { Simulator } from "../../../nodes/lib/simulator/index";
import { said, type NodeCases, type Values } from "../cases";
import { ADA, forUser } from "../lookup-dialogs";
import { PERSONAL, targeted, writing } from "../secretive";
import { fromMessage, TARGET_INPUTS } from "../seed";

const { name, text, file } = PERSONAL;

/** The conversation of a customer who has written by SMS and of an agent who has it. */
const answered = ({ act }: Simulator): Values => {
  const { conversationId } = act.customerWrites({ channel: "sms" });
  return act.agentAnswers(conversationId);
};

export const cases: NodeCases = {
  dialog: {
    label: "reply with a template",
    fields: { content: "template", template: "response-1", target: "agent", confirm: true },
  },
  byDefault: {
    msg: (simulator) => ({ conversationId: answered(simulator).conversationId, text: "Hello" }),
    request: "postConversationsMessageCommunicationMessages",
  },
  named: { config: { text: "hello", textType: "str" } },
  ordered: [
    {
      name: "reply to message",
      config: { ...TARGET_INPUTS, ...fromMessage("text") },
      begin: ({ simulator }) => answered(simulator),
      message: (nth, begun) => ({ conversationId: begun.conversationId, text: `text ${nth}` }),
      act: { operation: "postConversationsMessageCommunicationMessages" },
      says: said("textBody"),
    },
  ],
  damaged: [
    {
      name: "replying to a message",
      config: { ...TARGET_INPUTS, ...fromMessage("text") },
      match: { method: "POST", path: /\/communications\/[^/]+\/messages/ },
      msg: ({ act }) => {
        const { conversationId } = act.customerWrites();
        act.agentAnswers(conversationId);
        return { conversationId, text: "Once" };
      },
      again: true,
    },
  ],
  secretive: [
    {
      config: { ...targeted, ...fromMessage("text"), content: "text" },
      method: "POST",
      msg: (simulator) => ({ ...writing(simulator), text }),
      wrong: { text: { text } },
    },
    {
      how: "with a file",
      config: { ...targeted, ...fromMessage("media"), content: "media" },
      isBare: true,
      method: "POST",
      msg: (simulator) => ({
        ...writing(simulator),
        media: { content: `data:image/png;base64,${file}`, fileName: `${name}.png` },
      }),
      wrong: { media: { content: { text }, fileName: name } },
    },
  ],
  lookups: [{ id: "reply", config: forUser, choices: [ADA] }],
};
