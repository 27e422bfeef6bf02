import type { VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import type { Simulator } from "../../../nodes/lib/simulator/index";

/** Conversations that go on, so that most requests find one that they fit. */

const MEDIA = [
  ...["call", "callback", "chat", "email", "cobrowsesession", "internalMessage"],
  ...["screenshare", "socialExpression", "video"],
];
const CHANNELS = ["sms", "whatsapp", "open"];

export const SCENES: readonly string[] = [...MEDIA, ...CHANNELS];
export type Scene = string;

/** One conversation of the medium or channel, which an agent has answered. */
export const begin = (simulator: Simulator, clock: VirtualClock, scene: Scene, user?: string): void => {
  const { act } = simulator;
  const details = { mediaType: scene, queue: "Service" };
  const { conversationId } = CHANNELS.includes(scene)
    ? act.customerWrites({ channel: scene, queue: "Service" })
    : act.interactionArrives(details);
  act.agentAnswers(conversationId, user === undefined ? {} : { user });
  clock.advance(1_000);
};
