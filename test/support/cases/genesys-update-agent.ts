import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { said, type NodeCases } from "../cases";
import { blankTexts, ids } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { fromMessage } from "../seed";

const { attribute } = PERSONAL;
const BEN = idOf("user Ben Agent");
const SET_PRESENCE = "patchUserPresencesPurecloud";
const PRESENCES = ["Meal", "Break", "Meeting", "Training", "Coaching"] as const;

export const cases: NodeCases = {
  dialog: {
    label: "set presence: Coaching",
    fields: { action: "setPresence", presence: "Coaching", userId: "Ben Agent" },
  },
  byDefault: { msg: { userId: "ada.agent@example.com" }, request: "getUser" },
  ordered: [
    {
      name: "update agent, presence",
      config: { ...fromMessage("userId", "presence"), action: "setPresence" },
      message: (nth) => ({
        userId: BEN,
        presence: idOf(`presence ${PRESENCES[nth % PRESENCES.length] ?? "Meal"}`),
      }),
      act: { operation: SET_PRESENCE },
      says: (entry) => said("presenceDefinition.id")(entry) ?? said("presence")(entry),
    },
  ],
  damaged: [
    {
      name: "setting a presence",
      config: { ...fromMessage("userId", "presence"), action: "setPresence" },
      match: { method: "PATCH", path: /\/presences\// },
      msg: () => ({ userId: BEN, presence: "Meal" }),
      repeatable: true,
    },
    {
      name: "joining a queue",
      config: { ...fromMessage("userId", "queueIds"), action: "joinQueues" },
      match: { method: "POST", path: /\/members/ },
      msg: () => ({ userId: BEN, queueIds: ["Weekend"] }),
      repeatable: true,
    },
  ],
  secretive: [
    {
      config: { ...fromMessage("userId", "presence"), action: "setPresence" },
      method: "PATCH",
      msg: () => ({ userId: BEN, presence: "Meal" }),
      wrong: { presence: { attribute } },
    },
  ],
  previewed: [
    { does: "reads an agent", settings: { action: "read" }, inputs: { userId: BEN } },
    {
      does: "sets a presence",
      settings: { action: "setPresence" },
      inputs: { userId: BEN, presence: idOf("presence Coaching") },
    },
    {
      does: "joins queues",
      settings: { action: "joinQueues" },
      inputs: { userId: BEN, queueIds: idOf("queue Weekend") },
    },
    {
      does: "deactivates queues",
      settings: { action: "deactivateQueues" },
      inputs: { userId: BEN, queueIds: idOf("queue VIP") },
    },
  ],
  lookups: [
    {
      id: "agentPresence",
      config: { ...blankTexts("userId", "presence"), action: "setPresence" },
      choices: [
        ["userId", "Ada Agent", ids("user", "Ada Agent")],
        ["presence", "Coaching", ids("presence", "Coaching")],
      ],
    },
    {
      id: "agentQueues",
      config: { ...blankTexts("queueIds"), action: "joinQueues" },
      choices: [["queueIds", ["Billing", "VIP"], ids("queue", "Billing", "VIP")]],
    },
  ],
};
