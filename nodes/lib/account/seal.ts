import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const PURPOSE = "genesys-cloud sign-in";

/** Each seal has a salt of its own, so that its key and nonce are never used twice. */
const keyOf = (secret: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, PURPOSE, 32));

/** Encrypted text. It can be read only with the secret, and only for the same owner. */
export const seal = (secret: string, owner: string, text: string): string => {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, keyOf(secret, salt), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", ...[salt, iv, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(
    ".",
  );
};

/** What was sealed, or undefined where it was not sealed so: another secret, another owner, damage. */
export const unseal = (secret: string, owner: string, sealed: string): string | undefined => {
  const [version, ...parts] = sealed.split(".");
  const [salt, iv, tag, text] = parts.map((part) => Buffer.from(part, "base64url"));
  if (version !== "v1" || salt === undefined || iv === undefined || tag?.length !== 16 || text === undefined)
    return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret, salt), iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch {
    return undefined; // encrypted with another secret or for another owner
  }
};
