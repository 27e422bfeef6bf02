import { transcriptToWire } from "../formatters/transcript";
import { cancelConsult, consultationIn, startConsult } from "../machines/consult";
import type { Callee } from "../machines/dialing";
import { isCustomer } from "../machines/legs";
import { setSecurePause } from "../machines/secure-pause";
import { liveCallsOf } from "../machines/voice";
import { publish } from "../notifications/publish";
import type { Store } from "../store/store";
import { ActError, namedIn, notNow, textIn, userIn, type Details } from "./details";
import { conversationNamed } from "./voice";

/** What an agent does in a call without a request: consult a third party, pause the recording; and what is said. */

const SPEAKERS = { customer: "EXTERNAL", agent: "INTERNAL" } as const;

const channelIn = (details: Details): "EXTERNAL" | "INTERNAL" => {
  const speaker = textIn(details, "speaker") ?? "customer";
  if (speaker === "customer" || speaker === "agent") return SPEAKERS[speaker];
  throw new ActError("speaker", `There is no speaker ${speaker}. There are: customer, agent.`);
};

export const consultationActs = (store: Store) => {
  const calleeIn = (details: Details): Callee => {
    const number = textIn(details, "number");
    const queue = namedIn(details, "queue", store.org.queues.values());
    const [supervisor] = [...store.org.users.values()].filter(({ title }) => title === "Supervisor");
    const user = userIn(store, details) ?? supervisor;
    if (number !== undefined) return { to: "number", number };
    if (queue) return { to: "queue", queue };
    if (user) return { to: "user", user };
    throw new ActError("user", "There is no user to consult.");
  };

  const pause = (conversationId: string, isPaused: boolean): void => {
    const conversation = conversationNamed(store, conversationId);
    if (conversation.endAt !== undefined) throw notNow(conversation, "it has ended.");
    setSecurePause(store, conversation, isPaused);
  };

  return {
    /** The agent consults a user, a queue or a number; the supervisor by default. Returns the ids. */
    agentConsults: (conversationId: string, details: Details = {}) => {
      const conversation = conversationNamed(store, conversationId);
      const talking = liveCallsOf(conversation).filter(({ leg }) => leg.state === "connected");
      const initiator = talking.findLast(({ participant }) => participant.userId !== undefined);
      const object = talking.find(({ participant }) => isCustomer(participant));
      if (!initiator || !object || consultationIn(store, conversation))
        throw notNow(conversation, "no agent can consult in it.");
      const { id } = startConsult(store, { initiator, object }, calleeIn(details), "destination");
      return { conversationId, participantId: id };
    },

    /** The agent ends the consultation, and goes on with the customer. */
    agentCancelsConsult: (conversationId: string): void => {
      const conversation = conversationNamed(store, conversationId);
      const consultation = consultationIn(store, conversation);
      if (!consultation) throw notNow(conversation, "the agent consults no one.");
      cancelConsult(store, consultation);
    },

    /** The recording of the conversation is paused. */
    agentPausesRecording: (conversationId: string): void => pause(conversationId, true),

    /** The recording of the conversation goes on. */
    agentResumesRecording: (conversationId: string): void => pause(conversationId, false),

    /** Something is said in a call, and transcribed. Returns the id of the utterance. */
    speechTranscribed: (conversationId: string, details: Details = {}) => {
      const conversation = conversationNamed(store, conversationId);
      const calls = liveCallsOf(conversation);
      const place = calls.find(({ participant }) => isCustomer(participant)) ?? calls[0];
      if (!place) throw notNow(conversation, "no call goes on in it.");
      const utterance = {
        id: store.ids.next("utterance"),
        text: textIn(details, "text") ?? "Hello",
        channel: channelIn(details),
        dialect: "en-US",
      };
      publish(
        store,
        `v2.conversations.${conversation.id}.transcription`,
        store.ids.next("notification"),
        () => transcriptToWire(store, place, utterance),
      );
      return { conversationId, utteranceId: utterance.id };
    },
  };
};

export const consultationActParameters = {
  agentConsults: ["conversationId", "*"],
  agentCancelsConsult: ["conversationId"],
  agentPausesRecording: ["conversationId"],
  agentResumesRecording: ["conversationId"],
  speechTranscribed: ["conversationId", "*"],
} as const satisfies Record<keyof ReturnType<typeof consultationActs>, readonly string[]>;
