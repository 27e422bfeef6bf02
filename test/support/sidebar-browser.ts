import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import helper from "node-red-node-test-helper";
import type { NodeAPI } from "node-red";
import type { VirtualClock } from "./clock";
import { ROOT } from "./dialogs";

interface Feed {
  state: { conversations: Map<string, unknown>; trouble?: string };
  stop(): void;
}

/** What jQuery returns, of a promise. */
const asRequest = (promise: Promise<unknown>): object => ({
  then: (...on: Parameters<Promise<unknown>["then"]>) => asRequest(promise.then(...on)),
  always: (on: () => void) => asRequest(promise.finally(on)),
});

/**
 * A browser that shows the sidebar: its script that receives what the server gathers, on the clock of the spec. Changes reach
 * it as through Node-RED's comms.
 */
export const openSidebar = (RED: NodeAPI, clock: VirtualClock, accountId: string) => {
  const listeners = new Map<string, () => void>();
  const comms = (RED as unknown as { comms: { publish: (topic: string) => void } }).comms;
  const { publish } = comms;
  comms.publish = (topic) => listeners.get(topic)?.();
  let looks = 0;
  const getJSON = (url: string, query: Record<string, string>): object => {
    looks += 1;
    const asked = helper.request().get(`/${url}`).query(query).expect(200);
    return asRequest(asked.then(({ body }) => body as unknown));
  };
  const setInterval = (fn: () => void, ms: number): (() => void) => {
    let cancel = (): void => undefined;
    const again = (): void => void (cancel = clock.after(ms, () => (again(), fn())));
    again();
    return () => cancel();
  };
  const window: { genesysCloudSidebar?: { feedOf(id: string, onChange: () => void): Feed } } = {};
  const page = createContext({
    ...{ window, setInterval, clearInterval: (stop: () => void) => stop() },
    ...{ $: { getJSON }, Date: { now: clock.now } },
    RED: {
      comms: {
        subscribe: (topic: string, listener: () => void) => listeners.set(topic, listener),
        unsubscribe: (topic: string) => listeners.delete(topic),
      },
    },
  });
  runInContext(readFileSync(join(ROOT, "nodes/lib/editor/sidebar-feed.js"), "utf8"), page);
  const feed = window.genesysCloudSidebar?.feedOf(accountId, () => undefined);
  if (feed === undefined) throw new Error("the script has no feed");
  return {
    state: feed.state,
    looks: () => looks,
    close: (): void => {
      feed.stop();
      comms.publish = publish;
    },
  };
};
