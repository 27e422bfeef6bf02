import sendMessage from "../../../nodes/genesys-send-message";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { messagesIn } from "../../../nodes/lib/simulator/store/messages";
import { nodeBench } from "./node-bench";
import { fromMessage } from "../seed";

/** A customer, and what the simulated org sends from. */
export const CASEY = "+15555550123";
export const TEXT_LINE = "+15555550199";
export const WHATSAPP = idOf("integration WhatsApp line");
export const SHOP = idOf("integration Web shop");
export const SUPPORT = idOf("queue Support");
export const SMS = { toAddress: CASEY, fromAddress: TEXT_LINE, text: "We missed your call." };

interface Payload {
  id?: string;
  conversationId?: string;
  verdict?: string;
  status?: string;
  reason?: string;
  reasonCode?: string;
}

const INPUTS = fromMessage("toAddress", "fromAddress", "queueId", "text", "template", "externalContactId");

/** The node that sends messages in a flow, with its payload, and what the simulated org has got. */
export const sendMessageBench = () => {
  const { bench, open, play } = nodeBench(sendMessage, "genesys-send-message", INPUTS);
  return {
    bench,
    open,
    play: async (msg: Record<string, unknown>) => {
      const arrival = await play(msg);
      return { ...arrival, payload: arrival.msg.payload as Payload };
    },
    messages: () => [...messagesIn(bench().simulator.store).values()],
    posts: () =>
      bench()
        .simulator.log.entries()
        .filter(({ method, path }) => method === "POST" && path.startsWith("/api")),
  };
};
