import assert from "node:assert/strict";
import { wrapUp, type WrapUpOrder, type WrapUpResult } from "../../../nodes/lib/platform/wrap-up/wrap-up";
import { isGenesysError, type GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Target } from "../../../nodes/lib/platform/conversation/target";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createLimiter } from "../../../nodes/lib/platform/client/limiter";
import { composeClient } from "../../support/client";
import { createClock, type VirtualClock } from "../../support/clock";
import { createWire, type Delivery } from "../../support/wire";

const TIMINGS = 1_000;
const TIMEOUT = "ININ-WRAP-UP-TIMEOUT";

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

interface Story {
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
  retry: "accepted anew" | "as before" | "refused";
}

describe("a wrap-up at the very moment in which agent, customer or time-out end the interaction", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  const stories: Story[] = [];

  const codeNamed = (name: string): string =>
    [...simulator.org.wrapupCodes.values()].find((code) => code.name === name)?.id ?? "";

  const play = async (seed: number): Promise<Story> => {
    const dice = createDice(seed);
    simulator.reset();
    const { settings, act, org } = simulator;
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
    const { conversationId } = act.interactionArrives({ queue });
    const ids = act.agentAnswers(conversationId, { user: "Ben Agent" });
    await clock.advance(1_000);

    const latencyMs = dice.oneOf(1, 20, 100, 250);
    const deliveries: Delivery[] = [];
    const transport = createWire({
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
      code: codeNamed(queue === "Sales" ? "Sale" : "Resolved"),
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
    const agentsCode = codeNamed(dice.oneOf("Wrong number", queue === "Sales" ? "Sale" : "Resolved"));
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
          ({ found }) => (found === undefined ? "accepted anew" : "as before"),
          () => (deliveries.slice(posts).some(({ method }) => method === "POST") ? "refused" : "as before"),
        ),
      );
    }
    return story;
  };

  before(async function () {
    this.timeout(120_000);
    clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
    simulator = await startSimulator({ clock });
    for (let seed = 1; seed <= TIMINGS; seed += 1) stories.push(await play(seed));
  });
  after(() => simulator.close());

  const acceptedPosts = ({ deliveries }: Story): Delivery[] =>
    deliveries.filter(({ method, status }) => method === "POST" && status === 202);

  const each = (check: (story: Story) => void): void => {
    stories.forEach((story, at) => {
      try {
        check(story);
      } catch (error) {
        throw new Error(`timing ${at + 1}: ${JSON.stringify(story, null, 1)}`, { cause: error });
      }
    });
  };

  it("covers what it should: accepted, already so, the agent's own, too late, refused on the way", () => {
    const count = (holds: (story: Story) => boolean): number => stories.filter(holds).length;
    const kinds = {
      accepted: count(({ result }) => result?.accepted === true && result.found === undefined),
      verified: count(({ result }) => result?.verified === true),
      alreadySo: count((story) => story.result?.accepted === true && acceptedPosts(story).length === 0),
      agents: count(({ result }) => result?.accepted === false),
      otherCode: count(({ error }) => error?.cause.wrappedBy === "code"),
      timedOut: count(({ error }) => error?.cause.wrappedBy === "timeout"),
      refusedOnTheWay: count(({ deliveries }) => deliveries.some(({ status }) => status === 400)),
      duringTheLag: count(({ agentAt, deliveries }) =>
        deliveries.some(
          ({ method, at }) => method === "POST" && agentAt !== undefined && Math.abs(at - agentAt) < 500,
        ),
      ),
    };
    for (const [kind, times] of Object.entries(kinds)) assert.ok(times >= 10, `${kind}: ${times}`);
  });

  it("never gives a wrap-up twice", () => {
    each((story) => assert.ok(acceptedPosts(story).length <= 1));
  });

  it("says accepted only of the code that stands in the end", () => {
    each(({ result, finalCode, order, overwrites }) => {
      if (result?.accepted !== true) return;
      // Unverified, the platform may have dropped in its lag what it had accepted; that is what verify is for.
      if (overwrites || order.verify || result.found !== undefined) assert.equal(finalCode, order.code);
    });
  });

  it("leaves the agent's code alone wherever a look could have shown it", () => {
    each((story) => {
      const { agentAt, agentsCode, order, latencyMs } = story;
      if (agentAt === undefined || agentsCode === order.code) return;
      // From the look on: its way back, the list of codes there and back, the wrap-up's way there.
      for (const { at } of acceptedPosts(story)) assert.ok(at - agentAt <= 4 * (latencyMs + 1));
    });
  });

  it("ends with no code but the one asked for, the agent's, or the platform's", () => {
    each(({ finalCode, order, agentsCode }) =>
      assert.ok([order.code, agentsCode, TIMEOUT].includes(finalCode), `the code is ${finalCode}`),
    );
  });

  it("fails only because another code stands, which nothing sent by the user again would change", () => {
    each(({ error, finalCode, order, retry }) => {
      if (error === undefined) return;
      assert.equal(error.code, "conflict");
      assert.notEqual(finalCode, order.code);
      assert.equal(retry, "as before");
    });
  });

  it("gives way to the agent where it waits for them", () => {
    each(({ result, finalCode, agentsCode }) => {
      if (result?.accepted === false) assert.equal(finalCode, agentsCode);
    });
  });
});
