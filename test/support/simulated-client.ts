import { createTokens } from "../../nodes/lib/platform/tokens";
import { createTransport } from "../../nodes/lib/platform/transport";
import type { Client, Grant } from "../../nodes/lib/platform/types";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { composeClient } from "./client";
import { createClock, type VirtualClock } from "./clock";

export interface SimulatedOrg {
  simulator: Simulator;
  clock: VirtualClock;
  /** A client of this grant; a user's where one is named. */
  clientOf(grant: Grant, userId?: string): Client;
  /** Lets time pass, and real sockets bring what they have, until the promise settles. */
  play<T>(promise: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A simulated org and clients of it over real HTTP, on one virtual clock. */
export const openOrg = async (): Promise<SimulatedOrg> => {
  const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
  const simulator = await startSimulator({ clock });
  const transport = createTransport({ clock });
  const hosts = () => Promise.resolve({ apiUrl: simulator.url, loginUrl: simulator.url });
  return {
    simulator,
    clock,
    clientOf: (grant, userId) => {
      const issue = () => simulator.act.issueToken(userId === undefined ? "simulator" : "sign-in", userId);
      const exchange = () => Promise.resolve({ accessToken: issue() });
      return composeClient({
        clock,
        grant,
        hosts,
        transport: transport.send,
        tokens: createTokens({ clock, exchange }),
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
