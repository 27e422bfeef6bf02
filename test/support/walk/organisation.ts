import type { CaseTime } from "../../../nodes/lib/flow-test/time/time";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { CLIENT } from "./flow";
import type { Plan } from "./steps";

/** The simulated organisation of a walk: how it begins, and how everything in it ends. */

export const startOrg = async (time: CaseTime, { requestsPerMinute, lagMs }: Plan): Promise<Simulator> => {
  const simulator = await startSimulator({
    clock: time,
    settings: { requestsPerMinute, lagMs },
  });
  const { clients } = simulator.org;
  const usual = clients.get("simulator");
  if (usual === undefined) throw new Error("the organisation has no client simulator");
  clients.set(CLIENT.clientId, { ...usual, id: CLIENT.clientId, secret: CLIENT.clientSecret });
  return simulator;
};

/**
 * No fault waits for a request or a frame any more, and the rate limit is the usual one. An agent who misses an alert is not alerted
 * again: the frames of customers who are offered again and again would be most of what a walk costs.
 */
export const calmDown = ({ faults, settings, store }: Simulator): void => {
  faults.clear();
  store.collection("frame faults", (): object[] => []).length = 0;
  // One that waits for the next frame would be lost where none comes.
  for (const late of store.collection("frames held back", (): (() => void)[] => []).splice(0)) late();
  Object.assign(settings, { requestsPerMinute: 300, windowMs: 60_000, missedAlertEndsOffers: true });
};

/** So many agents may still talk to each other. */
const MOST_AGENTS = 3;

/** No customer waits for an agent any more, and no agents talk to each other. */
export const endAll = ({ act, store }: Simulator): void => {
  const ends = [act.customerHangsUp, ...Array.from({ length: MOST_AGENTS }, () => act.agentHangsUp)];
  for (const hangUp of ends)
    for (const [id, { endAt }] of store.conversations)
      try {
        if (endAt === undefined) hangUp(id);
      } catch {
        // It has no such participant.
      }
};
