import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import type { ConversationEvent, Frame, Gap } from "../../../nodes/lib/platform/events/types";
import { asEventBody, createStory, lagging, QUEUE, type Step, type Story } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;

const frameOf = ({ conversation, at }: Step, topicName = TOPIC): Frame => ({
  topicName,
  eventBody: asEventBody(conversation),
  correlationId: `correlation-${at}`,
});

const follow = (story: Story, tracker = createTracker(START), gaps: Gap[] = []): ConversationEvent[] =>
  story.steps.flatMap((step) => tracker.frame(frameOf(step), step.at, gaps).events);

const names = (events: readonly ConversationEvent[]): string[] => events.map(({ event }) => event);

const call = () => createStory("conversation-1", START);

const detail = (kind: string, body: Record<string, unknown>): Frame => ({
  topicName: `v2.detail.events.conversation.conversation-1.${kind}`,
  eventBody: { conversationId: "conversation-1", ...body },
});

const TABLE: { says: string; story: () => Story; events: string[] }[] = [
  { says: "a call in the queue is not yet anything", story: () => call().arrive(0), events: [] },
  { says: "an alert is an offer", story: () => call().arrive(0).alert(2000, "agent-1"), events: ["offered"] },
  {
    says: "a declined alert is no connection and nobody's leaving, but a return to the queue",
    story: () => call().arrive(0).alert(2000, "agent-1").decline(3000),
    events: ["offered", "requeued"],
  },
  {
    says: "a return to the queue is no end, and the next offer is one of its own",
    story: () => call().arrive(0).alert(2000, "a").decline(3000).alert(4000, "b").answer(2000),
    events: ["offered", "requeued", "offered", "connected"],
  },
  {
    says: "a caller who gives up while an agent is alerted is not put back into the queue",
    story: () => call().arrive(0).alert(2000, "a").customerLeaves(3000),
    events: ["offered", "customerLeft", "ended"],
  },
  {
    says: "hold and resume are told each time",
    story: () => call().arrive(0).alert(1, "a").answer(1).hold(9000).resume(9000).hold(9000).resume(9000),
    events: ["offered", "connected", "held", "resumed", "held", "resumed"],
  },
  {
    says: "a leg that ends while held is not resumed",
    story: () => call().arrive(0).alert(1, "a").answer(1).hold(9).customerLeaves(9),
    events: ["offered", "connected", "held", "agentLeft", "customerLeft", "ended", "acwStarted"],
  },
  {
    says: "a transfer is no end",
    story: () => call().arrive(0).alert(1, "a").answer(1).transferTo(9, "b").answer(9),
    events: ["offered", "connected", "offered", "transferred", "agentLeft", "acwStarted", "connected"],
  },
  {
    says: "a third party makes it a conference",
    story: () => call().arrive(0).alert(1, "a").answer(1).conference(9, "b"),
    events: ["offered", "connected", "offered", "connected", "conferenced"],
  },
  {
    says: "a supervisor joins, and is neither connected, nor a third party, nor an agent who leaves",
    story: () => call().arrive(0).alert(1, "a").answer(1).supervise(9, "monitored").customerLeaves(9),
    events: ["offered", "connected", "supervisorJoined", "agentLeft", "customerLeft", "ended", "acwStarted"],
  },
  {
    says: "after-call work begins with the end of the leg and is finished by a code",
    story: () => call().arrive(0).alert(1, "a").answer(1).agentLeaves(9).wrapUp(9, "code-1"),
    events: ["offered", "connected", "agentLeft", "customerLeft", "ended", "acwStarted", "wrappedUp"],
  },
  {
    says: "an attribute is told when its value changes",
    story: () =>
      call()
        .arrive(0)
        .setAttribute(1, "tier", "gold")
        .setAttribute(1, "tier", "gold")
        .setAttribute(1, "tier", "x"),
    events: ["attributesChanged", "attributesChanged"],
  },
  {
    says: "messages come in, and ours are followed to the reader's eye, never back",
    story: () =>
      createStory("conversation-1", START, "message")
        .arrive(0)
        .say(1, "m1")
        .alert(1, "a")
        .answer(1)
        .reply(1, "m2")
        .deliver(1, "sent")
        .deliver(1, "read")
        .deliver(1, "delivery-success"),
    events: ["messageReceived", "offered", "connected", "messageStatus", "messageStatus", "messageStatus"],
  },
];

