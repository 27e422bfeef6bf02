import { randomUUID } from "node:crypto";
import { refusalError } from "../../nodes/lib/platform/http/refusal";
import type { ExchangeRequest, Transport, Clock } from "../../nodes/lib/platform/types";
import { answer, targetOf } from "../../nodes/lib/simulator/http/answer";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { createRouter } from "../../nodes/lib/simulator/http/router";
import { routes } from "../../nodes/lib/simulator/routes/index";

const router = createRouter(routes);

/** A request on its way: when it reached the simulated org, and what that answered. */
export interface Delivery {
  method: string;
  path: string;
  at: number;
  status: number;
}

interface Parts {
  simulator: Simulator;
  clock: Clock;
  /** How long a request, or its response, takes to arrive. */
  latencyMs: () => number;
  onDelivery?: (delivery: Delivery) => void;
}

/** The simulated org without sockets: requests take virtual time only, so that thousands of timings can be tried. */
export const createVirtualNetwork = ({ simulator, clock, latencyMs, onDelivery }: Parts): Transport => {
  const token = simulator.act.issueToken();
  const travel = (): Promise<void> => new Promise((resolve) => void clock.after(latencyMs(), resolve));
  return async ({ method, url, body }: ExchangeRequest) => {
    await travel();
    const { pathname: path, searchParams: query } = new URL(url);
    const raw = Buffer.from(typeof body === "string" ? body : "");
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const correlationId = randomUUID();
    const request = { method, path, query, headers, raw, correlationId, baseUrl: "https://api.example.com" };
    const reply = await answer(simulator.store, router, request, targetOf(router, method, path));
    onDelivery?.({ method, path, at: clock.now(), status: reply.status });
    const copied: unknown = reply.body === undefined ? undefined : structuredClone(reply.body);
    await travel();
    if (reply.status >= 300) throw refusalError({ status: reply.status, headers: {}, body: copied });
    return { status: reply.status, headers: {}, body: copied };
  };
};
