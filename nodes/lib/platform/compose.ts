import { createClient } from "./client";
import { createClosing } from "./clock";
import type { GenesysError } from "./errors";
import { createEvents, type Events } from "./events";
import type { Log } from "./events/types";
import { clientCredentials, fixedToken, type Exchanger } from "./grants";
import { configError } from "./hosts";
import { createLimiter } from "./limiter";
import { fixedHosts, type AccountSettings, type Credentials } from "./settings";
import { createConnect } from "./socket";
import { proxyAgentFor } from "./socket-proxy";
import { createTokens } from "./tokens";
import { createTransport } from "./transport";
import type { AccountState, Client, Clock, Hosts, Transport } from "./types";

/** A simulated org that runs in this process. */
interface RunningOrg {
  url: string;
  close(): Promise<void>;
}

export interface CompositionParts {
  settings: AccountSettings;
  credentials: Credentials;
  clock: Clock;
  /** Starts the simulated org; asked once, with the first request, and only where the region says so. */
  openSimulator: () => Promise<RunningOrg>;
  /** Told of every change of how the account stands. */
  onState: (state: AccountState) => void;
  /** Where the notifications say what the flow's author should know. */
  log: Log;
}

/** What belongs to one account and dies with it. Nothing is opened before it is used. */
export interface Composition {
  settings: AccountSettings;
  hosts: () => Promise<Hosts>;
  transport: Transport;
  /** @throws GenesysError `config` naming the credential that is missing. */
  client: () => Client;
  /** The account's notifications; opened by the first that subscribes. @throws as `client` does. */
  events: () => Events;
  /** Ends whatever is under way; resolves when the simulated org, if one ran, is gone. */
  close: () => Promise<void>;
}

/** The simulated org lets everybody in who does not say otherwise. */
const SIMULATOR_CLIENT = { clientId: "simulator", clientSecret: "simulator" };

/** Puts a client together. @throws GenesysError `config` naming the setting that is not usable. */
export const compose = (parts: CompositionParts): Composition => {
  const { settings, clock } = parts;
  const closing = createClosing();
  const line = createTransport({ clock });
  const named = fixedHosts(settings);
  let org: Promise<RunningOrg> | undefined;
  let client: Client | undefined;
  let events: Events | undefined;

  const hosts = async (): Promise<Hosts> => {
    if (named !== undefined) return named;
    const { url } = await (org ??= parts.openSimulator());
    return { apiUrl: url, loginUrl: url };
  };

  const make = (): Client => {
    const exchange = exchangerOf(settings, parts.credentials, { transport: line.send, hosts });
    const limiter = createLimiter({
      clock,
      random: Math.random,
      perMinute: settings.requestsPerMinute,
      onHeldBack: (untilMs) =>
        parts.onState(untilMs === undefined ? { kind: "ready" } : { kind: "heldBack", untilMs }),
    });
    return createClient({
      transport: line.send,
      tokens: createTokens({ clock, exchange: () => exchange(closing.signal) }),
      limiter,
      clock,
      random: Math.random,
      grant: settings.grant,
      hosts,
      follow: (conversationId, tell) => events?.follow(conversationId, tell),
      timeoutMs: settings.timeoutSeconds * 1000,
      maxWaitMs: settings.maxWaitSeconds * 1000,
      deadlineMs: settings.deadlineSeconds * 1000,
    });
  };

  const clientOnce = (): Client => (client ??= make());

  return {
    settings,
    hosts,
    transport: line.send,
    client: clientOnce,
    events: () =>
      (events ??= createEvents({
        client: clientOnce(),
        connect: createConnect(proxyAgentFor),
        clock,
        random: Math.random,
        log: parts.log,
      })),
    close: async () => {
      closing.abort();
      events?.close();
      line.close();
      await org?.then((running) => running.close());
    },
  };
};

/** The grant of the account with its credentials. @throws GenesysError `config` naming the credential that is missing. */
const exchangerOf = (
  { grant, region }: AccountSettings,
  { clientId = "", clientSecret = "", accessToken = "" }: Credentials,
  endpoint: Parameters<typeof clientCredentials>[0],
): Exchanger => {
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
