import assert from "node:assert/strict";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import type { Conversation } from "../../nodes/lib/simulator/entities/conversation";
import type { NodeRed } from "./node-red";

/** The simulated org of a running Node-RED, over its control paths: what customers and agents do, and what came of it. */
export const createOutsideWorld = (nodeRed: NodeRed) => {
  const address = (): string => {
    // A full deploy starts another org.
    const lines = [...nodeRed.log().matchAll(/The simulated organisation listens on (http:\S+) /g)];
    const [, url] = lines.at(-1) ?? [];
    return url ?? assert.fail("no node of the account has sent a request yet");
  };
  const get = async <T>(name: string): Promise<T> =>
    (await (await fetch(`${address()}/_simulator/${name}`)).json()) as T;
  return {
    act: async (name: string, details: object): Promise<Record<string, string>> => {
      const headers = { "Content-Type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(details) };
      const answer = await fetch(`${address()}/_simulator/${name}`, init);
      const { result, message } = (await answer.json()) as {
        result: Record<string, string> | null;
        message?: string;
      };
      assert.equal(answer.status, 200, message);
      return result ?? {};
    },
    conversation: async (id: string | undefined): Promise<Conversation> => {
      const { conversations } = await get<{ conversations: Conversation[] }>("state");
      return conversations.find((one) => one.id === id) ?? assert.fail(`there is no conversation ${id}`);
    },
    /** The requests of an operation. */
    requests: async (operation: string): Promise<LogEntry[]> =>
      (await get<LogEntry[]>("log")).filter((entry) => entry.operation === operation),
  };
};

export type OutsideWorld = ReturnType<typeof createOutsideWorld>;
