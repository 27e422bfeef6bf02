import {
  LIST_OPEN_INTEGRATIONS,
  NEEDS_CLIENT,
  RECEIVE_EVENT,
  RECEIVE_MESSAGE,
  RECEIVE_RECEIPT,
  RECEIVE_STRUCTURED,
} from "../api/open-messaging";
import type { Grant } from "../types";
import { requestOf, step, type Step } from "./step";

interface InboundChoice {
  send: "message" | "typing" | "receipt" | "structured";
  receiptStatus: "delivered" | "read" | "failed";
  grant: Grant | undefined;
}

const FROM = { id: "{fromId}", idType: "Opaque", nickname: "{fromName}" };
const CHANNEL = {
  messageId: "{messageId}",
  from: FROM,
  time: "{time}",
  metadata: { customAttributes: "{attributes}" },
};

/** What a customer sends in another chat. */
export const inboundSteps = ({ send, receiptStatus, grant }: InboundChoice): Step[] => {
  const last = lastStep(send, receiptStatus);
  return [
    step(LIST_OPEN_INTEGRATIONS, undefined, "keptAWhile"),
    grant === "authorization-code" ? { ...last, problem: NEEDS_CLIENT } : last,
  ];
};

const lastStep = (send: InboundChoice["send"], status: InboundChoice["receiptStatus"]): Step => {
  switch (send) {
    case "message": {
      const body = { channel: CHANNEL, text: "{text}", content: "{media}", metadata: "{metadata}" };
      const request = { ...requestOf(RECEIVE_MESSAGE), query: "prefetchConversationId=true" };
      return { when: "always", requests: [request], body };
    }
    case "typing":
      return step(RECEIVE_EVENT, {
        channel: { from: FROM, time: "{time}" },
        events: [{ eventType: "Typing" }],
      });
    case "receipt": {
      const reasons = status === "failed" ? { reasons: ["{reason}"] } : {};
      const sent = status === "failed" ? "Failed" : "Delivered";
      const channel = { to: { id: "{fromId}" }, time: "{time}" };
      return step(RECEIVE_RECEIPT, {
        ...{ id: "{messageId}", channel, status: sent, isFinalReceipt: status !== "delivered" },
        ...reasons,
      });
    }
    case "structured":
      return step(RECEIVE_STRUCTURED, {
        channel: CHANNEL,
        buttonResponse: { text: "{text}", payload: "{buttonPayload}" },
        originatingMessageId: "{originatingMessageId}",
      });
  }
};
