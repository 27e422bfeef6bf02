import assert from "node:assert/strict";
import { openMessageBench } from "../support/benches/open-message";
import { includes, signed, webhookBody } from "../support/open-messages";

describe("open message in", () => {
  const { bench, open, post, send, messages, status, warnings, errors, arrived, close } = openMessageBench();
  afterEach(close);

  describe("with what the platform has not signed", () => {
    it("answers 401, emits nothing, and counts it in the status", async () => {
      await open();
      const { raw, headers } = signed(webhookBody());
      const { "x-hub-signature-256": signature, ...unsigned } = headers;
      assert.equal(await post(raw, unsigned), 401);
      assert.equal(
        await post(raw, { ...unsigned, "x-hub-signature-256": `${signature.slice(0, -2)}x=` }),
        401,
      );
      assert.equal(await send(webhookBody(), "another secret"), 401);
      await bench().clock.advance(500);
      assert.equal(await send(webhookBody()), 200);
      await arrived(1);
      await bench().clock.advance(500);
      includes(status(), { fill: "yellow", code: "listening", received: 1, refused: 3 });
      assert.equal(messages().length, 1);
    });

    it("takes the signature only as the platform writes it: not in hex, other case, with blanks or twice", async () => {
      await open();
      const body = webhookBody();
      const { raw, headers } = signed(body);
      const { "x-hub-signature-256": right, ...others } = headers;
      const base64 = right.slice("sha256=".length);
      const hex = Buffer.from(base64, "base64").toString("hex");
      const wrong = [
        ...[base64, `sha256=${hex}`, right.toUpperCase(), right.toLowerCase(), `SHA256=${base64}`],
        ...[
          `sha256= ${base64}`,
          `${right},${right}`,
          `sha1=${base64}`,
          `sha256=`,
          `sha256=${base64.replace("=", "")}`,
        ],
        "x".repeat(10_000),
      ];
      for (const signature of wrong)
        assert.equal(await post(raw, { ...others, "x-hub-signature-256": signature }), 401, signature);
      assert.equal(
        await post(raw, { ...others, "x-hub-signature-256": [right, right] as never }),
        401,
        "twice",
      );
      assert.equal(await post(raw, headers), 200);
    });

    it("warns once, without quoting what was sent", async () => {
      await open();
      for (let time = 0; time < 3; time += 1)
        await send(webhookBody({ text: "Bobby Tables" }), "another secret");
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? "", /without a valid signature was refused with 401/);
      assert.doesNotMatch(JSON.stringify([warnings, errors]), /Bobby/);
    });

    it("a forged message does not use up the id of the real one", async () => {
      await open();
      const body = webhookBody();
      assert.equal(await send({ ...body, text: "forged" }, "another secret"), 401);
      assert.equal(await send(body), 200);
      await arrived(1);
      assert.equal(messages()[0]?.["text"], "How can I help?");
    });

    it("without a secret the endpoint is not open, and the node says what to do", async () => {
      await open({}, { otherCredentials: {} });
      const { raw, headers } = signed(webhookBody());
      assert.equal(await post(raw, headers), 404);
      await bench().clock.advance(500);
      includes(status(), { fill: "red", code: "config" });
    });

    it("takes the secret from the environment, and says which variable is not set", async () => {
      const credentials = { otherCredentials: { "the-node": { secret: "${SPEC_SECRET}" } } };
      process.env.SPEC_SECRET = "of the environment";
      await open({}, credentials);
      assert.equal(await send(webhookBody(), "of the environment"), 200);
      await close();
      delete process.env.SPEC_SECRET;
      await open({}, credentials);
      const { raw, headers } = signed(webhookBody(), "${SPEC_SECRET}");
      assert.equal(await post(raw, headers), 404);
    });

    it("takes it only where that is chosen, and shows that", async () => {
      await open({ unsigned: true }, { otherCredentials: {} });
      assert.equal(await post(JSON.stringify(webhookBody()), { "content-type": "application/json" }), 200);
      await arrived(1);
      await bench().clock.advance(500);
      includes(status(), { fill: "yellow", code: "unsigned", received: 1 });
    });
  });
});