describe("what happened in a conversation", () => {
  for (const { says, story, events } of TABLE)
    it(says, () => {
      assert.deepEqual(names(follow(story())), events);
    });

  it("names the leg, its people, what was before and after, and when", () => {
    const [, connected] = follow(call().arrive(0).alert(2000, "agent-1").answer(3000));
    assert.ok(connected);
    const { payload, ...event } = connected;
    assert.deepEqual(event, {
      event: "connected",
      key: "connected/conversation-1-p3/call/0",
      conversationId: "conversation-1",
      participantId: "conversation-1-p3",
      communicationId: "conversation-1-c3",
      mediaType: "call",
      userId: "agent-1",
      queueId: QUEUE,
      from: "alerting",
      to: "connected",
      occurredAt: START + 5000,
      recovered: false,
    });
    assert.equal((payload as { id: string }).id, "conversation-1-p3");
  });

  it("tells only the attributes that changed, as they were and as they are", () => {
    const [, changed] = follow(
      call().arrive(0).setAttribute(1, "tier", "gold").setAttribute(1, "vip", "yes"),
    );
    assert.deepEqual([changed?.from, changed?.to], [{}, { vip: "yes" }]);
  });

  it("spells what ended a leg as REST does, whichever channel told it", () => {
    const story = call().arrive(0).alert(1000, "a");
    const declined = structuredClone(story.decline(1000).steps[2]!);
    declined.conversation.participants[2]!.calls![0]!.disconnectType = "endpoint.donotdisturb";
    const tracker = createTracker(START);
    const events = [story.steps[0]!, story.steps[1]!, declined].flatMap(
      (step) => tracker.frame(frameOf(step), step.at, []).events,
    );
    assert.deepEqual([events.at(-1)?.event, events.at(-1)?.to], ["requeued", "endpoint.donotdisturb"]);
  });

  it("tells a call that was dialled as connected when the customer answers, not when the agent's own phone does", () => {
    const tracker = createTracker(START);
    const legs = (customerState: string, customerConnected?: number) => ({
      id: "conversation-1",
      participants: [
        {
          id: "u",
          purpose: "user",
          userId: "agent-1",
          calls: [{ id: "c1", state: "connected", initialState: "contacting", connectedTime: iso(START) }],
        },
        {
          id: "x",
          purpose: "external",
          calls: [
            {
              id: "c2",
              state: customerState,
              initialState: "dialing",
              direction: "outbound",
              ...(customerConnected === undefined ? {} : { connectedTime: iso(customerConnected) }),
            },
          ],
        },
      ],
    });
    const hear = (body: unknown, at: number) =>
      tracker.frame({ topicName: TOPIC, eventBody: body }, at, []).events;
    assert.deepEqual(hear(legs("dialing"), START), []);
    const events = hear(legs("connected", START + 5000), START + 5000);
    assert.deepEqual(
      events.map(({ event, participantId }) => [event, participantId]),
      [["connected", "x"]],
    );
  });

  it("takes no harm from a snapshot whose state lags behind its times", () => {
    const story = call().arrive(0).alert(1000, "a").answer(1000).agentLeaves(5000);
    const tracker = createTracker(START);
    const events = story.steps.flatMap((step) => {
      const frame = frameOf(step);
      const lag = { ...frame, eventBody: lagging(frame.eventBody as Record<string, unknown>) };
      return [lag, frame].flatMap((one) => tracker.frame(one, step.at, []).events);
    });
    assert.deepEqual(names(events), names(follow(story)));
  });

  it("tells the same once, through a user's and a queue's topic", () => {
    const story = call().arrive(0).alert(1, "a").answer(1).hold(5).resume(6000).customerLeaves(5);
    const tracker = createTracker(START);
    const events = story.steps.flatMap((step) =>
      [TOPIC, "v2.users.a.conversations", "V2.Users.A.Conversations"].flatMap(
        (topic) => tracker.frame(frameOf(step, topic), step.at, []).events,
      ),
    );
    assert.deepEqual(names(events), names(follow(story)));
  });

  it("ignores a frame that comes again later, holds and attributes included", () => {
    const story = call()
      .arrive(0)
      .alert(1, "a")
      .answer(1)
      .hold(5)
      .setAttribute(5, "a", "1")
      .resume(5)
      .setAttribute(5, "a", "2");
    const tracker = createTracker(START);
    follow(story, tracker);
    assert.deepEqual(follow(story, tracker), []);
  });

  it("does not take an old frame for a return to what was", () => {
    const story = call()
      .arrive(0)
      .alert(1, "a")
      .answer(1)
      .setAttribute(5, "a", "1")
      .hold(5)
      .customerLeaves(5);
    const tracker = createTracker(START);
    follow(story, tracker);
    const late = frameOf(story.steps[4]!);
    delete late.correlationId;
    assert.deepEqual(tracker.frame(late, START + 60_000, []).events, []);
  });

  it("says nothing of what happened before it listened", () => {
    const story = call().arrive(0).alert(1, "a").answer(1).hold(600_000);
    const since = START + 300_000;
    const tracker = createTracker(since);
    const events = tracker.frame(frameOf(story.steps[3]!), START + 600_002, []).events;
    assert.deepEqual(names(events), ["held"]);
  });

  it("takes the platform's clock to be known to about a second", () => {
    const since = START + 60_000;
    const toldOf = (answeredAgoMs: number): string[] => {
      const story = call()
        .arrive(0)
        .alert(1, "a")
        .answer(59_999 - answeredAgoMs);
      return names(createTracker(since).frame(frameOf(story.steps[2]!), since + 100, []).events);
    };
    assert.deepEqual([toldOf(1_000), toldOf(2_000)], [["offered", "connected"], []]);
  });

  it("marks what happened in a gap and was found out by reading, and nothing else", () => {
    const story = call().arrive(0).alert(1000, "a").answer(1000).customerLeaves(60_000);
    const tracker = createTracker(START);
    story.steps.slice(0, 2).forEach((step) => tracker.frame(frameOf(step), step.at, []));
    const gap = { from: START + 1500, to: START + 30_000 };
    const found = tracker.read(story.steps[2]!.conversation, START + 30_100, [gap], true);
    const later = tracker.frame(frameOf(story.steps[3]!), story.steps[3]!.at, [gap]).events;
    assert.deepEqual(
      found.map(({ event, recovered }) => [event, recovered]),
      [["connected", true]],
    );
    assert.deepEqual(
      later.map(({ recovered }) => recovered),
      later.map(() => false),
    );
  });

  it("tells of a conversation that began in a gap, as recovered", () => {
    const story = call().arrive(0).alert(1000, "a").answer(1000).hold(600_000);
    const tracker = createTracker(START - 3_600_000);
    const gap = { from: START - 1000, to: START + 30_000 };
    const events = tracker.frame(frameOf(story.steps[3]!), story.steps[3]!.at, [gap]).events;
    assert.deepEqual(
      events.map(({ event, recovered }) => [event, recovered]),
      [
        ["offered", true],
        ["connected", true],
        ["held", false],
      ],
    );
  });

  it("understands detail events, in capitals and epoch ms, as the same happenings", () => {
    const story = call().arrive(0).alert(1000, "a").answer(1000).agentLeaves(5000);
    const tracker = createTracker(START);
    story.steps.slice(0, 3).forEach((step) => tracker.frame(frameOf(step), step.at, []));
    const ended = {
      eventTime: START + 7000,
      participantId: "conversation-1-p3",
      sessionId: "conversation-1-c3",
      mediaType: "VOICE",
      disconnectType: "CLIENT",
      userId: "a",
      queueId: QUEUE,
    };
    const told = tracker.frame(detail("user.end", ended), START + 7000, []);
    assert.deepEqual(
      [told.toRead, told.events.map(({ event, to, mediaType }) => [event, to, mediaType])],
      ["conversation-1", [["agentLeft", "client", "call"]]],
    );
    const rest = tracker.frame(frameOf(story.steps[3]!), START + 7000, []).events;
    assert.deepEqual(names(rest), ["customerLeft", "ended", "acwStarted"]);
    const wrapped = { ...ended, wrapupCode: "code-1", eventTime: START + 9000 };
    assert.deepEqual(names(tracker.frame(detail("acw", wrapped), START + 9000, []).events), ["wrappedUp"]);
    assert.deepEqual(names(tracker.frame(detail("wrapup", wrapped), START + 9000, []).events), []);
  });

  it("does not take the detail of an unanswered alert's end for an agent who left", () => {
    const tracker = createTracker(START);
    const told = tracker.frame(
      detail("user.end", {
        eventTime: START + 1000,
        participantId: "p9",
        mediaType: "VOICE",
        disconnectType: "DND_ENDPOINT",
        interactingDurationMs: 0,
      }),
      START + 1000,
      [],
    );
    assert.deepEqual([told.events, told.toRead], [[], "conversation-1"]);
  });

  it("drops what has not the shape of a conversation, and never throws", () => {
    const tracker = createTracker(START);
    for (const eventBody of [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { id: "c" },
      { id: "c", participants: [null, 1, {}, { id: "p", calls: [null, {}] }] },
    ])
      assert.deepEqual(tracker.frame({ topicName: TOPIC, eventBody }, START, []).events, []);
    assert.deepEqual(
      tracker.frame(detail("user.end", { mediaType: 5, eventTime: "never" }), START, []).events,
      [],
    );
  });

  it("forgets ended conversations, later where a code is still owed, and never tells their end again", () => {
    const tracker = createTracker(START);
    const owed = createStory("owed", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1);
    const done = createStory("done", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1).wrapUp(1, "x");
    follow(owed, tracker);
    follow(done, tracker);
    const tick = (at: number) => follow(createStory("tick", at).arrive(0), tracker);
    tick(START + 16 * 60_000);
    assert.deepEqual([tracker.follows("done"), tracker.follows("owed")], [false, true]);
    const late = tracker.frame(frameOf(done.steps.at(-1)!), START + 17 * 60_000, []).events;
    assert.deepEqual(late, []);
    tick(START + 3 * 3_600_000);
    assert.equal(tracker.follows("owed"), false);
  });

  it("does not keep a conversation alive by reading it", () => {
    const tracker = createTracker(START);
    const owed = createStory("owed", START).arrive(0).alert(1, "a").answer(1).agentLeaves(1);
    follow(owed, tracker);
    for (let at = START; at < START + 2 * 3_600_000; at += 600_000)
      if (tracker.follows("owed")) tracker.read(owed.steps.at(-1)!.conversation, at, [], true);
    assert.equal(tracker.follows("owed"), false);
  });

  it("stays small through eight hours of 200 conversations each", () => {
    const tracker = createTracker(START);
    let most = 0;
    for (let each = 0; each < 1_600; each++) {
      const at = START + each * 18_000;
      follow(
        createStory(`c${each}`, at).arrive(0).alert(1, "a").answer(1).agentLeaves(1).wrapUp(1, "x"),
        tracker,
      );
      most = Math.max(most, tracker.size());
    }
    assert.ok(most < 60, `${most} conversations at once`);
    assert.equal(tracker.open().length, 0);
  });

  it("holds no more conversations than it may, and lets go of the longest silent first", () => {
    const tracker = createTracker(START);
    for (let each = 0; each < 10_050; each++)
      tracker.frame(frameOf(createStory(`c${each}`, START).arrive(each).steps[0]!), START + each, []);
    assert.deepEqual([tracker.size(), tracker.follows("c49"), tracker.follows("c50")], [10_000, false, true]);
  });
});

const iso = (ms: number): string => new Date(ms).toISOString();
