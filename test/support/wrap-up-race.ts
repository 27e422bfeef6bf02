import { wrapUp, type WrapUpOrder, type WrapUpResult } from "../../nodes/lib/platform/wrap-up/wrap-up";
import { isGenesysError, type GenesysError } from "../../nodes/lib/platform/errors/errors";
import type { Target } from "../../nodes/lib/platform/conversation/target";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { createLimiter } from "../../nodes/lib/platform/client/limiter";
import { composeClient } from "./client";
import type { VirtualClock } from "./clock";
import { createVirtualNetwork, type Delivery } from "./virtual-network";

/** The same numbers every time. */
const createDice = (seed: number) => {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    upTo: (max: number): number => Math.floor(next() * (max + 1)),
    oneOf: <T>(...values: readonly T[]): T => values[Math.floor(next() * values.length)] as T,
  };
};

export interface Story {
  queue: string;
  order: WrapUpOrder;
  result?: WrapUpResult;
  error?: GenesysError;
  /** When the agent's own code was set, if it was. */
  agentAt?: number;
  agentsCode?: string;
  finalCode: string | undefined;
  deliveries: Delivery[];
  latencyMs: number;
  overwrites: boolean;
  retry: "accepted again" | "as before" | "refused";
}

const codeNamed = (simulator: Simulator, name: string): string =>
  [...simulator.org.wrapupCodes.values()].find((code) => code.name === name)?.id ?? "";

/** A platform with other habits each time; the queue that is played in. */
const choosePlatform = ({ settings, org }: Simulator, dice: ReturnType<typeof createDice>): string => {
  settings.lagMs = dice.oneOf(0, 50, 100, 500);
  settings.acwLagMs = dice.oneOf(0, 0, 20, 300, 1_500);
  settings.wrapupTwice = dice.oneOf("overwrites", "ignored", "not.authorized");
  settings.wrapupWhileConnected = dice.oneOf(
    "accepted",
    "accepted",
    "conversation.error.participant.no.active.conversations",
  );
  settings.requestsPerMinute = Infinity;
  settings.windowMs = 1_000;
  const queue = dice.oneOf("Support", "Support", "Sales", "Service", "Billing");
  for (const each of org.queues.values())
    if (each.wrapupTimeoutMs !== undefined) each.wrapupTimeoutMs = dice.oneOf(500, 2_000, 6_000);
  return queue;
};

/** One interaction that ends while a wrap-up is on its way; the seed decides when everything happens. */
export const playRace = async (
  { clock, simulator }: { clock: VirtualClock; simulator: Simulator },
  seed: number,
): Promise<Story> => {
  const dice = createDice(seed);
  simulator.reset();
  const queue = choosePlatform(simulator, dice);
  const { settings, act } = simulator;
  const { conversationId } = act.interactionArrives({ queue });
  const ids = act.agentAnswers(conversationId, { user: "Ben Agent" });
  await clock.advance(1_000);

  const latencyMs = dice.oneOf(1, 20, 100, 250);
  const deliveries: Delivery[] = [];
  const transport = createVirtualNetwork({
    simulator,
    clock,
    latencyMs: () => 1 + dice.upTo(latencyMs),
    onDelivery: (delivery) => deliveries.push(delivery),
  });
  const limiter = createLimiter({ clock, random: () => 0.5, perMinute: 100_000 });
  const client = composeClient({ clock, transport, limiter });
  const order: WrapUpOrder = {
    action: "apply",
    when: dice.oneOf("now", "ended", "beforeTimeout"),
    code: codeNamed(simulator, queue === "Sales" ? "Sale" : "Resolved"),
    provisional: false,
    verify: dice.oneOf(true, false),
    deadlineSeconds: 60,
  };
  const target: Target = { conversationId, target: "agent", which: "newest" };
  const story: Story = {
    queue,
    order,
    finalCode: undefined,
    deliveries,
    latencyMs,
    overwrites: settings.wrapupTwice === "overwrites",
    retry: "as before",
  };

  const endsAt = dice.upTo(1_500);
  clock.after(endsAt, () => dice.oneOf(act.customerHangsUp, act.agentHangsUp)(conversationId));
  const leg = simulator.store.conversations
    .get(conversationId)
    ?.participants.flatMap(({ communications }) => communications)
    .find(({ id }) => id === ids.communicationId);
  const agentsCode = codeNamed(
    simulator,
    dice.oneOf("Wrong number", queue === "Sales" ? "Sale" : "Resolved"),
  );
  if (dice.oneOf(true, true, false))
    clock.after(endsAt + dice.upTo(dice.oneOf(0, 100, 1_000, 5_000)), () => {
      if (leg?.wrapup || leg?.afterCallWork?.state !== "pending") return; // their window is closed
      act.agentWrapsUp(conversationId, { code: agentsCode });
      Object.assign(story, { agentAt: clock.now(), agentsCode });
    });

  const run = (): Promise<WrapUpResult> =>
    wrapUp(client, target, order, { signal: new AbortController().signal, waiting: () => undefined });
  const started = new Promise<void>((resolve) => void clock.after(dice.upTo(2_000), resolve));
  const outcome = started.then(run).then(
    (result) => void (story.result = result),
    (error: unknown) => {
      if (!isGenesysError(error)) throw error;
      story.error = error;
    },
  );
  await clock.runUntil(outcome);
  await clock.advance(15_000);
  story.finalCode = leg?.wrapup?.code;

  if (story.error) {
    const posts = deliveries.length;
    story.retry = await clock.runUntil(
      run().then(
        ({ found }) => (found === undefined ? "accepted again" : "as before"),
        () => (deliveries.slice(posts).some(({ method }) => method === "POST") ? "refused" : "as before"),
      ),
    );
  }
  return story;
};
