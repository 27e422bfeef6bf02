import assert from "node:assert/strict";
import type { RequestListener, ServerResponse } from "node:http";
import type { Method } from "../../../nodes/lib/platform/types";
import { answerWith, openLine, SECRETS, type Line } from "../../support/line";
import { secretsIn } from "../../support/secrets";
import { until } from "../../support/until";

describe("transport, on the line", () => {
  let line: Line;
  beforeEach(async () => {
    line = await openLine();
  });
  afterEach(() => line.close());

  describe("time and closing", () => {
    const silence: RequestListener = () => undefined;
    const halfAnAnswer: RequestListener = (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
    };

    for (const [name, listener] of Object.entries({
      "an answer": silence,
      "the rest of an answer": halfAnAnswer,
    }))
      it(`gives up when ${name} does not come in time`, async () => {
        line.answer = listener;
        const failed = line.failure();
        await until(() => line.requests.length === 1);
        await line.clock.advance(29_999);
        assert.equal(line.clock.pending(), 1);
        await line.clock.advance(1);
        const error = await failed;
        assert.deepEqual([error.code, error.cause], ["timeout", { outcome: "unknown", timeoutMs: 30_000 }]);
        assert.match(error.message, /did not respond within 30 s/);
      });

    for (const [name, listener] of Object.entries({ "no answer": silence, "half an answer": halfAnAnswer }))
      it(`ends at once when it is closed with ${name}, and the server notices`, async () => {
        line.answer = listener;
        let gone = false;
        const controller = new AbortController();
        const failed = line.failure({ signal: controller.signal });
        await until(() => line.requests.length === 1);
        line.requests[0]?.socket.on("close", () => (gone = true));
        controller.abort();
        assert.equal((await failed).code, "closed");
        await until(() => gone);
      });

    it("sends nothing when it was closed before", async () => {
      line.answer = silence;
      assert.equal((await line.failure({ signal: AbortSignal.abort() })).code, "closed");
      assert.equal(line.requests.length, 0);
    });
  });

  describe("connections", () => {
    it("needs one for a thousand calls in sequence", async () => {
      line.answer = answerWith(200, {}, "{}");
      for (let count = 0; count < 1_000; count += 1) await line.send();
      assert.deepEqual([line.requests.length, line.server.connections()], [1_000, 1]);
    });

    it("says of a reset after sending that the outcome is not known", async () => {
      line.answer = (request) => request.socket.resetAndDestroy();
      const error = await line.failure();
      assert.deepEqual(error.cause, { outcome: "unknown", networkCode: "ECONNRESET" });
      assert.match(error.message, /The connection to 127\.0\.0\.1:\d+ failed/);
    });

    it("says of an answer that is cut off that the outcome is not known", async () => {
      line.answer = (request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => request.socket.resetAndDestroy());
      };
      assert.deepEqual((await line.failure()).cause, { outcome: "unknown", networkCode: "ECONNRESET" });
    });

    it("knows a kept connection that was dead, and drops its idle fellows with it", async () => {
      const waiting: ServerResponse[] = [];
      line.answer = (_, response) => void waiting.push(response);
      const both = [line.send(), line.send()];
      await until(() => waiting.length === 2);
      for (const response of waiting) response.end();
      await Promise.all(both);
      line.answer = (request) => request.socket.resetAndDestroy();
      const error = await line.failure();
      assert.deepEqual(error.cause, { outcome: "unknown", networkCode: "ECONNRESET", staleSocket: true });
      line.answer = answerWith(200, {});
      await line.send();
      assert.equal(line.server.connections(), 3);
    });

    it("ends with an upgrade that nobody asked for, also on a kept connection, and goes on", async () => {
      const upgrade: RequestListener = ({ socket }) =>
        void socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");
      for (const answer of [upgrade, answerWith(200, {}), upgrade, answerWith(200, {})]) {
        line.answer = answer;
        if (answer !== upgrade) await line.send();
        else
          assert.deepEqual((await line.failure()).cause, { outcome: "unknown", networkCode: "ECONNRESET" });
      }
      assert.equal(line.server.connections(), 3);
    });

    it("keeps the idle ones when a call on one of them is closed", async () => {
      const waiting: ServerResponse[] = [];
      line.answer = (_, response) => void waiting.push(response);
      const both = [line.send(), line.send()];
      await until(() => waiting.length === 2);
      for (const response of waiting) response.end();
      await Promise.all(both);
      const controller = new AbortController();
      const failed = line.failure({ signal: controller.signal });
      await until(() => waiting.length === 3);
      controller.abort();
      assert.equal((await failed).code, "closed");
      line.answer = answerWith(200, {});
      await line.send();
      assert.equal(line.server.connections(), 2);
    });

    it("does not trust a kept connection after the machine has slept, when no timer ran", async () => {
      line.answer = answerWith(200, {}, "{}");
      await line.send();
      await line.clock.advance(51_000);
      await line.send();
      assert.equal(line.server.connections(), 1);
      await line.clock.advance(53_000);
      await line.send();
      assert.equal(line.server.connections(), 2);
    });

    it("says of a refused connection that nothing was sent, and where to look", async () => {
      const { port } = line.server;
      await line.server.close();
      const error = await line.failure();
      assert.deepEqual(error.cause, { outcome: "notSent", networkCode: "ECONNREFUSED" });
      assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port} refuses connections\\. Check`));
    });

    it("says of an unknown host that nothing was sent, and where to look", async () => {
      const error = await line.failure({ url: "https://api.no-such-region.invalid/path" });
      assert.deepEqual([error.code, error.cause.outcome], ["network", "notSent"]);
      assert.match(
        error.message,
        /api\.no-such-region\.invalid .*(Check the account's region|Check the network)/,
      );
    });

    it("takes a request that cannot be written for a mistake, and shows nothing of it", async () => {
      await assert.rejects(line.send({ method: "NO GOOD" as Method }), (error: Error) => {
        assert.equal(error.name, "TypeError");
        assert.deepEqual(secretsIn(error, SECRETS), []);
        return true;
      });
    });
  });
});
