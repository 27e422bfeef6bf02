// Conversations as the platform reports them: a call with a customer, a flow, a queue and an agent.
const START = Date.now() - 60_000;
const iso = (ms) => new Date(ms).toISOString();

/** Ids of the platform's form. */
const idOf = (kind, index) => `${kind}0000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
export const conversationIdOf = (index) => idOf(1, index);
export const queueIdOf = (index) => idOf(2, index);
const userIdOf = (index) => idOf(3, index);

export const indexOf = (id) => Number(id.slice(-12));

const ended = {
  state: "disconnected",
  disconnectType: "transfer",
  disconnectedTime: iso(START - 30_000),
};

/** One attribute of the customer is `step`: each other step is one event. */
export const conversationOf = (index, step, queueId = queueIdOf(0)) => {
  const began = iso(START);
  const party = (nth, purpose, { leg = {}, ...more }) => ({
    id: idOf(4, index * 8 + nth),
    purpose,
    startTime: began,
    connectedTime: began,
    wrapupRequired: false,
    attributes: {},
    ...more,
    calls: [
      {
        id: idOf(5, index * 8 + nth),
        state: "connected",
        initialState: "connected",
        direction: "inbound",
        held: false,
        muted: false,
        confined: false,
        recording: false,
        connectedTime: began,
        self: { name: "", addressNormalized: "tel:+15555550100", addressRaw: "tel:+15555550100" },
        other: { name: "", addressNormalized: "tel:+15555550123", addressRaw: "tel:+15555550123" },
        provider: "Edge",
        disconnectReasons: [],
        ...leg,
      },
    ],
  });
  return {
    id: conversationIdOf(index),
    startTime: began,
    address: "tel:+15555550100",
    participants: [
      party(0, "customer", { attributes: { step, note: "x".repeat(300) }, address: "tel:+15555550123" }),
      party(1, "ivr", { leg: ended, endTime: ended.disconnectedTime }),
      party(2, "acd", { leg: ended, endTime: ended.disconnectedTime, queueId }),
      party(3, "agent", { queueId, userId: userIdOf(index), name: "Ada Agent", wrapupRequired: true }),
    ],
    recordingState: "none",
    divisions: [],
  };
};

/** A notification of a queue's topic. */
export const frameOf = (index, step, queueId, correlationId) => ({
  topicName: `v2.routing.queues.${queueId}.conversations`,
  version: "2",
  eventBody: conversationOf(index, step, queueId),
  metadata: { CorrelationId: correlationId },
});
