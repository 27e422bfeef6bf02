import assert from "node:assert/strict";
import type { DisconnectType, LegState } from "../../../nodes/lib/simulator/entities/communication";
import { endIn, stateIn, type Shape } from "../../../nodes/lib/simulator/formatters/words";
import { wordsOf } from "../../support/platform-models";

/** The model of each shape, and that of the frames which is made from it. */
const MODELS: Readonly<Record<Shape, readonly [rest: string, event: string]>> = {
  calls: ["Call", "ConversationEventTopicCall"],
  callbacks: ["Callback", "ConversationEventTopicCallback"],
  chats: ["ConversationChat", "ConversationEventTopicChat"],
  cobrowsesessions: ["Cobrowsesession", "ConversationEventTopicCobrowse"],
  emails: ["Email", "ConversationEventTopicEmail"],
  messages: ["Message", "ConversationEventTopicMessage"],
  internalMessages: ["InternalMessage", "ConversationEventTopicInternalMessage"],
  screenshares: ["Screenshare", "ConversationEventTopicScreenShare"],
  socialExpressions: ["SocialExpression", "ConversationEventTopicSocialExpression"],
  videos: ["Video", "ConversationEventTopicVideo"],
  flat: ["CallMediaParticipant", "ConversationCallEventTopicCallMediaParticipant"],
};

const STATES: readonly LegState[] = [
  ...(["alerting", "dialing", "contacting", "offering", "connected", "disconnected"] as const),
  ...(["scheduled", "parked", "transmitting", "none"] as const),
];

describe("the words of a leg", () => {
  for (const [shape, [rest, event]] of Object.entries(MODELS) as [Shape, readonly [string, string]][]) {
    it(`${shape}: a state that its models have stays as it is, any other becomes one of theirs`, () => {
      const known = wordsOf(rest, "state").filter((word) => wordsOf(event, "state", "topics").includes(word));
      for (const state of STATES) {
        if (known.includes(state)) assert.equal(stateIn(shape, state), state);
        else assert.ok(known.includes(stateIn(shape, state)), `${state} becomes ${stateIn(shape, state)}`);
      }
    });

    it(`${shape}: so does what ended it`, () => {
      const known = wordsOf(rest, "disconnectType");
      for (const end of wordsOf("Message", "disconnectType").concat(wordsOf("Call", "disconnectType"))) {
        const shown = endIn(shape, end as DisconnectType) ?? "";
        if (known.includes(end)) assert.equal(shown, end);
        else assert.ok(known.includes(shown), `${end} becomes ${shown}`);
      }
    });
  }

  it("show a leg of a conversation that is over as terminated, where the model has the word", () => {
    assert.equal(stateIn("calls", "disconnected", true), "terminated");
    assert.equal(stateIn("messages", "disconnected", true), "disconnected");
    assert.equal(stateIn("flat", "disconnected", true), "terminated");
    assert.equal(stateIn("calls", "connected", true), "connected");
  });
});
