import { someQueue, someUser, type Bodies } from "./given";

/** Bodies of requests about agents. */
export const AGENT_BODIES: Bodies = {
  RoutingStatus: ({ pick }) => ({ status: pick.one(["IDLE", "OFF_QUEUE"]) }),
  UserPresence: ({ simulator, pick }) => ({
    presenceDefinition: { id: pick.from([...simulator.org.presences.keys()]) },
    ...(pick.chance(3) ? { message: "Back at noon" } : {}),
  }),
  UserQueue: (given) => ({ id: someQueue(given), joined: given.pick.chance(2) }),
  WritableEntity: (given) => [{ id: someUser(given) }, { id: someUser(given) }],
};
