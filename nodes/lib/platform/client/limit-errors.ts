import { GenesysError } from "../errors/errors";

/** Why a request does not wait for a rate limit. Nothing of it was sent. */

export const operationUsedUp = (restMs: number): GenesysError =>
  new GenesysError(
    "limited",
    "Other operations of the account go on, but the platform has asked not to repeat this operation " +
      `for another ${seconds(restMs)} s. Nothing was sent.`,
    { outcome: "notSent", retryAfterMs: restMs },
  );

export const accountUsedUp = (restMs: number): GenesysError =>
  new GenesysError(
    "limited",
    `The rate limit of this account is used up for another ${seconds(restMs)} s, longer than the account waits. ` +
      "Send it later, or use another OAuth client. Nothing was sent.",
    { outcome: "notSent", retryAfterMs: restMs },
  );

export const queueFull = (limit: number): GenesysError =>
  new GenesysError(
    "limited",
    `${limit} messages are already waiting for the rate limit of this account; this one was not sent. ` +
      "Slow the flow down, or spread it over several accounts.",
    { outcome: "notSent", queueLimit: limit },
  );

const seconds = (ms: number): number => Math.ceil(ms / 1000);
