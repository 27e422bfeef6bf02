import assert from "node:assert/strict";
import { createTracker } from "../../../nodes/lib/platform/events/tracker";
import { asEventBody, createStory, QUEUE, type Story } from "../../support/story";

const START = Date.UTC(2026, 0, 5, 9);
const TOPIC = `v2.routing.queues.${QUEUE}.conversations`;

const TABLE: { says: string; story: (call: Story) => Story; events: string[] }[] = [
  {
    says: "a colleague who is consulted joins no conference, neither during the consultation nor after it",
    story: (call) =>
      call.consult(1, "agent").answerConsult(2000).endConsult(9000, false).setAttribute(2000, "a", "1"),
    events: [
      "offered",
      "consultStarted",
      "connected",
      "consultEnded",
      "agentLeft",
      "acwStarted",
      "attributesChanged",
    ],
  },
  {
    says: "nor when they take the customer over",
    story: (call) =>
      call.consult(1, "user").answerConsult(2000).endConsult(9000, true).setAttribute(2000, "a", "1"),
    events: [
      "offered",
      "consultStarted",
      "connected",
      "consultEnded",
      "transferred",
      "agentLeft",
      "acwStarted",
      "attributesChanged",
    ],
  },
  {
    says: "an external party who was consulted is no customer who leaves",
    story: (call) =>
      call.consult(1, "external").answerConsult(2000).endConsult(9000, false).setAttribute(2000, "a", "1"),
    events: ["consultStarted", "connected", "consultEnded", "attributesChanged"],
  },
  {
    says: "the customer leaves once, also in the middle of a consultation",
    story: (call) => call.consult(1, "external").answerConsult(2000).customerLeaves(9000),
    events: [
      "consultStarted",
      "connected",
      "consultEnded",
      "agentLeft",
      "customerLeft",
      "ended",
      "acwStarted",
    ],
  },
];

describe("the events of a consultation", () => {
  for (const { says, story, events } of TABLE)
    it(says, () => {
      const tracker = createTracker(START);
      const { steps } = story(
        createStory("conversation-1", START).arrive(0).alert(1, "agent-1").answer(1000),
      );
      const emitted = steps.flatMap(({ conversation, at }) => {
        const frame = { topicName: TOPIC, eventBody: asEventBody(conversation), correlationId: `c-${at}` };
        return tracker.frame(frame, at, []).events;
      });
      assert.deepEqual(
        emitted.map(({ event }) => event),
        ["offered", "connected", ...events],
      );
    });
});
