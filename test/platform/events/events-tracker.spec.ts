import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { createStory, QUEUE, type Story } from "../../support/story";
import { START, TOPIC } from "../../support/events-time";
import { follow, frameOf, namesOf, storyOfCall } from "../../support/tracked";

const TABLE: { says: string; story: () => Story; events: string[] }[] = [
  { says: "a call in the queue is not yet anything", story: () => storyOfCall().arrive(0), events: [] },
  {
    says: "an alert is an offer",
    story: () => storyOfCall().arrive(0).alert(2000, "agent-1"),
    events: ["offered"],
  },
  {
    says: "a declined alert is no connection and no agent's leaving, but a return to the queue",
    story: () => storyOfCall().arrive(0).alert(2000, "agent-1").decline(3000),
    events: ["offered", "requeued"],
  },
  {
    says: "a return to the queue is no end, and the next offer is one of its own",
    story: () => storyOfCall().arrive(0).alert(2000, "a").decline(3000).alert(4000, "b").answer(2000),
    events: ["offered", "requeued", "offered", "connected"],
  },
  {
    says: "a caller who gives up while an agent is alerted is not put back into the queue",
    story: () => storyOfCall().arrive(0).alert(2000, "a").customerLeaves(3000),
    events: ["offered", "customerLeft", "ended"],
  },
  {
    says: "hold and resume are emitted each time",
    story: () =>
      storyOfCall().arrive(0).alert(1, "a").answer(1).hold(9000).resume(9000).hold(9000).resume(9000),
    events: ["offered", "connected", "held", "resumed", "held", "resumed"],
  },
  {
    says: "a leg that ends while held is not resumed",
    story: () => storyOfCall().arrive(0).alert(1, "a").answer(1).hold(9).customerLeaves(9),
    events: ["offered", "connected", "held", "agentLeft", "customerLeft", "ended", "acwStarted"],
  },
  {
    says: "a transfer is no end",
    story: () => storyOfCall().arrive(0).alert(1, "a").answer(1).transferTo(9, "b").answer(9),
    events: ["offered", "connected", "offered", "transferred", "agentLeft", "acwStarted", "connected"],
  },
  {
    says: "a third party makes it a conference",
    story: () => storyOfCall().arrive(0).alert(1, "a").answer(1).conference(9, "b"),
    events: ["offered", "connected", "offered", "connected", "conferenced"],
  },
  {
    says: "a supervisor joins, and is neither connected, nor a third party, nor an agent who leaves",
    story: () => storyOfCall().arrive(0).alert(1, "a").answer(1).supervise(9, "monitored").customerLeaves(9),
    events: ["offered", "connected", "supervisorJoined", "agentLeft", "customerLeft", "ended", "acwStarted"],
  },
  {
    says: "after-call work begins with the end of the leg and is finished by a code",
    story: () => storyOfCall().arrive(0).alert(1, "a").answer(1).agentLeaves(9).wrapUp(9, "code-1"),
    events: ["offered", "connected", "agentLeft", "customerLeft", "ended", "acwStarted", "wrappedUp"],
  },
  {
    says: "an attribute is emitted when its value changes",
    story: () =>
      storyOfCall()
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
      assert.deepEqual(namesOf(follow(story())), events);
    });

  it("names the leg, its people, what was before and after, and when", () => {
    const [, connected] = follow(storyOfCall().arrive(0).alert(2000, "agent-1").answer(3000));
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
      participant: { userId: "agent-1", state: "connected" },
      occurredAt: START + 5000,
      recovered: false,
    });
    assert.equal((payload as { id: string }).id, "conversation-1-p3");
  });

  it("emits only the attributes that changed, as they were and as they are", () => {
    const [, changed] = follow(
      storyOfCall().arrive(0).setAttribute(1, "tier", "gold").setAttribute(1, "vip", "yes"),
    );
    assert.deepEqual([changed?.from, changed?.to], [{}, { vip: "yes" }]);
  });

  it("spells what ended a leg as REST does, whichever channel reported it", () => {
    const story = storyOfCall().arrive(0).alert(1000, "a");
    const declined = structuredClone(story.decline(1000).steps[2]!);
    declined.conversation.participants[2]!.calls![0]!.disconnectType = "endpoint.donotdisturb";
    const tracker = createTracker(START);
    const events = [story.steps[0]!, story.steps[1]!, declined].flatMap(
      (step) => tracker.frame(frameOf(step), step.at, []).events,
    );
    assert.deepEqual([events.at(-1)?.event, events.at(-1)?.to], ["requeued", "endpoint.donotdisturb"]);
  });

  it("emits a call that was dialled as connected when the customer answers, not when the agent's own phone does", () => {
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
    const receive = (body: unknown, at: number) =>
      tracker.frame({ topicName: TOPIC, eventBody: body }, at, []).events;
    assert.deepEqual(receive(legs("dialing"), START), []);
    const events = receive(legs("connected", START + 5000), START + 5000);
    assert.deepEqual(
      events.map(({ event, participantId }) => [event, participantId]),
      [["connected", "x"]],
    );
  });
});

const iso = (ms: number): string => new Date(ms).toISOString();
