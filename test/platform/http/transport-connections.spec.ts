import assert from "node:assert/strict";
import type { RequestListener, ServerResponse } from "node:http";
import type { Method } from "../../../nodes/lib/platform/types";
import { answerWith, openHttpBench, SECRETS, type HttpBench } from "../../support/http-bench";
import { secretsIn } from "../../support/secrets";
import { until } from "../../support/until";

describe("transport, its connections", () => {
  let bench: HttpBench;
  beforeEach(async () => {
    bench = await openHttpBench();
  });
  afterEach(() => bench.close());

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
        bench.answer = listener;
        const failed = bench.failure();
        await until(() => bench.requests.length === 1);
        await bench.clock.advance(29_999);
        assert.equal(bench.clock.pending(), 1);
        await bench.clock.advance(1);
        const error = await failed;
        assert.deepEqual([error.code, error.cause], ["timeout", { outcome: "unknown", timeoutMs: 30_000 }]);
        assert.match(error.message, /did not respond within 30 s/);
      });

    for (const [name, listener] of Object.entries({ "no answer": silence, "half an answer": halfAnAnswer }))
      it(`ends at once when it is closed with ${name}, and the server notices`, async () => {
        bench.answer = listener;
        let gone = false;
        const controller = new AbortController();
        const failed = bench.failure({ signal: controller.signal });
        await until(() => bench.requests.length === 1);
        bench.requests[0]?.socket.on("close", () => (gone = true));
        controller.abort();
        assert.equal((await failed).code, "closed");
        await until(() => gone);
      });

    it("sends nothing when it was closed before", async () => {
      bench.answer = silence;
      assert.equal((await bench.failure({ signal: AbortSignal.abort() })).code, "closed");
      assert.equal(bench.requests.length, 0);
    });
  });

  describe("connections", () => {
    it("needs one for a thousand requests in sequence", async () => {
      bench.answer = answerWith(200, {}, "{}");
      for (let count = 0; count < 1_000; count += 1) await bench.send();
      assert.deepEqual([bench.requests.length, bench.server.connections()], [1_000, 1]);
    });

    it("says of a reset after sending that the outcome is not known", async () => {
      bench.answer = (request) => request.socket.resetAndDestroy();
      const error = await bench.failure();
      assert.deepEqual(error.cause, { outcome: "unknown", networkCode: "ECONNRESET" });
      assert.match(error.message, /The connection to 127\.0\.0\.1:\d+ failed/);
    });

    it("says of a response that is cut off that the outcome is not known", async () => {
      bench.answer = (request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => request.socket.resetAndDestroy());
      };
      assert.deepEqual((await bench.failure()).cause, { outcome: "unknown", networkCode: "ECONNRESET" });
    });

    for (const [kind, headers] of Object.entries({
      "a length": { "content-length": "100" },
      chunks: { "transfer-encoding": "chunked" },
      "chunks and the last one on its connection": { "transfer-encoding": "chunked", connection: "close" },
    }))
      it(`never takes half of a response for all of it: one with ${kind}`, async () => {
        bench.answer = (request, response) => {
          response.writeHead(200, { "content-type": "text/plain", ...headers });
          response.write("half", () => setImmediate(() => request.socket.end()));
        };
        const { code, cause } = await bench.failure();
        assert.deepEqual([code, cause.outcome], ["network", "unknown"]);
      });

    it("recognises a kept connection that was dead, and drops the other idle ones with it", async () => {
      const waiting: ServerResponse[] = [];
      bench.answer = (_, response) => void waiting.push(response);
      const both = [bench.send(), bench.send()];
      await until(() => waiting.length === 2);
      for (const response of waiting) response.end();
      await Promise.all(both);
      bench.answer = (request) => request.socket.resetAndDestroy();
      const error = await bench.failure();
      assert.deepEqual(error.cause, { outcome: "unknown", networkCode: "ECONNRESET", staleSocket: true });
      bench.answer = answerWith(200, {});
      await bench.send();
      assert.equal(bench.server.connections(), 3);
    });

    it("ends with an upgrade that was not requested, also on a kept connection, and goes on", async () => {
      const upgrade: RequestListener = ({ socket }) =>
        void socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");
      for (const answer of [upgrade, answerWith(200, {}), upgrade, answerWith(200, {})]) {
        bench.answer = answer;
        if (answer !== upgrade) await bench.send();
        else
          assert.deepEqual((await bench.failure()).cause, { outcome: "unknown", networkCode: "ECONNRESET" });
      }
      assert.equal(bench.server.connections(), 3);
    });

    it("keeps the idle ones when a request on one of them is closed", async () => {
      const waiting: ServerResponse[] = [];
      bench.answer = (_, response) => void waiting.push(response);
      const both = [bench.send(), bench.send()];
      await until(() => waiting.length === 2);
      for (const response of waiting) response.end();
      await Promise.all(both);
      const controller = new AbortController();
      const failed = bench.failure({ signal: controller.signal });
      await until(() => waiting.length === 3);
      controller.abort();
      assert.equal((await failed).code, "closed");
      bench.answer = answerWith(200, {});
      await bench.send();
      assert.equal(bench.server.connections(), 2);
    });

    it("sends nothing of a request that is ended before its kept connection is ready", async () => {
      bench.answer = answerWith(200, {});
      await bench.send();
      const controller = new AbortController();
      const failed = bench.failure({ signal: controller.signal });
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve(); // it is on its connection, nothing is written
      controller.abort();
      const { code, cause } = await failed;
      assert.deepEqual([code, cause.outcome], ["closed", "notSent"]);
      await bench.send();
      assert.deepEqual([bench.requests.length, bench.server.connections()], [2, 2]);
    });

    it("does not trust a kept connection after the machine has slept, when no timer ran", async () => {
      bench.answer = answerWith(200, {}, "{}");
      await bench.send();
      await bench.clock.advance(51_000);
      await bench.send();
      assert.equal(bench.server.connections(), 1);
      await bench.clock.advance(53_000);
      await bench.send();
      assert.equal(bench.server.connections(), 2);
    });

    it("says of a refused connection that nothing was sent, and where to look", async () => {
      const { port } = bench.server;
      await bench.server.close();
      const error = await bench.failure();
      assert.deepEqual(error.cause, { outcome: "notSent", networkCode: "ECONNREFUSED" });
      assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port} refuses connections\\. Check`));
    });

    it("says of an unknown host that nothing was sent, and where to look", async () => {
      const error = await bench.failure({ url: "https://api.no-such-region.invalid/path" });
      assert.deepEqual([error.code, error.cause.outcome], ["network", "notSent"]);
      assert.match(
        error.message,
        /api\.no-such-region\.invalid .*(Check the account's region|Check the network)/,
      );
    });

    it("takes a request that cannot be written for a mistake, and shows nothing of it", async () => {
      await assert.rejects(bench.send({ method: "NO GOOD" as Method }), (error: Error) => {
        assert.equal(error.name, "TypeError");
        assert.deepEqual(secretsIn(error, SECRETS), []);
        return true;
      });
    });
  });
});
