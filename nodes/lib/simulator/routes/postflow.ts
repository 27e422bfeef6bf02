import { refusal } from "../http/errors";
import { accepted, type Handler, type Handlers } from "../http/handler";
import { isLive } from "../machines/legs";
import { isNumber } from "../machines/postflow";
import { placeOf } from "./lookup";

/** What is to happen to a caller after the call. Set and removed per call leg; it can never be read back. */

interface Input {
  destination?: string | null;
  invocationData?: string | null;
}

interface Action {
  destination?: string;
  invocationData?: string;
}

const filled = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text.trim() === "" ? undefined : text;

/** Data are for flows: a number cannot take them. */
const isForNumber = ({ destination }: Action): boolean => destination !== undefined && isNumber(destination);

const refuseEnded = (
  code: "conversation.error.call.disconnected" | "not.found" | "not.authorized",
  id: string,
) =>
  code === "not.authorized" ? refusal("not.authorized.entity", { type: "Conversation", id }) : refusal(code);

const set: Handler = (context) => {
  const { store } = context;
  const { settings } = store;
  const input = (context.body ?? {}) as Input;
  const destination = filled(input.destination);
  const invocationData = filled(input.invocationData);
  const blank = destination === undefined && invocationData === undefined;
  if (blank && settings.postFlowBothBlank === "bad.request") throw refusal("bad.request");
  const { conversation, participant, leg } = placeOf(context, "calls");
  if (!isLive(leg)) throw refuseEnded(settings.postFlowOnEndedCall, conversation.id);
  const merged = (): Action => ({
    ...(settings.postFlowMerges && leg.postFlowAction?.state === "set" ? leg.postFlowAction : {}),
    ...(destination === undefined ? {} : { destination }),
    ...(invocationData === undefined ? {} : { invocationData }),
  });
  const refuses = settings.postFlowDataForNumber === "bad.request" && invocationData !== undefined;
  if (refuses && isForNumber(merged())) throw refusal("bad.request");
  context.later(() => {
    if (!isLive(leg)) return;
    const { invocationData: data, ...rest } = merged();
    const kept = data === undefined || isForNumber(rest) ? {} : { invocationData: data };
    leg.postFlowAction = { ...rest, ...kept, state: "set", at: store.clock.now() };
    store.changed({ what: "postFlowChanged", conversation, participant, communication: leg });
  });
  return accepted();
};

const remove: Handler = (context) => {
  const { store } = context;
  const { conversation, participant, leg } = placeOf(context, "calls");
  if (!isLive(leg)) throw refuseEnded(store.settings.postFlowOnEndedCall, conversation.id);
  context.later(() => {
    if (leg.postFlowAction?.state !== "set") return;
    delete leg.postFlowAction;
    store.changed({ what: "postFlowChanged", conversation, participant, communication: leg });
  });
  return accepted();
};

export const postFlowHandlers: Handlers = {
  patchConversationsCallParticipantCommunicationPostflowaction: set,
  deleteConversationsCallParticipantCommunicationPostflowaction: remove,
};
