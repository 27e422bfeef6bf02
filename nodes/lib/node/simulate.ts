import { GenesysError, inputError, isGenesysError, configError } from "../platform/errors/errors";
import { didYouMean, nearest, quoteWord } from "../platform/catalogue/guess";
import { isLoopback } from "../platform/http/hosts";
import type { Transport } from "../platform/types";

/** What an account lends to its simulated org. */
export interface Door {
  /** Where the account's requests go. */
  apiUrl: string;
  transport: Transport;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Triggers an action in the simulated org of an account: one `POST /_simulator/<action>`, without a token. Returns what
 * the action returns.
 *
 * @throws GenesysError `config` where there is a real org, `input` naming the detail that is wrong, `rejected` where the
 * action makes no sense at present.
 */
export const simulateAt = async (
  { apiUrl, transport, timeoutMs, signal }: Door,
  action: string,
  details: Record<string, unknown>,
): Promise<unknown> => {
  checkHost(apiUrl);
  const seconds = typeof details.seconds === "number" ? details.seconds : 0;
  try {
    const { body } = await transport({
      method: "POST",
      url: `${apiUrl}/_simulator/${encodeURIComponent(action)}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(details),
      timeoutMs: timeoutMs + seconds * 1000, // the clock that times this out is the one that is moved on
      signal,
    });
    return (body as { result?: unknown } | undefined)?.result ?? undefined;
  } catch (error) {
    if (isGenesysError(error) && error.cause.platformCode === "simulator.action") {
      throw unknownAction(action, (await read({ apiUrl, transport, timeoutMs, signal }, "acts")) as string[]);
    }
    throw asActionError(error, action);
  }
};

/** A conversation of the simulated org. */
export interface SimulatedConversation {
  id: string;
  /** The customer, the media and the agents. */
  name: string;
  ended?: true;
}

/** The conversations of the simulated org, those that go on first. @throws GenesysError `config` where there is a real org. */
export const simulatedConversations = async (door: Door): Promise<SimulatedConversation[]> => {
  checkHost(door.apiUrl);
  return (await read(door, "conversations")) as SimulatedConversation[];
};

/** What has changed in the simulated org since a revision. */
export interface SimulatedChanges {
  revision: number;
  now: number;
  ids: string[];
  /** As the platform returns them. */
  conversations: unknown[];
}

/** @throws GenesysError `config` where there is a real org, or none that reports its changes. */
export const simulatedChanges = async (door: Door, since: number): Promise<SimulatedChanges> => {
  checkHost(door.apiUrl);
  try {
    return (await read(door, `changes/${since}`)) as SimulatedChanges;
  } catch (error) {
    throw isGenesysError(error) && error.cause.status === 404 ? realOrg() : error;
  }
};

/** The simulated org listens on this machine only. */
const checkHost = (apiUrl: string): void => {
  if (!isLoopback(new URL(apiUrl).hostname)) throw realOrg();
};

const read = async ({ apiUrl, transport, timeoutMs, signal }: Door, what: string): Promise<unknown> => {
  const { body } = await transport({
    method: "GET",
    url: `${apiUrl}/_simulator/${what}`,
    headers: {},
    timeoutMs,
    signal,
  });
  return body;
};

const unknownAction = (action: string, known: readonly string[]): GenesysError => {
  const near = nearest(action, known);
  const hint = near.length > 0 ? didYouMean(near) : ` There are: ${known.join(", ")}.`;
  return inputError("action", `The simulated organisation has no action ${quoteWord(action)}.${hint}`);
};

export const realOrg = (): GenesysError =>
  configError(
    "account",
    'You can trigger events only in the simulated organisation. Choose an account whose region is "simulator".',
  );

const asActionError = (error: unknown, action: string): unknown => {
  if (!isGenesysError(error)) return error;
  const { platformCode = "", platformMessage = "", status } = error.cause;
  const field = /^simulator\.(.+)$/.exec(platformCode)?.[1];
  if (field === undefined)
    return status === 404 ? configError("account", "The account's API host is not a simulator.") : error;
  if (field === "state")
    return new GenesysError("rejected", platformMessage, { outcome: "refused", operation: action });
  return inputError(field, platformMessage, { operation: action });
};
