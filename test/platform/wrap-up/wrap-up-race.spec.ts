import assert from "node:assert/strict";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createClock, type VirtualClock } from "../../support/clock";
import type { Delivery } from "../../support/virtual-network";
import { playRace, type Story } from "../../support/wrap-up-race";

const TIMINGS = 1_000;
const TIMEOUT = "ININ-WRAP-UP-TIMEOUT";

describe("a wrap-up at the very moment in which agent, customer or time-out end the interaction", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  const stories: Story[] = [];

  before(async function () {
    this.timeout(120_000);
    clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
    simulator = await startSimulator({ clock });
    for (let seed = 1; seed <= TIMINGS; seed += 1) stories.push(await playRace({ clock, simulator }, seed));
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

  it("says accepted only of the code that applies in the end", () => {
    each(({ result, finalCode, order, overwrites }) => {
      if (result?.accepted !== true) return;
      // Unverified, the platform may have dropped in its lag what it had accepted; that is what verify is for.
      if (overwrites || order.verify || result.found !== undefined) assert.equal(finalCode, order.code);
    });
  });

  it("leaves the agent's code alone wherever a read could have shown it", () => {
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

  it("fails only because another code applies, which nothing sent by the user again would change", () => {
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
