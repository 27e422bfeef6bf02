import { setTimeout as delay } from "node:timers/promises";
import type { Conversation } from "../../../nodes/lib/simulator/entities/conversation";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { setFlag } from "../../../nodes/lib/simulator/machines/flags";
import { liveLegsOf, type Place } from "../../../nodes/lib/simulator/machines/legs";
import { replaceParty } from "../../../nodes/lib/simulator/machines/transfer";
import { between, oneOf, seeded, type Random } from "./random";

const QUEUES = ["Support", "Sales"] as const;
/** More agents than the seed has, so that no customer waits for one. */
const MORE_AGENTS = 60;
/** What ends within a gap cannot be recovered (docs/events.md), so a hold lasts until its event was emitted, or so long. */
const HOLD_AT_MOST_MS = 20_000;

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
export const drive = ({ simulator, seed, conversations, wasEmitted }: Parts): Driver => {
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
  const pause = (random: Random, from: number, to: number) => delay(between(random, from, to));
  const emitted = async (id: string, event: string): Promise<void> => {
    const end = performance.now() + HOLD_AT_MOST_MS;
    while (!wasEmitted(id, event) && performance.now() < end) await delay(20);
  };

  const hold = async (random: Random, id: string): Promise<void> => {
    const place = agentOf({ conversation: found(id) });
    if (place === undefined) return;
    setFlag(store, place, "held", true);
    await emitted(id, "held");
    await pause(random, 100, 600);
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
    await pause(random, 300, 700);
    act.agentAnswers(id);
  };
  const call = async (random: Random): Promise<string> => {
    const { conversationId: id } = act.customerCalls({ queue: oneOf(random, QUEUES) });
    await pause(random, 300, 1_200);
    if (random() < 0.15) {
      act.agentDeclines(id);
      await pause(random, 300, 600);
    }
    act.agentAnswers(id);
    await pause(random, 200, 1_000);
    if (random() < 0.5) await hold(random, id);
    await pause(random, 100, 600);
    if (random() < 0.3) await transfer(random, id);
    await pause(random, 200, 1_500);
    if (random() < 0.5) act.customerHangsUp(id);
    else act.agentHangsUp(id);
    return id;
  };
  const chat = async (random: Random, nth: number): Promise<string> => {
    const from = `+1555${String(seed % 1_000).padStart(3, "0")}${String(nth).padStart(6, "0")}`;
    const { conversationId: id } = act.customerWrites({ channel: "sms", from, text: "Hello" });
    await pause(random, 400, 1_200);
    act.agentAnswers(id);
    for (let left = Math.floor(random() * 5); left > 0; left -= 1) {
      await pause(random, 50, 900);
      act.customerWrites({ conversationId: id, text: `and ${left} more` });
    }
    await pause(random, 200, 900);
    act.agentCompletes(id);
    return id;
  };
  const one = async (lane: number): Promise<void> => {
    const random = seeded(seed * 1_000 + lane);
    for (let nth = 0; !isFinishing; nth += 1) {
      await pause(random, 50, 800);
      const id = await (random() < 0.7 ? call(random) : chat(random, nth * 100 + lane));
      await pause(random, 100, 700);
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
