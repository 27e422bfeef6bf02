import assert from "node:assert/strict";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import {
  agent,
  customer,
  gone,
  guest,
  HANDED_OVER,
  LINK,
  play,
  queue,
  QUEUE,
} from "../../support/consult-frames";

/** What is emitted where the queue is seen, and then this. */
const eventsOf = (after: Participant[]): unknown[] =>
  play([
    [9, [customer(LINK), agent(LINK), queue()]],
    [30, after],
  ]).flatMap((one) =>
    one.event === "consultStarted" || one.event === "consultEnded"
      ? [[one.event, one.participantId, one.to]]
      : [],
  );

describe("the consultation of a queue, where nothing was received of its agent until it was over", () => {
  it("ends for that agent, who has taken the customer over", () =>
    assert.deepEqual(eventsOf([customer(), gone("a", 30, "transfer"), HANDED_OVER, guest(QUEUE)]), [
      ["consultStarted", "q", undefined],
      ["consultEnded", "g", "completed"],
    ]));

  it("ends as a conference with that agent, if all are still there", () =>
    assert.deepEqual(eventsOf([customer(), agent(), HANDED_OVER, guest(QUEUE)]), [
      ["consultStarted", "q", undefined],
      ["consultEnded", "g", "conference"],
    ]));
});
