import { GenesysError } from "../errors/errors";

/** Why a request does not wait for a rate limit. Nothing of it was sent. */

export const operationUsedUp = (restMs: number): GenesysError =>
  new GenesysError(
    "limited",
    `The platform limits this operation, so it cannot be sent for another ${seconds(restMs)} s. ` +
      "Other operations of the account continue. Nothing was sent.",
    { outcome: "notSent", retryAfterMs: restMs },
  );

export const accountUsedUp = (restMs: number): GenesysError =>
  new GenesysError(
    "limited",
    `The rate limit of this account is exceeded for another ${seconds(restMs)} s, longer than the account waits. ` +
      "Send it later, or use another OAuth client. Nothing was sent.",
    { outcome: "notSent", retryAfterMs: restMs },
  );

export const queueFull = (limit: number): GenesysError =>
  new GenesysError(
    "limited",
    `${limit} messages already wait for the rate limit of this account, so this message was not sent. ` +
      "Send messages more slowly, or use several accounts.",
    { outcome: "notSent", queueLimit: limit },
  );

const seconds = (ms: number): number => Math.ceil(ms / 1000);
