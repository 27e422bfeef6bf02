import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import getConversation from "../../nodes/genesys-get-conversation";
import type { CallFailure } from "../../nodes/lib/platform/calls/call-progress";
import type { Delivery } from "../../nodes/lib/platform/conversation/message";
import type { ErrorCode, Outcome } from "../../nodes/lib/platform/errors/errors";
import type { Warning } from "../../nodes/lib/platform/errors/warnings";
import { messageOf } from "../../nodes/lib/platform/events/message";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import { intervalFigures } from "../../nodes/lib/platform/queue-stats/aggregates";
import type { StatsEventName } from "../../nodes/lib/platform/queue-stats/board";
import { figuresOf, NOTHING_OBSERVED } from "../../nodes/lib/platform/queue-stats/observed";
import names from "../facts/public-names.json";
import { ROOT } from "../support/dialogs";
import { NODES, page, PAGES } from "../support/docs";
import { openBench } from "../support/flow";
import { CALL } from "../support/seed";

describe("the public names, of which none may go", () => {
  it("are the error codes, in the tables of README and docs/errors.md but for the one that is never reported", () => {
    const codes: Record<ErrorCode, true> = {
      ...{
        input: true,
        config: true,
        auth: true,
        noTarget: true,
        ambiguous: true,
        denied: true,
        missing: true,
      },
      ...{ conflict: true, rejected: true, limited: true, server: true, network: true, timeout: true },
      ...{ answer: true, backplane: true, closed: true },
    };
    const outcomes: Record<Outcome, true> = { notSent: true, refused: true, unknown: true, done: true };
    assert.deepEqual(Object.keys(codes).sort(), [...names.codes].sort());
    assert.deepEqual(Object.keys(outcomes).sort(), [...names.outcomes].sort());
    const [, summary = ""] = page("README.md").split("## Errors");
    const table = page("docs/errors.md");
    for (const word of [...names.codes, ...names.outcomes])
      if (word !== "closed")
        assert.ok(table.includes(`\`${word}\``) && summary.includes(`\`${word}\``), word);
  });

  it("are the ends of a call and of a message, by which a flow goes on", () => {
    const failures: Record<CallFailure | "noStation", true> = {
      ...{ busy: true, noAnswer: true, declined: true, unreachable: true, cancelled: true, failed: true },
      noStation: true,
    };
    const verdicts: Record<Delivery["verdict"], true> = { delivered: true, failed: true, unknown: true };
    assert.deepEqual(Object.keys(failures).sort(), [...names.callFailures].sort());
    assert.deepEqual(Object.keys(verdicts).sort(), [...names.verdicts].sort());
    for (const word of [...names.callFailures, ...names.verdicts])
      assert.ok(PAGES.includes(`\`${word}\``), word);
  });

  it("are the events and the properties of their messages", () => {
    assert.deepEqual([...EVENT_NAMES].sort(), [...names.events].sort());
    const ids = { participantId: "p", communicationId: "c", userId: "u", queueId: "q" };
    const event = { event: "connected", key: "k", conversationId: "x", mediaType: "call" } as const;
    const change = { from: "a", to: "b", occurredAt: 1, recovered: false, participant: {}, payload: {} };
    const content = { text: "t", media: [], fromAddress: "f", toAddress: "t" };
    const message = messageOf({ ...event, ...ids, ...change }, { topicName: "t" }, content);
    assert.deepEqual(Object.keys(message).sort(), [...names.eventProperties].sort());
    for (const word of [...names.events, ...names.eventProperties])
      assert.ok(PAGES.includes(`\`${word}\``), word);
  });

  it("are the figures of queues, and the events that report them", () => {
    const events: Record<StatsEventName, true> = {
      ...{ statsChanged: true, thresholdReached: true, thresholdLeft: true },
    };
    assert.deepEqual(Object.keys(events).sort(), [...names.statsEvents].sort());
    const now = Object.keys(figuresOf(NOTHING_OBSERVED, "any", 0));
    assert.deepEqual(now.sort(), [...names.figuresNow].sort());
    const ofInterval = Object.keys(intervalFigures(new Map()));
    assert.deepEqual(ofInterval.sort(), [...names.figuresOfInterval].sort());
    for (const word of [...names.statsEvents, ...names.figuresNow, ...names.figuresOfInterval])
      assert.ok(PAGES.includes(`\`${word}\``), word);
  });

  it("are the codes of a status, which are the keys of its texts and are listed in docs/nodes.md", () => {
    const catalogue = readFileSync(join(ROOT, "nodes/locales/en-US/genesys-account.json"), "utf8");
    const { status } = JSON.parse(catalogue) as { status: Record<string, string> };
    assert.deepEqual(Object.keys(status).sort(), [...names.statusCodes].sort());
    const [, section = ""] = NODES.split("### Status");
    for (const code of names.statusCodes) assert.ok(section.includes(`\`${code}\``), code);
  });

  it("are the codes of the warnings of a request that was sent", () => {
    const codes: Record<Warning["code"], true> = { invocationDataUnused: true };
    assert.deepEqual(Object.keys(codes), names.warnings);
    for (const code of names.warnings) assert.ok(NODES.includes(`\`${code}\``), code);
  });

  it("are the properties of a message after success", async () => {
    const config = { conversationId: CALL.conversationId, conversationIdType: "str", target: "agent" };
    const bench = await openBench(getConversation, "genesys-get-conversation", config);
    try {
      const { msg } = await bench.send({ topic: "kept" });
      const { genesys, ...rest } = msg as typeof msg & { genesys: { rateLimit: object } };
      assert.deepEqual(
        Object.keys(rest).sort(),
        [...names.ids, "participant", "payload", "topic", "_msgid"]
          .filter((name) => name in rest || name !== "_msgid")
          .sort(),
      );
      assert.deepEqual(Object.keys(genesys).sort(), [...names.facts].sort());
      assert.deepEqual(Object.keys(genesys.rateLimit).sort(), [...names.rateLimit].sort());
    } finally {
      await bench.close();
    }
  });
});
