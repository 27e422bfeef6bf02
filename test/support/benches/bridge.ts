import helper from "node-red-node-test-helper";
import openMessageOut from "../../../nodes/genesys-open-message-out";
import { eventsBench } from "./events";

export type Body = Record<string, unknown>;

interface Caught {
  error?: { code?: string; message?: string; cause?: Body };
}

/** Open message out with conversation events behind it, by one wire. */
export const bridgeBench = () => {
  const events = eventsBench();
  const { bench, open, run } = events;
  const caught = () => bench().seen.caught as Caught[];
  const act = () => bench().simulator.act;
  return {
    ...events,
    caught,
    act,
    openBridge: (config: Body = {}) =>
      open(
        {
          ...{ scope: "fromMessage", ids: "" },
          events: ["connected", "agentLeft", "customerLeft", "ended"],
          ...config,
        },
        {
          modules: [openMessageOut],
          flow: [
            {
              ...{ id: "out", type: "genesys-open-message-out", z: "tab", account: "the-account" },
              ...{ integrationId: "Web shop", integrationIdType: "str", send: "message" },
              ...{ fromId: "fromId", fromIdType: "msg", text: "text", textType: "msg" },
              wires: [["the-node"]],
            },
          ],
        },
      ),
    /** A customer writes in the chat. Returns the conversation when it is followed. */
    writes: async (msg: Body): Promise<string> => {
      const before = [bench().seen.completed.length, caught().length] as const;
      helper.getNode("out").receive({ text: "Where is my parcel?", ...msg });
      await run(() => bench().seen.completed.length > before[0] || caught().length > before[1]);
      return String((bench().seen.completed.at(-1) as Body | undefined)?.["conversationId"]);
    },
    /** An agent has the conversation, and completes it. */
    serve: async (conversationId: string): Promise<void> => {
      act().agentAnswers(conversationId);
      await bench().clock.advance(3_000);
      act().agentCompletes(conversationId);
    },
    /** Those of all connected channels. */
    topics: (): string[] =>
      act()
        .channels()
        .flatMap((each) => (each.connected ? each.topics : [])),
  };
};
