import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { CALL, TARGET_INPUTS } from "./seed";

/** What customers and agents say and are reached at; made up, and found nowhere but in the inputs below. */
export const PERSONAL = {
  number: "+15550123456",
  callerId: "+15550177888",
  name: "Jordan Q. Doe",
  text: "Your parcel is at 7 Elm Street",
  notes: "promised a refund of 40",
  tag: "vip, angry",
  attribute: "account 88-12-7",
  uuiData: "004a6f7264616e;encoding=hex",
  file: "aW52b2ljZSBvZiA0MA==",
} as const;

/** The number of the organisation for texts. */
export const TEXT_LINE = "+15555550199";
const AGENT_LEG = {
  participantId: idOf("start participant agent"),
  communicationId: idOf("start communication agent"),
};

export const targeted = { ...TARGET_INPUTS, target: "ids" };
/** The leg of the agent in the call. */
export const agentsCall = { ...CALL, ...AGENT_LEG };

/** The conversation of a customer who has written and of an agent who has it. */
export const writing = ({ act }: Simulator): Record<string, unknown> => {
  const { conversationId } = act.customerWrites({ text: PERSONAL.text });
  return act.agentAnswers(conversationId);
};
