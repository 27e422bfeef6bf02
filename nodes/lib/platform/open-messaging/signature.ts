import { createHmac, timingSafeEqual } from "node:crypto";

/** The header with which the platform signs the body of a webhook, as Node.js writes it. */
export const SIGNATURE_HEADER = "x-hub-signature-256";

/** `sha256=` and the HMAC in base64, not in hex. @see https://developer.genesys.cloud/commdigital/digital/openmessaging */
export const signatureOf = (secret: string, raw: Uint8Array): string =>
  `sha256=${createHmac("sha256", secret).update(raw).digest("base64")}`;

/**
 * Is this the signature of these bytes? Over the bytes as they came: a body that was parsed and written again has others.
 * The time that it takes says nothing about where a wrong one differs; its length is no secret.
 */
export const isSigned = (secret: string, raw: Uint8Array, signature: unknown): boolean => {
  if (typeof signature !== "string" || secret === "") return false;
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(secret, raw))];
  return given.length === right.length && timingSafeEqual(given, right);
};
