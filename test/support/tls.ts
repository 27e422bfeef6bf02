import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { isIP } from "node:net";

/** Made for each spec, so that no key is in the repository and none expires. */
export interface Certified {
  key: string;
  cert: string;
}

export interface Authority {
  /** What those who trust it are given. */
  cert: string;
  certify(host: string): Certified;
}

/** A certificate that is signed by itself only. */
export const selfSigned = (host: string): Certified => {
  const { privateKey, publicKey } = newKey();
  return { key: pem(privateKey), cert: certificate(host, publicKey, [hostNames(host)], host, privateKey) };
};

/** The certificate authority of a company's hosts, or of the proxy that signs everything again at its border. */
export const createAuthority = (name: string): Authority => {
  const own = newKey();
  return {
    cert: certificate(name, own.publicKey, [isAuthority], name, own.privateKey),
    certify: (host) => {
      const { privateKey, publicKey } = newKey();
      const cert = certificate(host, publicKey, [hostNames(host)], name, own.privateKey);
      return { key: pem(privateKey), cert };
    },
  };
};

const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }) as string;

/** X.509 version 3, by hand: Node.js reads certificates but makes none, and openssl is not everywhere. */
const certificate = (
  subject: string,
  subjectKey: KeyObject,
  extensions: Buffer[],
  issuer: string,
  issuerKey: KeyObject,
): string => {
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]), randomBytes(8));
  const algorithm = der(0x30, objectId("2a8648ce3d040302")); // ecdsa-with-SHA256
  const validity = der(0x30, utcTime(-1), utcTime(+1));
  const spki = subjectKey.export({ type: "spki", format: "der" });
  const extensionList = der(0xa3, der(0x30, ...extensions));
  const body = der(
    0x30,
    version,
    serial,
    algorithm,
    named(issuer),
    validity,
    named(subject),
    spki,
    extensionList,
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, issuerKey));
  const lines =
    der(0x30, body, algorithm, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
};

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));

const named = (commonName: string): Buffer =>
  der(0x30, der(0x31, der(0x30, objectId("550403"), der(0x0c, Buffer.from(commonName)))));

/** The names that a client compares with the host it asked for. */
const hostNames = (host: string): Buffer => {
  const isAddress = isIP(host) === 4;
  const bytes = isAddress ? Buffer.from(host.split(".").map(Number)) : Buffer.from(host);
  return der(0x30, objectId("551d11"), der(0x04, der(0x30, der(isAddress ? 0x87 : 0x82, bytes))));
};

const yes = der(0x01, Buffer.from([0xff]));
const isAuthority = der(0x30, objectId("551d13"), yes, der(0x04, der(0x30, yes)));

const utcTime = (years: number): Buffer => {
  const at = new Date();
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
};
