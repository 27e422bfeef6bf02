import type { Acts } from "../../nodes/lib/platform/backplane/types";
import { createClient } from "../../nodes/lib/platform/client/client";
import { createLimiter, type Limiter } from "../../nodes/lib/platform/client/limiter";
import { createTokens, type Tokens } from "../../nodes/lib/platform/client/tokens";
import type {
  CallFacts,
  CallOptions,
  Client,
  Clock,
  Grant,
  Hosts,
  Method,
  Random,
  Transport,
} from "../../nodes/lib/platform/types";

export const HOSTS = { apiUrl: "https://api.example.com", loginUrl: "https://login.example.com" };

interface Parts {
  clock: Clock;
  transport: Transport;
  grant?: Grant;
  tokens?: Tokens;
  limiter?: Limiter;
  random?: Random;
  maxWaitMs?: number;
  deadlineMs?: number;
  hosts?: () => Promise<Hosts>;
  timeoutMs?: number;
  acts?: Acts;
}

/** A client as an account composes it, over a scripted transport; what is not handed in is the ordinary. */
export const composeClient = (parts: Parts): Client => {
  const { clock, random = () => 0.5 } = parts;
  return createClient({
    grant: "client-credentials",
    hosts: () => Promise.resolve(HOSTS),
    tokens: createTokens({ clock, exchange: () => Promise.resolve({ accessToken: "token-1" }) }),
    limiter: createLimiter({ clock, random, perMinute: 300 }),
    timeoutMs: 30_000,
    maxWaitMs: 180_000,
    deadlineMs: 300_000,
    random,
    ...parts,
  });
};

/** A call of no particular operation. */
export const call = (
  client: Client,
  path: string,
  { method = "POST", ...options }: CallOptions & { method?: Method } = {},
): Promise<unknown> =>
  client.request({ operation: "probe", method, path, repeatable: method === "GET" }, options);

/** The facts of the one call that `ask` makes. */
export const factsOf = async (
  ask: (onFacts: (facts: CallFacts) => void) => Promise<unknown>,
): Promise<CallFacts | undefined> => {
  let seen: CallFacts | undefined;
  await ask((facts) => (seen = facts));
  return seen;
};
