import assert from "node:assert/strict";
import type { Node, NodeAPI } from "node-red";
import backplaneModule from "../../nodes/genesys-backplane";
import getConversation from "../../nodes/genesys-get-conversation";
import { accountOf, type AccountNode } from "../../nodes/lib/node/account";
import { receiveShared } from "../../nodes/lib/node/shared-running";
import { createMemoryBackplanes } from "../../nodes/lib/platform/backplane/memory";
import { createSharedEvents, type SharedEvents } from "../../nodes/lib/platform/shared-events/shared-events";
import { startSimulator } from "../../nodes/lib/simulator/index";
import { passing, SETTINGS } from "./backplanes";
import { createClock } from "./clock";
import { openBench } from "./flow";
import { passUntil } from "./until";

/** What a node shows, as a flow behind a Status node receives it. */
interface Shown {
  code?: string;
  text?: string;
}

/** The same node of a flow in one of several instances. */
export interface PeopleInstance {
  shown: () => Shown;
  codes: () => unknown[];
  /** The events that it has emitted, by conversation. */
  emitted: (conversationId: string) => string[];
  /** Ends properly, as at a deploy. */
  stop: () => void;
}

const START = Date.parse("2026-03-02T09:00:00.000Z");
const AGENTS = Array.from({ length: 16 }, (_, at) => `Ada ${at + 1}`);

/**
 * Accounts with one client, of an org in the role of a real one. Each is an instance, with a channel of its own. What they
 * share is in Redis where its address is given, and else in memory.
 */
export const openPeopleInstances = async (redisUrl?: string) => {
  const clock = createClock(START);
  const simulator = await startSimulator({
    clock,
    start: {
      users: AGENTS.map((name) => ({ name, presence: "On Queue", hasPhone: true })),
      queues: [{ name: "Busy", members: AGENTS }],
    },
  });
  let RED: NodeAPI | undefined;
  const more = redisUrl === undefined ? {} : { backplane: "the-backplane" };
  const bench = await openBench(
    getConversation,
    "genesys-get-conversation",
    {},
    {
      ...{ simulator, account: more, settings: { genesysAccountClock: clock } },
      modules: [backplaneModule, (api) => void (RED = api)],
      flow: [
        ...(redisUrl === undefined
          ? []
          : [{ id: "the-backplane", type: "genesys-backplane", url: redisUrl, prefix: "spec", group: "g" }]),
        {
          ...{ id: "other-account", type: "genesys-account", region: "custom", ...more },
          ...{ apiUrl: simulator.url, loginUrl: simulator.url, grant: "client-credentials" },
        },
      ],
      otherCredentials: { "other-account": { clientId: "simulator", clientSecret: "simulator" } },
    },
  );
  const api = RED;
  assert.ok(api);
  const memory = createMemoryBackplanes({ clock, random: () => 0, settings: SETTINGS });
  const inMemory: SharedEvents[] = [];
  const sharedOf = (account: AccountNode): SharedEvents => {
    const found = account.sharedEvents?.() ?? createSharedEvents({ backplane: memory(), clock });
    if (redisUrl === undefined) inMemory.push(found);
    return found;
  };

  const stops = new Set<() => void>();
  const open = (accountId: string): PeopleInstance => {
    const statuses: Shown[] = [];
    const sent: Record<string, unknown>[] = [];
    const node = {
      ...{ id: "the-node", warn: () => undefined, error: () => undefined },
      status: (shown: Shown) => statuses.push(shown),
      send: (msg: Record<string, unknown>) => sent.push(msg),
    } as unknown as Node;
    const account = accountOf(api, accountId);
    const running = receiveShared(
      { RED: api, node, shared: sharedOf(account) },
      {
        ...{ account, memory: {}, scope: "queue", started: Promise.resolve() },
        settings: {
          ...{ ids: ["Busy"], events: [], mediaType: "any", raw: false, readMessage: false },
          ...{ showPeople: true, metrics: [] },
        } as never,
      },
    );
    const stop = (): void => {
      if (stops.delete(stop)) running.stop();
    };
    stops.add(stop);
    return {
      stop,
      shown: () => statuses.at(-1) ?? {},
      codes: () => statuses.map(({ code }) => code),
      emitted: (id) => sent.flatMap((msg) => (msg["conversationId"] === id ? String(msg["event"]) : [])),
    };
  };
  const pass = (holds: () => boolean): Promise<void> => passUntil(clock, holds, 50);
  let answered = 0;
  return {
    ...{ act: simulator.act, open, pass },
    isListening: (): boolean =>
      simulator.act.channels().some(({ connected, topics }) => connected && topics.length > 0),
    /** A customer calls, and the next agent answers. */
    talk: (): { id: string; agent: string } => {
      const { conversationId: id } = simulator.act.customerCalls({ queue: "Busy", name: "Gloria Guest" });
      const agent = AGENTS[(answered += 1) - 1] ?? assert.fail("all agents talk");
      simulator.act.agentAnswers(id, { user: agent });
      return { id, agent };
    },
    close: async (): Promise<void> => {
      for (const stop of stops) stop();
      await passing((ms) => clock.advance(ms), Promise.all(inMemory.map((one) => one.close())));
      await passing((ms) => clock.advance(ms), bench.close());
      await simulator.close();
    },
  };
};
