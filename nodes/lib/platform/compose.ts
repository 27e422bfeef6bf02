import { createRequire } from "node:module";
import { exchangerOf, signInOwner, type GrantParts } from "./auth/account-grant";
import { backplaneOwner } from "./auth/backplane-owner";
import { sharedExchanger } from "./auth/shared-exchanger";
import type { Backplane, Claims, OpenBackplane } from "./backplane/types";
import { createClient } from "./client/client";
import { createClosing, sleep, steadily } from "./time/clock";
import { createEvents, type Events } from "./events/events";
import type { Log } from "./events/types";
import type { createSharedEvents, SharedEvents } from "./shared-events/shared-events";
import { createLimiter } from "./client/limiter";
import { createReports, presentState, type Visible } from "./client/present-state";
import { fixedHosts, type AccountSettings } from "./auth/settings";
import { isSignedInByItself } from "./auth/simulated-user";
import { createConnect } from "./http/socket";
import { createAccountState } from "./client/account-state";
import { createTokens, type FreshToken } from "./client/tokens";
import { createObserved, type Observer } from "./http/observed";
import { createTransport } from "./http/transport";
import type { Conversation } from "./conversation/conversation";
import type { AccountState, Client, Clock, Hosts, PresentState, Transport } from "./types";

/** A simulated org that runs in this process. */
interface RunningOrg {
  url: string;
  close(): Promise<void>;
}

export interface CompositionParts extends GrantParts {
  clock: Clock;
  /** Starts the simulated org. Called once, with the first request, and only if the region is the simulated one. */
  openSimulator: () => Promise<RunningOrg>;
  /** Opens what the account shares with other instances, if it has a backplane. */
  openBackplane?: OpenBackplane | undefined;
  /** Called after every change of the account's state. */
  onState: (state: AccountState) => void;
  /** Called with every token that was fetched. */
  onToken?: (token: FreshToken) => void;
  /** Logs what the author of the flow should know of the notifications and of the simulated org. */
  log: Log;
}

/** What belongs to one account and dies with it. Nothing is opened before it is used. */
export interface Composition {
  settings: AccountSettings;
  hosts: () => Promise<Hosts>;
  transport: Transport;
  /** @throws GenesysError `config` naming the credential that is missing. */
  client: () => Client;
  /** Of all instances that share its backplane; `undefined` if it has none. @throws as `client` does. */
  claims: () => Claims | undefined;
  /** This one among them. @throws as `client` does. */
  instance: () => string | undefined;
  /** The account's notifications; opened by the first that subscribes. @throws as `client` does. */
  events: () => Events;
  /** What is listened to by one of the instances that share its backplane; `undefined` if it has none. @throws as `client` does. */
  sharedEvents: () => SharedEvents | undefined;
  /** Calls a listener with each conversation that the notifications report. The returned function ends that. */
  onConversation: (listener: (conversation: Conversation) => void) => () => void;
  /** What is known at present; opens nothing. */
  state: () => PresentState;
  /** Reports each request and its response until the returned function is called: without the token. */
  observe: (observer: Observer) => () => void;
  /** The account is deployed with these settings: a user who signs in to this client at this host stays signed in. */
  claimSignIn: () => void;
  /** Ends everything that is in progress; resolves when the simulated org, if one ran, is closed. */
  close: () => Promise<void>;
}

export { requestSteps } from "./http/transport";

/** A close waits this long for a refresh in progress. The token of a later response is kept all the same. */
const LAST_MS = 900;

