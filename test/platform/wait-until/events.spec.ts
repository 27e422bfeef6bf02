import assert from "node:assert/strict";
import { createEvents, type Events } from "../../../nodes/lib/platform/events/events";
import { EVENT_NAMES } from "../../../nodes/lib/platform/events/types";
import { createConnect } from "../../../nodes/lib/platform/http/socket";
import type { Client } from "../../../nodes/lib/platform/types";
import type { Waited } from "../../../nodes/lib/platform/wait-until/order";
import { waitUntil } from "../../../nodes/lib/platform/wait-until/wait-until";
import { canHappenTo } from "../../../nodes/lib/platform/wait-until/whose";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openOrg, type SimulatedOrg } from "../../support/simulated-client";
import { createHands, storiesOf, type Hands, type WaitStory } from "../../support/wait-stories";

const STORIES = storiesOf(idOf("queue Sales"));
const WHOSE = ["any", "customer", "agent"] as const;
type Who = (typeof WHOSE)[number];

describe("a wait for an event of a conversation", () => {
  let org: SimulatedOrg;
  let client: Client;
  let events: Events;
  let hands: Hands;
  let closing: AbortController;

  beforeEach(async () => {
    org = await openOrg();
    client = org.clientOf("client-credentials");
    const log = { info: () => undefined, warn: () => undefined };
    events = createEvents({ client, connect: createConnect(), clock: org.clock, random: () => 0.5, log });
    hands = createHands(org.simulator);
    closing = new AbortController();
  });
  afterEach(async () => {
    closing.abort();
    events.close();
    await org.close();
  });

  /** Lets real sockets and virtual time go on in turn. */
  const run = async (holds: () => boolean, stepMs = 100): Promise<void> => {
    for (let turn = 0; !holds(); turn++) {
      assert.ok(turn < 2_000, `it did not come about: ${holds.toString()}`);
      await new Promise((resolve) => setImmediate(resolve));
      await org.clock.advance(stepMs);
    }
  };
  const pass = (ms: number): Promise<void> => {
    const end = org.clock.now() + ms;
    return run(() => org.clock.now() >= end);
  };
  const begin = async ({ medium, before }: WaitStory): Promise<string> => {
    const { act } = org.simulator;
    const { conversationId } =
      medium === "message"
        ? act.customerWrites({ queue: "Support" })
        : act.customerCalls({ queue: "Support" });
    await pass(1_500);
    await before(hands, conversationId);
    await pass(1_000);
    return conversationId;
  };
  /** What has come of a wait, as soon as it is over. */
  const wait = (conversationId: string, event: WaitStory["event"], who: Who, alreadyCounts: boolean) => {
    const seen: { isNotified: boolean; waited?: Waited } = { isNotified: false };
    const since = org.clock.now();
    const times = { since, deadline: since + 300_000 };
    const order = { conversationId, events: [event], whose: { who }, alreadyCounts, ...times };
    const onNotified = (is: boolean): void => void (seen.isNotified = is);
    waitUntil(order, { client, watches: events.watches, signal: closing.signal, onNotified }).then(
      (waited) => (seen.waited = waited),
      () => undefined, // closed at the end of the spec
    );
    return seen;
  };

  it("can be for every event, of those whose event it can be", () => {
    // What is said has a topic of its own.
    const names = EVENT_NAMES.filter((name) => name !== "transcript");
    assert.deepEqual(STORIES.map(({ event }) => event).sort(), names.sort());
    for (const { event, of } of STORIES)
      for (const who of of) assert.ok(canHappenTo(who, [event]), `${event} ${who}`);
  });

  for (const story of STORIES)
    it(`ends with ${story.event} of ${story.of.join(", ")}, for those and no other, already or not`, async () => {
      const { event, of, counts } = story;
      const conversationId = await begin(story);
      const waits = new Map(WHOSE.map((who) => [who, wait(conversationId, event, who, false)]));
      await run(() => [...waits.values()].every(({ isNotified }) => isNotified));
      await pass(1_000);
      assert.deepEqual(
        [...waits.values()].map(({ waited }) => waited),
        [undefined, undefined, undefined],
      );
      await story.then(hands, conversationId);
      const isOver = (who: Who): boolean => waits.get(who)?.waited !== undefined;
      await run(() => of.every(isOver));
      await pass(5_000);
      for (const [who, { waited }] of waits)
        if (of.includes(who))
          assert.deepEqual(
            [waited?.outcome, waited?.reached?.event, waited?.already],
            ["happened", event, false],
          );
        else assert.ok(waited === undefined || waited.outcome === "conversationEnded", `${event} of ${who}`);
      const late = wait(conversationId, event, "any", true);
      await pass(1_000);
      if (counts) assert.deepEqual([late.waited?.reached?.event, late.waited?.already], [event, true]);
      else assert.equal(late.waited, undefined);
    });
});
