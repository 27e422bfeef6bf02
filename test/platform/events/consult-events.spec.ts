import assert from "node:assert/strict";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { at, ended } from "../../support/conversation";
import {
  agent,
  alerting,
  CONSULTING,
  customer,
  gone,
  guest,
  HANDED_OVER,
  LINK,
  play,
  queue,
  QUEUE,
  RINGING,
  TALKING,
} from "../../support/consult-frames";

/** What each frame shows, at which second; and the events of consultations that come of it. */
const STORIES: [what: string, frames: [second: number, participants: Participant[]][], events: unknown[]][] =
  [
    [
      "that is completed",
      [
        [6, TALKING],
        [9, RINGING],
        [12, CONSULTING],
        [30, [customer(), gone("a", 30, "transfer.consult"), guest()]],
      ],
      [
        ["consultStarted", "g", undefined],
        ["consultEnded", "g", "completed"],
      ],
    ],
    [
      "whose agent simply leaves",
      [
        [12, CONSULTING],
        [30, [customer(), gone("a", 30, "client"), guest()]],
      ],
      [
        ["consultStarted", "g", undefined],
        ["consultEnded", "g", "completed"],
      ],
    ],
    [
      "that is cancelled before an answer",
      [
        [9, RINGING],
        [12, [customer(), agent(), gone("g", 12, "client")]],
      ],
      [
        ["consultStarted", "g", undefined],
        ["consultEnded", "g", "cancelled"],
      ],
    ],
    [
      "that becomes a conference",
      [
        [12, CONSULTING],
        [30, [customer(), agent(), guest()]],
      ],
      [
        ["consultStarted", "g", undefined],
        ["consultEnded", "g", "conference"],
      ],
    ],
    [
      "whose customer hangs up",
      [
        [12, CONSULTING],
        [30, [ended("c", "customer", 1, 30), agent(), guest()]],
      ],
      [
        ["consultStarted", "g", undefined],
        ["consultEnded", "g", "customerLeft"],
      ],
    ],
    [
      "of a queue, which finds an agent who gets the link late",
      [
        [9, [customer(LINK), agent(LINK), queue()]],
        [10, [customer(LINK), agent(LINK), queue(), alerting("g", QUEUE)]],
        [12, [customer(LINK), agent(LINK), { ...queue(), ...ended("q", "acd", 9, 12) }, guest(QUEUE)]],
        [
          13,
          [
            customer(LINK),
            agent(LINK),
            { ...queue(), ...ended("q", "acd", 9, 12) },
            guest({ ...QUEUE, ...LINK }),
          ],
        ],
        [
          30,
          [customer(), gone("a", 30, "transfer"), { ...ended("q", "acd", 9, 12), ...QUEUE }, guest(QUEUE)],
        ],
      ],
      [
        ["consultStarted", "q", undefined],
        ["consultEnded", "g", "completed"],
      ],
    ],
    [
      "of a queue, where nothing was received of the agent that it has found until it was over",
      [
        [9, [customer(LINK), agent(LINK), queue()]],
        [30, [customer(), gone("a", 30, "transfer"), HANDED_OVER, guest(QUEUE)]],
      ],
      [
        ["consultStarted", "q", undefined],
        ["consultEnded", "g", "completed"],
      ],
    ],
    [
      "of a queue that becomes a conference, where nothing was received of the agent that it has found",
      [
        [9, [customer(LINK), agent(LINK), queue()]],
        [30, [customer(), agent(), HANDED_OVER, guest(QUEUE)]],
      ],
      [
        ["consultStarted", "q", undefined],
        ["consultEnded", "g", "conference"],
      ],
    ],
    [
      "twice, with the same colleague",
      [
        [12, CONSULTING],
        [20, [customer(), agent(), gone("g", 20, "client")]],
        [25, [customer(LINK), agent(LINK), gone("g", 20, "client"), alerting("h", LINK)]],
      ],
      [
        ["consultStarted", "g", undefined],
        ["consultEnded", "g", "cancelled"],
        ["consultStarted", "h", undefined],
      ],
    ],
    ["that is none: a conference without links", [[12, [customer(), agent(), guest()]]], []],
    [
      "whose older frame comes late",
      [
        [12, CONSULTING],
        [13, TALKING],
        [30, CONSULTING],
      ],
      [["consultStarted", "g", undefined]],
    ],
  ];

describe("the events of a consultation", () => {
  for (const [what, frames, expected] of STORIES)
    it(what, () => {
      const events = play(frames).flatMap((one) =>
        one.event === "consultStarted" || one.event === "consultEnded"
          ? [[one.event, one.participantId, one.to]]
          : [],
      );
      assert.deepEqual(events, expected);
    });

  it("are about the party who is consulted, at the moment of it", () => {
    const [started, ended] = play(STORIES[0]?.[1] ?? []).filter(({ event }) => event.startsWith("consult"));
    assert.ok(
      started !== undefined && ended !== undefined && "occurredAt" in started && "occurredAt" in ended,
    );
    assert.deepEqual(
      [started.userId, started.occurredAt, started.mediaType],
      ["bea", Date.parse(at(9)), "call"],
    );
    assert.equal(ended.occurredAt, Date.parse(at(30)));
  });

  it("are not believed in a frame without links right after the beginning: the conversation is read", () => {
    const frames: [number, Participant[]][] = [
      [12, RINGING],
      [13, [customer(), agent(), alerting("g")]],
    ];
    assert.ok(play(frames).some(({ event }) => event === "toRead"));
    assert.ok(!play(frames).some(({ event }) => event === "consultEnded"));
  });
});
