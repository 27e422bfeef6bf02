import { someQueue, someUser, type Bodies, type Given } from "./given";

const ofQueue = (given: Given) => ({
  type: "or",
  predicates: [{ type: "dimension", dimension: "queueId", value: someQueue(given) }],
});

/** Bodies of requests about agents and their queues. */
export const AGENT_BODIES: Bodies = {
  ConversationAggregationQuery: (given) => ({
    interval: "2025-12-31T00:00:00.000Z/2026-01-03T00:00:00.000Z",
    groupBy: given.pick.one([["queueId"], ["queueId", "mediaType"], ["userId"]]),
    filter: ofQueue(given),
    metrics: ["nOffered", "tAnswered", "tHandle", "oServiceLevel"],
  }),
  QueueObservationQuery: (given) => ({
    filter: ofQueue(given),
    metrics: given.pick.one([
      ["oWaiting", "oLongestWaiting"],
      ["oUserRoutingStatuses", "oUserPresences"],
    ]),
  }),
  RoutingStatus: ({ pick }) => ({ status: pick.one(["IDLE", "OFF_QUEUE"]) }),
  UserPresence: ({ simulator, pick }) => ({
    presenceDefinition: { id: pick.from([...simulator.org.presences.keys()]) },
    ...(pick.chance(3) ? { message: "Back at noon" } : {}),
  }),
  UserQueue: (given) => ({ id: someQueue(given), joined: given.pick.chance(2) }),
  WritableEntity: (given) => [{ id: someUser(given) }, { id: someUser(given) }],
};
