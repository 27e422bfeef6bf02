import { createHash } from "node:crypto";
import { inputError } from "../errors/errors";
import { writeRequest } from "../http/wire";
import type { OwnMessage, PlatformRequest } from "../types";

export interface ClaimKey {
  key: string;
  /** The flow has named the act. */
  isNamed: boolean;
}

/**
 * What makes a request the same as that of another instance: the act that the flow names, or else all that the request
 * says. Of the same length whatever that is.
 * @throws GenesysError `input` where the body, or `msg.claimKey`, cannot be used.
 */
export const claimKeyOf = (request: PlatformRequest, message: OwnMessage | undefined): ClaimKey => {
  const { operation, method, target, body, headers } = writeRequest({
    ...request,
    body: request.sameAs ?? request.body,
  });
  const named = nameIn(message?.claimKey);
  const where = [operation, method, target];
  const facts = named === undefined ? ["request", ...where, headers, body] : ["act", named, ...where];
  const key = createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
  return { key, isNamed: named !== undefined };
};

/** The value is not repeated: it may be personal. */
const nameIn = (claimKey: unknown): string | undefined => {
  if (claimKey === undefined || claimKey === null) return undefined;
  if (typeof claimKey === "string" && claimKey.trim() !== "") return claimKey;
  throw inputError(
    "claimKey",
    "msg.claimKey is not a text, or it is blank. Set it to a text that is unique for each act, such as the id of the " +
      "incoming message, or delete it.",
  );
};
