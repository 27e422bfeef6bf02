import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What is kept outside of this process is sealed, and its names show nothing of what they name. */
export interface Sealing {
  /** Encrypted text, which can be read only with the same secret and under the same name. */
  seal(name: string, text: string): string;
  /** Undefined where it was not sealed so. */
  unseal(name: string, sealed: string): string | undefined;
  /** A name that shows nothing of the text. */
  hide(text: string): string;
}

/** Derived once: what it seals, such as events, is sealed often. Each text has a nonce of its own. */
export const createSealing = (secret: string, owner: string): Sealing => {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", secret, owner, `genesys-cloud backplane ${purpose}`, 32));
  const key = derive("values");
  const nameKey = derive("names");

  return {
    seal: (name, text) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return sealed.toString("base64url");
    },
    unseal: (name, sealed) => {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      const text = bytes.subarray(IV_BYTES, -TAG_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
        decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
      } catch {
        return undefined; // sealed with another secret, or under another name
      }
    },
    hide: (text) => createHmac("sha256", nameKey).update(text).digest("base64url").slice(0, 27),
  };
};

/** A hash, for what must not be readable in the name of a key. */
export const ownerHash = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 27);
