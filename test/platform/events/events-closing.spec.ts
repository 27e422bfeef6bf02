import assert from "node:assert/strict";
import { failureOf } from "../../support/notified";
import { asEventBody, createStory } from "../../support/story";
import { MINUTE, START, TOPIC } from "../../support/events-time";
import { openEvents } from "../../support/events-account";

describe("the notifications of an account", () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const STATES: [string, (all: ReturnType<typeof openEvents>) => Promise<void>][] = [
    ["before anything was sent", () => Promise.resolve()],
    [
      "while the channel is being created",
      async ({ notified, clock }) => {
        notified.script.failures.set("postNotificationsChannels", [never()]);
        await clock.advance(1000);
      },
    ],
    [
      "during the handshake",
      async ({ notified, clock }) => {
        notified.script.handshakes.push(never());
        await clock.advance(1000);
      },
    ],
    [
      "while topics are being sent",
      async ({ notified, clock }) => {
        notified.script.failures.set("putNotificationsChannelSubscriptions", [never()]);
        await clock.advance(1000);
      },
    ],
    ["while connected", ({ pass }) => pass(5000)],
    [
      "while it waits to try again",
      async ({ notified, clock }) => {
        notified.script.failures.set("postNotificationsChannels", [failureOf("auth", 401)]);
        await clock.advance(1000);
      },
    ],
    [
      "between two channels",
      async ({ notified, pass }) => {
        await pass(5000);
        notified.script.failures.set("postNotificationsChannels", [never()]);
        notified.send("v2.system.socket_closing", {});
        await pass(1000);
      },
    ],
    [
      "while conversations are being read",
      async ({ notified, pass }) => {
        await pass(2 * MINUTE);
        notified.send(TOPIC, asEventBody(createStory("c", START).arrive(0).steps[0]!.conversation));
        notified.script.failures.set("getConversation", [never()]);
        notified.drop();
        await pass(MINUTE);
      },
    ],
  ];
  for (const [when, bring] of STATES)
    it(`close at once ${when}, and leave no timer and no connection`, async () => {
      const all = openEvents();
      const one = all.listen(TOPIC);
      await bring(all);
      all.events.close();
      const stateCount = one.states.length;
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(
        [all.clock.pending(), all.notified.open().length, all.events.state().kind],
        [0, 0, "closed"],
      );
      const sent = all.notified.requests.length;
      await all.clock.advance(5 * MINUTE);
      assert.deepEqual([one.states.length, all.notified.requests.length], [stateCount, sent]);
    });
});
