import type { Node, NodeAPI, NodeDef } from "node-red";
import { z } from "zod";
import type { AccountNode } from "./lib/node/account";
import { clockOf } from "./lib/node/clock-setting";
import { realOrg, simulateAt } from "./lib/node/simulate";
import { validateOptions } from "./lib/node/validate";
import { createClient } from "./lib/platform/client";
import { createClosing } from "./lib/platform/clock";
import type { GenesysError } from "./lib/platform/errors";
import { clientCredentials, fixedToken, type Exchanger } from "./lib/platform/grants";
import { configError, customHosts, hostsOfDomain } from "./lib/platform/hosts";
import { createLapse } from "./lib/platform/lapse";
import { createLimiter, DEFAULT_PER_MINUTE } from "./lib/platform/limiter";
import { createTokens } from "./lib/platform/tokens";
import { createTransport } from "./lib/platform/transport";
import type { AccountState, Client, Hosts } from "./lib/platform/types";
import type { Simulator, startSimulator } from "./lib/simulator/index";

interface Credentials {
  clientId?: string;
  clientSecret?: string;
  accessToken?: string;
}

const seconds = (byDefault: number) => z.coerce.number().positive().max(86_400).default(byDefault);

const settings = z.object({
  region: z.string().min(1),
  apiUrl: z.string().optional(),
  loginUrl: z.string().optional(),
  grant: z.enum(["client-credentials", "authorization-code", "access-token"]).default("client-credentials"),
  requestsPerMinute: z.coerce.number().int().positive().default(DEFAULT_PER_MINUTE),
  timeoutSeconds: seconds(30),
  maxWaitSeconds: seconds(180),
  deadlineSeconds: seconds(300),
});

type Settings = z.output<typeof settings>;

/** The simulated org lets everybody in who does not say otherwise. */
const SIMULATOR_CLIENT = { clientId: "simulator", clientSecret: "simulator" };

/** The account: it alone knows how a client is put together, and it alone opens the door to the simulated org. */
export = (RED: NodeAPI): void => {
  RED.nodes.registerType<AccountNode, NodeDef, object, Credentials>(
    "genesys-account",
    function (this: AccountNode & Node<Credentials>, config: NodeDef & { region?: string }) {
      RED.nodes.createNode(this, config);
      // A simulated org and its account share a clock that can be moved on.
      const clock = config.region === "simulator" ? createLapse(clockOf(RED)) : clockOf(RED);
      const closing = createClosing();
      const watchers = new Set<(state: AccountState) => void>();
      let state: AccountState = { kind: "ready" };
      let simulator: Promise<Simulator> | undefined;
      let transport: ReturnType<typeof createTransport> | undefined;
      let client: Client | undefined;

      const turn = (next: AccountState): void => {
        state = next;
        for (const tell of watchers) tell(state);
      };

      const openSimulator = (): Promise<Simulator> => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- heavy, and only wanted without an org
        const door = require("./lib/simulator/index") as { startSimulator: typeof startSimulator };
        return door.startSimulator({ clock });
      };

      const hostsOf = ({ region, apiUrl, loginUrl }: Settings): (() => Promise<Hosts>) => {
        if (region === "simulator")
          return async () => {
            const { url } = await (simulator ??= openSimulator());
            return { apiUrl: url, loginUrl: url };
          };
        const hosts = region === "custom" ? customHosts(apiUrl, loginUrl) : hostsOfDomain(region);
        return () => Promise.resolve(hosts);
      };

      const line = (): ReturnType<typeof createTransport> => (transport ??= createTransport({ clock }));

      const compose = (): Client => {
        const set = validateOptions(settings, withoutBlanks({ ...config }));
        const hosts = hostsOf(set);
        const { send } = line();
        const exchange = exchangerOf(set, this.credentials, { transport: send, hosts });
        const limiter = createLimiter({
          clock,
          random: Math.random,
          perMinute: set.requestsPerMinute,
          onHeldBack: (untilMs) =>
            turn(untilMs === undefined ? { kind: "ready" } : { kind: "heldBack", untilMs }),
        });
        return createClient({
          transport: send,
          tokens: createTokens({ clock, exchange: () => exchange(closing.signal) }),
          limiter,
          clock,
          random: Math.random,
          grant: set.grant,
          hosts,
          timeoutMs: set.timeoutSeconds * 1000,
          maxWaitMs: set.maxWaitSeconds * 1000,
          deadlineMs: set.deadlineSeconds * 1000,
        });
      };

      this.clock = clock;
      this.client = () => (client ??= compose());
      this.simulate = async (action, details, signal) => {
        const set = validateOptions(settings, withoutBlanks({ ...config }));
        if (set.region !== "simulator" && set.region !== "custom") throw realOrg();
        const { apiUrl } = await hostsOf(set)();
        const timeoutMs = set.timeoutSeconds * 1000;
        return simulateAt({ apiUrl, transport: line().send, timeoutMs, signal }, action, details);
      };
      this.watch = (tell) => {
        watchers.add(tell);
        tell(state);
        return () => void watchers.delete(tell);
      };

      this.on("close", (done: () => void) => {
        closing.abort();
        watchers.clear();
        transport?.close();
        const stopped = simulator?.then((running) => running.close());
        if (stopped === undefined) done();
        else stopped.then(done, done);
      });
    },
    {
      credentials: {
        clientId: { type: "text" },
        clientSecret: { type: "password" },
        accessToken: { type: "password" },
      },
    },
  );
};

/** The grant of the account with its credentials. @throws GenesysError `config` naming the credential that is missing. */
const exchangerOf = (
  { grant, region }: Settings,
  credentials: Credentials | undefined,
  endpoint: Parameters<typeof clientCredentials>[0],
): Exchanger => {
  const { clientId = "", clientSecret = "", accessToken = "" } = credentials ?? {};
  switch (grant) {
    case "client-credentials":
      if (region === "simulator" && clientId === "") return clientCredentials(endpoint, SIMULATOR_CLIENT);
      if (clientId === "") throw missing("clientId", "client id");
      if (clientSecret === "") throw missing("clientSecret", "client secret");
      return clientCredentials(endpoint, { clientId, clientSecret });
    case "access-token":
      if (accessToken === "") throw missing("accessToken", "access token");
      return fixedToken(accessToken);
    case "authorization-code":
      throw configError(
        "grant",
        "Nobody has signed in to this account yet. Sign in in the account's dialog.",
      );
  }
};

const missing = (field: string, name: string): GenesysError =>
  configError(
    field,
    `The account has no ${name}. Credentials are not part of an imported flow; enter them again.`,
  );

/** Fields that were left empty in the dialog count as not set. */
const withoutBlanks = (config: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== "" && value !== null));
