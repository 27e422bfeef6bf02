import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { isSigned, signatureOf } from "../../../nodes/lib/platform/open-messaging/signature";

const SECRET = "a secret";
const RAW = Buffer.from('{"text":  "Grüße"}');

describe("the signature of a webhook", () => {
  it("is sha256= and the HMAC in base64 over the bytes", () => {
    assert.equal(
      signatureOf("key", Buffer.from("The quick brown fox jumps over the lazy dog")),
      "sha256=97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=", // the usual example of an HMAC, in base64
    );
    assert.ok(isSigned(SECRET, RAW, signatureOf(SECRET, RAW)));
  });

  it("is not that of another secret, of other bytes, in hex, or with something around it", () => {
    const right = signatureOf(SECRET, RAW);
    const wrong: unknown[] = [
      signatureOf("another", RAW),
      signatureOf(SECRET, Buffer.from(JSON.stringify(JSON.parse(RAW.toString())))),
      `sha256=${createHmac("sha256", SECRET).update(RAW).digest("hex")}`,
      right.replace("sha256=", ""),
      right.replace("sha256", "SHA256"),
      `${right} `,
      right.slice(0, -1),
      "sha256=",
      "",
      undefined,
      [right],
    ];
    for (const signature of wrong) assert.equal(isSigned(SECRET, RAW, signature), false, String(signature));
  });

  it("is never right without a secret", () => assert.equal(isSigned("", RAW, signatureOf("", RAW)), false));

  it("does not fail whatever is sent in its place", () =>
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (signature, raw) => {
        assert.equal(isSigned(SECRET, raw, signature), false);
      }),
    ));
});
