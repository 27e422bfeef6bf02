import assert from "node:assert/strict";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import { eventsBench } from "../support/benches/events";
import { helpOf, piecesOf, sectionIn } from "../support/help";

/** The events that the help page names after each event. */
const FOLLOWING = new Map(
  piecesOf(sectionIn(helpOf("en-US", "genesys-events"), "details"))
    .filter(({ is }) => is === "-")
    .map(({ codes: [event = "", ...others] }) => [event, others.filter((code) => code !== "current")]),
);

describe("what comes after an event, in the help of conversation events", () => {
  const { bench, run, connect, has, events } = eventsBench();

  /** Each event but the last one, with the one after it. */
  const assertFollow = (): void => {
    const names = events();
    for (const [at, next] of names.slice(1).entries()) {
      const event = names[at] ?? "";
      assert.ok(FOLLOWING.get(event)?.includes(next), `${next} after ${event}`);
    }
  };

  it("is there for all events, and names no other", () => {
    assert.deepEqual([...FOLLOWING.keys()].sort(), [...EVENT_NAMES].sort());
    const named = new Set([...FOLLOWING.values()].flat());
    assert.deepEqual(
      [...named].filter((name) => !(EVENT_NAMES as readonly string[]).includes(name)),
      [],
    );
  });

  describe("is what comes after it", () => {
    afterEach(() => bench().close());

    it("in a call that a second agent answers and wraps up", async () => {
      await connect();
      const { act } = bench().simulator;
      const { conversationId } = act.customerCalls({ queue: "Support" });
      await run(has("offered"));
      act.agentDeclines(conversationId);
      await run(() => events().filter((event) => event === "offered").length === 2);
      act.agentAnswers(conversationId);
      await run(has("connected"));
      act.customerHangsUp(conversationId);
      await run(has("ended", "acwStarted"));
      act.agentWrapsUp(conversationId);
      await run(has("wrappedUp"));
      assertFollow();
    });

    it("in a message conversation", async () => {
      await connect();
      const { act } = bench().simulator;
      const { conversationId } = act.customerWrites({ queue: "Support", text: "Hello" });
      await run(has("messageReceived", "offered"));
      act.agentAnswers(conversationId);
      await run(has("connected"));
      act.agentCompletes(conversationId);
      await run(has("agentLeft"));
      assertFollow();
    });
  });
});
