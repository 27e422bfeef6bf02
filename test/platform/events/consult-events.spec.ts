import assert from "node:assert/strict";
import type { Participant } from "../../../nodes/lib/platform/conversation/conversation";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { at, connected, ended, leg, party } from "../../support/conversation";

const START = Date.parse(at(0));
const TOPIC = "v2.users.ada.conversations";
const LINK = { consultParticipantId: "c" };
const customer = (more: object = {}) => connected("c", "customer", 1, more);
const agent = (more: object = {}) => connected("a", "agent", 5, { userId: "ada", ...more });
const alerting = (id: string, more: object = {}): Participant =>
  party(id, "agent", {
    userId: "bea",
    calls: [leg(`${id}-c`, "alerting", { startAlertingTime: at(9) })],
    ...more,
  });
const guest = (more: object = {}) => connected("g", "agent", 12, { userId: "bea", ...more });
const gone = (id: string, second: number, disconnectType: string, more: object = {}): Participant => ({
  ...ended(id, "agent", 5, second),
  calls: [
    leg(`${id}-c`, "disconnected", { disconnectedTime: at(second), disconnectType, connectedTime: at(5) }),
  ],
  ...more,
});
const QUEUE = { queueId: "sales" };
const queue = (more: object = {}) => connected("q", "acd", 9, { ...QUEUE, ...LINK, ...more });

const TALKING = [customer(), agent()];
const RINGING = [customer(LINK), agent(LINK), alerting("g", LINK)];
const CONSULTING = [customer(LINK), agent(LINK), guest(LINK)];

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

const play = (frames: readonly [second: number, participants: Participant[], more?: object][]) => {
  const tracker = createTracker(START);
  return frames.flatMap(([second, participants, more = {}], nth) => {
    const eventBody = { id: "conversation", participants, ...more };
    const frame = { topicName: TOPIC, eventBody, correlationId: `c-${nth}` };
    const { events, toRead } = tracker.frame(frame, Date.parse(at(second)), []);
    return [...events, ...(toRead === undefined ? [] : [{ event: "toRead", to: toRead } as const])];
  });
};

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

  it("are found after a gap", () => {
    const tracker = createTracker(START);
    const read = (participants: Participant[], second: number, gap: boolean) =>
      tracker
        .read(
          { id: "conversation", participants },
          Date.parse(at(second)),
          gap ? [{ from: Date.parse(at(8)), to: Date.parse(at(second)) }] : [],
          gap,
        )
        .filter(({ event }) => event.startsWith("consult"))
        .map(({ event, recovered, to }) => [event, recovered, to]);
    assert.deepEqual(read(TALKING, 7, false), []);
    assert.deepEqual(read(CONSULTING, 20, true), [["consultStarted", true, undefined]]);
    const over = [customer(), gone("a", 25, "transfer.consult"), guest()];
    assert.deepEqual(read(over, 40, true), [["consultEnded", true, "completed"]]);
  });
});

describe("the events of a secure pause", () => {
  const shows = (securePause: boolean | undefined, recordingState = "active") => ({
    securePause,
    recordingState,
  });
  const eventsOf = (frames: Parameters<typeof play>[0]) =>
    play(frames).flatMap((one) => (/^secure|toRead/.test(one.event) ? [[one.event, one.to]] : []));

  it("are its beginning and its end, each once", () => {
    const frames: [number, Participant[], object][] = [
      [6, TALKING, shows(false)],
      [10, TALKING, shows(true, "paused")],
      [11, TALKING, shows(true, "paused")],
      [40, TALKING, shows(false)],
      [50, TALKING, shows(true, "paused")],
    ];
    assert.deepEqual(eventsOf(frames), [
      ["securePaused", "paused"],
      ["secureResumed", "active"],
      ["securePaused", "paused"],
    ]);
  });

  it("are none for a recording that pauses because of a hold, and none where nothing is said", () => {
    assert.deepEqual(
      eventsOf([
        [6, TALKING, shows(false)],
        [10, TALKING, shows(false, "paused")],
        [20, TALKING, {}],
      ]),
      [],
    );
  });

  it("are not believed right after the beginning: the conversation is read", () => {
    assert.deepEqual(
      eventsOf([
        [6, TALKING, shows(false)],
        [10, TALKING, shows(true)],
        [12, TALKING, shows(false)],
      ]),
      [
        ["securePaused", "paused"],
        ["toRead", "conversation"],
      ],
    );
  });

  it("are seen on the leg of a call, too", () => {
    const paused = [customer(), agent({ calls: [leg("a-c", "connected", { securePause: true })] })];
    assert.deepEqual(
      eventsOf([
        [6, TALKING, shows(false)],
        [10, paused, {}],
      ]),
      [["securePaused", "paused"]],
    );
  });
});

describe("the events of a transcript", () => {
  const said = (id: string, channel: string, transcript: string, isFinal = true) => ({
    ...{ utteranceId: id, isFinal, channel },
    alternatives: [{ confidence: 0.9, offsetMs: 2_000, durationMs: 100, transcript }],
  });
  const frame = (...transcripts: unknown[]) => ({
    topicName: "v2.conversations.conversation.transcription",
    eventBody: {
      ...{ eventTime: at(9), conversationId: "conversation", communicationId: "c-c", transcripts },
      transcriptionStartTimeMs: Date.parse(at(5)),
      status: { offsetMs: 4_000, status: "SESSION_ONGOING" },
    },
  });

  it("have what was said and by which side, each utterance once, and nothing is read", () => {
    const tracker = createTracker(START);
    const now = Date.parse(at(9));
    const first = frame(said("1", "EXTERNAL", "hello"), said("2", "INTERNAL", "good morn", false));
    const { events, toRead } = tracker.frame(first, now, []);
    assert.equal(toRead, undefined);
    assert.deepEqual(
      events.map(({ event, text, to, communicationId, occurredAt }) => [
        event,
        text,
        to,
        communicationId,
        occurredAt,
      ]),
      [["transcript", "hello", "customer", "c-c", Date.parse(at(7))]],
    );
    const again = tracker.frame(
      frame(said("1", "EXTERNAL", "hello"), said("2", "INTERNAL", "good morning")),
      now,
      [],
    );
    assert.deepEqual(
      again.events.map(({ text, to }) => [text, to]),
      [["good morning", "agent"]],
    );
  });

  const DAMAGED: [what: string, eventBody: unknown][] = [
    ["nothing", undefined],
    ["a session that has ended", { conversationId: "conversation", status: { status: "SESSION_ENDED" } }],
    ["no list", { conversationId: "conversation", transcripts: "x" }],
    [
      "utterances without text or id",
      { transcripts: [null, {}, { isFinal: true, utteranceId: "3", alternatives: [{}] }] },
    ],
  ];
  for (const [what, eventBody] of DAMAGED)
    it(`are none of a frame with ${what}`, () => {
      const { events, toRead } = createTracker(START).frame({ ...frame(), eventBody }, Date.parse(at(9)), []);
      assert.deepEqual([events, toRead], [[], undefined]);
    });
});
