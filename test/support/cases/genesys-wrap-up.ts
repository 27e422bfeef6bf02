import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { said, type NodeCases } from "../cases";
import { ADA, forUser, ids, blankTexts } from "../lookup-dialogs";
import { agentsCall, PERSONAL, targeted } from "../secretive";
import { CALL, fromMessage, TARGET_INPUTS } from "../seed";

const { notes, tag } = PERSONAL;

export const cases: NodeCases = {
  dialog: {
    label: "wrap up agent: Sale",
    fields: {
      ...{ action: "apply", code: "Sale", notes: "done", tags: "one,two" },
      ...{ when: "ended", deadlineSeconds: "${WAIT}", verify: true },
    },
  },
  byDefault: {
    msg: { conversationId: CALL.conversationId, wrapupCode: "Resolved", code: "never", notes: "settled" },
    request: "postConversationsCallParticipantCommunicationWrapup",
  },
  named: { config: { code: "Resolved", codeType: "str" } },
  ordered: [
    {
      name: "wrap up, notes in passing",
      config: { ...TARGET_INPUTS, ...fromMessage("notes"), provisional: true },
      message: (nth) => ({ ...CALL, notes: `note ${nth}` }),
      act: { operation: "postConversationsCallParticipantCommunicationWrapup" },
      says: said("notes"),
    },
  ],
  damaged: [
    {
      name: "wrapping up",
      config: { ...TARGET_INPUTS, ...fromMessage("code", "notes", "tags", "durationSeconds") },
      match: { method: "POST", path: /\/wrapup/ },
      msg: ({ act }) => {
        const { conversationId } = act.interactionArrives({ queue: "Support", mediaType: "call" });
        return { ...act.agentAnswers(conversationId, { user: "Ben Agent" }), code: "Resolved" };
      },
      repeatable: true,
      slow: true,
    },
  ],
  secretive: [
    {
      config: { ...targeted, ...fromMessage("code", "notes", "tags") },
      method: "POST",
      msg: () => ({ ...agentsCall, code: idOf("wrapup code Resolved"), notes, tags: [tag] }),
      wrong: { notes: { notes }, tags: { tag } },
    },
  ],
  previewed: [
    {
      does: "applies a wrap-up code",
      settings: { target: "agent", action: "apply" },
      inputs: { code: "Resolved", notes: "a note" },
    },
    {
      does: "skips a wrap-up",
      settings: { target: "agent", action: "skip" },
    },
    {
      does: "lists wrap-up codes",
      settings: { target: "agent", action: "list" },
    },
    {
      does: "reads a wrap-up that is not final",
      settings: { target: "agent", action: "read", provisional: true },
    },
  ],
  lookups: [
    {
      id: "wrapUp",
      config: { ...forUser, ...blankTexts("code"), action: "apply" },
      choices: [["code", "Resolved", ids("wrapup code", "Resolved")], ADA],
    },
  ],
};
