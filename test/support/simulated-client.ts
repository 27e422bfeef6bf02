import type { Acts } from "../../nodes/lib/platform/backplane/types";
import { createTokens } from "../../nodes/lib/platform/client/tokens";
import { createTransport } from "../../nodes/lib/platform/http/transport";
import type { Client, Clock, Grant } from "../../nodes/lib/platform/types";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { composeClient } from "./client";
import { createClock, type VirtualClock } from "./clock";

export interface SimulatedOrg {
  simulator: Simulator;
  clock: VirtualClock;
  /** The clock of the machine that the clients run on. */
  machine: Clock;
  /** A client of this grant; a user's where one is named. */
  clientOf(grant: Grant, userId?: string, acts?: Acts): Client;
  /** Lets time pass, and real sockets bring what they have, until the promise settles. */
  play<T>(promise: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A simulated org and clients of it over real HTTP, on one virtual clock, which the clients' machine may be ahead of. */
export const openOrg = async (machineAheadMs = 0): Promise<SimulatedOrg> => {
  const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
  const simulator = await startSimulator({ clock });
  const machine: Clock = { now: () => clock.now() + machineAheadMs, after: clock.after };
  const transport = createTransport({ clock: machine });
  const hosts = () => Promise.resolve({ apiUrl: simulator.url, loginUrl: simulator.url });
  return {
    simulator,
    clock,
    machine,
    clientOf: (grant, userId, acts) => {
      const issue = () => simulator.act.issueToken(userId === undefined ? "simulator" : "sign-in", userId);
      const exchange = () => Promise.resolve({ accessToken: issue() });
      return composeClient({
        clock: machine,
        grant,
        hosts,
        transport: transport.send,
        tokens: createTokens({ clock: machine, exchange }),
        ...(acts === undefined ? {} : { acts }),
      });
    },
    play: async (promise) => {
      let settled = false;
      const mark = (): void => void (settled = true);
      promise.then(mark, mark);
      while (!settled) {
        await new Promise((resolve) => setTimeout(resolve, 4));
        if (!settled) await clock.advance(250);
      }
      return promise;
    },
    close: async () => {
      transport.close();
      await simulator.close();
    },
  };
};
