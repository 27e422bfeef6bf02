import { setTimeout as delay } from "node:timers/promises";
import type { Conversation } from "../../../nodes/lib/simulator/entities/conversation";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { setFlag } from "../../../nodes/lib/simulator/machines/flags";
import { liveLegsOf, type Place } from "../../../nodes/lib/simulator/machines/legs";
import { replaceParty } from "../../../nodes/lib/simulator/machines/transfer";
import { until } from "../until";
import { between, oneOf, seeded, type Random } from "./random";

const QUEUES = ["Support", "Sales"] as const;
/** More agents than the seed has, so that no customer waits for one. */
const MORE_AGENTS = 60;
/** What ends within a gap cannot be recovered (docs/events.md), so a hold lasts until its event was emitted, or so long. */
const HOLD_AT_MOST_MS = 20_000;
const PATIENCE_MS = 60_000;

export interface Driver {
  /** Begins no conversation any more; resolves when those in progress have ended. */
  finish(): Promise<void>;
}

interface Parts {
  simulator: Simulator;
  seed: number;
  /** So many conversations go on at the same time. */
  conversations: number;
  /** Whether this event of the conversation was emitted by an instance. */
  wasEmitted: (conversationId: string, event: string) => boolean;
  /** How many events of the conversation were not emitted yet. If given, it goes on when there are none, or after a minute. */
  missing?: ((conversationId: string) => number) | undefined;
}

/** More agents on the queues that are listened to. */
export const staff = ({ org }: Simulator): void => {
  const [pattern] = [...org.users.values()].filter(({ presence }) => presence === "On Queue");
  if (pattern === undefined) throw new Error("no agent is on a queue");
  const added = Array.from({ length: MORE_AGENTS }, (_, nth) => {
    const id = `00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`;
    const station = { id: `station-${nth}`, name: `Station ${nth}` };
    org.users.set(id, { ...pattern, id, name: `Agent ${nth}`, email: `agent-${nth}@example.com`, station });
    return id;
  });
  for (const queue of org.queues.values())
    if (QUEUES.some((name) => name === queue.name)) queue.memberIds = [...queue.memberIds, ...added];
};

/** Customers call and write, agents answer, hold, transfer, end and wrap up: a steady stream of events. */
export const drive = ({ simulator, seed, conversations, wasEmitted, missing }: Parts): Driver => {
  const { act, store } = simulator;
  let isFinishing = false;

  const agentOf = ({ conversation }: { conversation: Conversation }): Place | undefined =>
    liveLegsOf(conversation).findLast(
      ({ participant, leg }) => participant.purpose === "agent" && leg.state === "connected",
    );
  const found = (id: string): Conversation => {
    const conversation = store.conversations.get(id);
    if (conversation === undefined) throw new Error(`The conversation ${id} is gone.`);
    return conversation;
  };
  const pause = async (random: Random, from: number, to: number, id?: string): Promise<void> => {
    await delay(between(random, from, to));
    if (id !== undefined && missing !== undefined)
      await until(() => missing(id) === 0, PATIENCE_MS).catch(() => undefined);
  };
  const emitted = async (id: string, event: string): Promise<void> => {
    const end = performance.now() + HOLD_AT_MOST_MS;
    while (!wasEmitted(id, event) && performance.now() < end) await delay(20);
  };

  const hold = async (random: Random, id: string): Promise<void> => {
    const place = agentOf({ conversation: found(id) });
    if (place === undefined) return;
    setFlag(store, place, "held", true);
    await emitted(id, "held");
    await pause(random, 100, 600, id);
    setFlag(store, place, "held", false);
    await emitted(id, "resumed");
  };
  const transfer = async (random: Random, id: string): Promise<void> => {
    const place = agentOf({ conversation: found(id) });
    if (place === undefined) return;
    const wanted = oneOf(random, QUEUES);
    const queue = [...store.org.queues.values()].find(({ name }) => name === wanted);
    if (queue === undefined) throw new Error("there is no such queue");
    replaceParty(store, place, { to: "queue", queue }, false);
    act.agentWrapsUp(id);
    await pause(random, 300, 700, id);
    act.agentAnswers(id);
  };
  const call = async (random: Random): Promise<string> => {
    const { conversationId: id } = act.customerCalls({ queue: oneOf(random, QUEUES) });
    await pause(random, 300, 1_200, id);
    if (random() < 0.15) {
      act.agentDeclines(id);
      await pause(random, 300, 600, id);
    }
    act.agentAnswers(id);
    await pause(random, 200, 1_000, id);
    if (random() < 0.5) await hold(random, id);
    await pause(random, 100, 600, id);
    if (random() < 0.3) await transfer(random, id);
    await pause(random, 200, 1_500, id);
    if (random() < 0.5) act.customerHangsUp(id);
    else act.agentHangsUp(id);
    return id;
  };
  const chat = async (random: Random, nth: number): Promise<string> => {
    const from = `+1555${String(seed % 1_000).padStart(3, "0")}${String(nth).padStart(6, "0")}`;
    const { conversationId: id } = act.customerWrites({ channel: "sms", from, text: "Hello" });
    await pause(random, 400, 1_200, id);
    act.agentAnswers(id);
    for (let left = Math.floor(random() * 5); left > 0; left -= 1) {
      await pause(random, 50, 900, id);
      act.customerWrites({ conversationId: id, text: `and ${left} more` });
    }
    await pause(random, 200, 900, id);
    act.agentCompletes(id);
    return id;
  };
  const one = async (lane: number): Promise<void> => {
    const random = seeded(seed * 1_000 + lane);
    for (let nth = 0; !isFinishing; nth += 1) {
      await pause(random, 50, 800);
      const id = await (random() < 0.7 ? call(random) : chat(random, nth * 100 + lane));
      await pause(random, 100, 700, id);
      act.agentWrapsUp(id);
    }
  };
  const lanes = Promise.all(Array.from({ length: conversations }, (_, lane) => one(lane)));
  lanes.catch(() => undefined); // finish() rejects
  return {
    finish: async () => {
      isFinishing = true;
      await lanes;
    },
  };
};
