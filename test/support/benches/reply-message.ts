import replyMessage from "../../../nodes/genesys-reply-message";
import { messagesIn } from "../../../nodes/lib/simulator/store/messages";
import { nodeBench } from "./node-bench";
import { fromMessage } from "../seed";

/** A file: a picture of one pixel. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

interface Payload {
  id?: string;
  verdict?: string;
  reason?: string;
  accepted?: boolean;
}

const INPUTS = fromMessage(
  ...["conversationId", "userId", "participantId", "communicationId"],
  ...["text", "media", "template"],
);

/** The node that replies in a flow, and the conversation of a customer who has written. */
export const replyBench = () => {
  const { bench, open, play } = nodeBench(replyMessage, "genesys-reply-message", INPUTS);
  let conversationId: string;
  return {
    bench,
    conversation: (): string => conversationId,
    /** A customer has written, and an agent has answered, unless the spec says otherwise. */
    open: async (config: Record<string, unknown> = {}, channel = "sms", answered = true): Promise<void> => {
      const { simulator } = await open(config);
      ({ conversationId } = simulator.act.customerWrites({ channel }));
      if (answered) simulator.act.agentAnswers(conversationId);
    },
    play: async (msg: Record<string, unknown>) => {
      const arrival = await play({ conversationId, ...msg });
      return { ...arrival, payload: arrival.msg.payload as Payload };
    },
    sent: () =>
      [...messagesIn(bench().simulator.store).values()].filter(({ direction }) => direction === "outbound"),
    agents: () =>
      (bench().simulator.store.conversations.get(conversationId)?.participants ?? []).filter(
        ({ purpose }) => purpose === "agent",
      ),
  };
};