/** Puts a client together. @throws GenesysError `config` naming the setting that is not usable. */
export const compose = (parts: CompositionParts): Composition => {
  const { settings, clock } = parts;
  const closing = createClosing();
  const transport = createTransport({ clock });
  const observed = createObserved(transport.send, clock.now);
  const named = fixedHosts(settings);
  let org: Promise<RunningOrg> | undefined;
  let client: Client | undefined;
  let backplane: Backplane | undefined;
  let events: Events | undefined;
  let shared: SharedEvents | undefined;
  let visible: Visible | undefined;
  const reports = createReports<Conversation>();

  const hosts = async (): Promise<Hosts> => {
    if (named !== undefined) return named;
    const { url } = await (org ??= openOrg(parts));
    return { apiUrl: url, loginUrl: url };
  };

  const standing = createAccountState(parts.onState);
  let dropOthers: (present: string | undefined) => void = () => undefined;
  const unwatch = watchSignIn(parts, (isGood, isSafe, present) => {
    standing.setSignedIn(isGood, isSafe);
    dropOthers(present);
  });

  const make = (): Client => {
    const own = exchangerOf(parts, { transport: transport.send, hosts });
    backplane = openBackplane(parts);
    const exchange = sharedExchanger(parts, backplane?.token, own, closing.signal);
    let given: string | undefined;
    const fetchToken = async (): Promise<FreshToken> => {
      const token = await exchange(closing.signal);
      given = token.accessToken;
      parts.onToken?.(token);
      return token;
    };
    const tokens = createTokens({ clock: steadily(clock), exchange: fetchToken });
    let seen = generation();
    // The new user's token is used at once, whatever is left of the token before, or of its refusal.
    dropOthers = (present) => {
      const isAnother = seen !== generation();
      seen = generation();
      if (isAnother) tokens.startOver();
      else if (given !== undefined && given !== present) tokens.discard(given);
    };
    const limiter = createLimiter({
      clock: steadily(clock),
      random: Math.random,
      perMinute: settings.requestsPerMinute,
      maxWaitMs: settings.maxWaitSeconds * 1000,
      onHeldBack: standing.setHeldBack,
      shared: backplane && { window: backplane.window, signal: closing.signal },
    });
    const made = createClient({
      transport: observed.send,
      ...(visible = { tokens, limiter }),
      clock,
      random: Math.random,
      grant: settings.grant,
      hosts,
      acts: backplane?.acts,
      follow: (conversationId, onChange) => events?.follow(conversationId, onChange),
      timeoutMs: settings.timeoutSeconds * 1000,
      maxWaitMs: settings.maxWaitSeconds * 1000,
      deadlineMs: settings.deadlineSeconds * 1000,
    });
    return { ...made, remember: (key, ...more) => made.remember(`${generation()} ${key}`, ...more) };
  };
  /** What was cached for one user is not used for the next who signs in. */
  const generation = (): number => parts.signIn?.signIns.generation(parts.signIn.accountId) ?? 0;

  const clientOnce = (): Client => (client ??= make());

  return {
    ...{ settings, hosts, transport: transport.send, client: clientOnce, observe: observed.observe },
    claims: () => clientOnce() && backplane?.claims, // the client opens the backplane
    instance: () => clientOnce() && backplane?.instance,
    events: () => (events ??= eventsOf(clientOnce(), parts, reports.report)),
    onConversation: reports.listen,
    state: () => presentState(clock, { client, events, ...visible }),
    sharedEvents: () =>
      clientOnce() &&
      (shared ??= backplane && !closing.signal.aborted ? openShared(backplane, clock) : undefined),
    claimSignIn: () =>
      parts.signIn?.signIns.claim(parts.signIn.accountId, signInOwner(settings, parts.credentials)),
    close: async () => {
      closing.abort();
      const left = shared?.close() ?? Promise.resolve(); // first: what it has received is written
      events?.close();
      unwatch();
      const closed = left.then(() => backplane?.close());
      const settled = parts.signIn?.signIns.settled(parts.signIn.accountId) ?? Promise.resolve();
      const late = createClosing();
      const tooLate = sleep(clock, LAST_MS, late.signal).catch(() => undefined);
      await Promise.race([settled.then(transport.close), tooLate]).finally(() => late.abort());
      await Promise.all([closed, org?.then((running) => running.close())]);
    },
  };
};

const openOrg = async ({ openSimulator, log }: CompositionParts): Promise<RunningOrg> => {
  const opened = await openSimulator();
  log.info(`The simulated organisation listens on ${opened.url} (${opened.url}/_simulator/... controls it).`);
  return opened;
};

const eventsOf = (
  client: Client,
  { clock, log }: CompositionParts,
  onSeen: (conversation: Conversation) => void,
): Events => createEvents({ client, connect: createConnect(), clock, random: Math.random, log, onSeen });

const load = createRequire(__filename);

/** Loaded with the first node that listens with a backplane. */
const openShared = (backplane: Backplane, clock: Clock): SharedEvents => {
  const { createSharedEvents: create } = load("./shared-events/shared-events") as {
    createSharedEvents: typeof createSharedEvents;
  };
  return create({ backplane, clock });
};

const openBackplane = (parts: CompositionParts): Backplane | undefined => {
  const { settings, clock, log } = parts;
  return parts.openBackplane?.({
    ...backplaneOwner(parts),
    settings: {
      perMinute: settings.requestsPerMinute,
      maxWaitMs: settings.maxWaitSeconds * 1000,
      jitterMs: 0, // the instances do not return at once
    },
    ...{ clock, random: Math.random, warn: log.warn },
  });
};

const watchSignIn = (
  { settings, credentials, signIn }: CompositionParts,
  notify: (isGood: boolean, isSafe: boolean, token: string | undefined) => void,
): (() => void) => {
  if (signIn === undefined || settings.grant !== "authorization-code") return () => undefined;
  const { accountId, signIns } = signIn;
  const owner = signInOwner(settings, credentials);
  const isByItself = isSignedInByItself(settings, credentials);
  const look = (): void => {
    const token = signIns.tokenOf(accountId, owner);
    const isGood = signIns.isGood(accountId, owner) || (isByItself && token === undefined);
    notify(isGood, signIns.isSafe(accountId), token);
  };
  look();
  return signIns.watch(accountId, look);
};
