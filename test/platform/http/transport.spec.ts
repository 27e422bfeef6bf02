import assert from "node:assert/strict";
import type { RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { answerWith, openHttpBench, type HttpBench } from "../../support/http-bench";

describe("transport", () => {
  let bench: HttpBench;
  beforeEach(async () => {
    bench = await openHttpBench();
  });
  afterEach(() => bench.close());

  describe("responses", () => {
    const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
    const cases: [string, RequestListener, unknown][] = [
      ["JSON", answerWith(200, JSON_TYPE, '{"a":"ä"}'), { a: "ä" }],
      ["an empty body", answerWith(202, JSON_TYPE), undefined],
      ["no content", answerWith(204, {}), undefined],
      ["text", answerWith(200, { "content-type": "text/plain" }, "hello"), "hello"],
      ["JSON that is not announced", answerWith(200, {}, "[1]"), [1]],
      ["text that only looks like JSON", answerWith(200, {}, "[not JSON]"), "[not JSON]"],
      [
        "gzip",
        answerWith(200, { ...JSON_TYPE, "content-encoding": "gzip" }, gzipSync('{"zipped":true}')),
        { zipped: true },
      ],
    ];
    for (const [name, listener, expected] of cases)
      it(`gives ${name} as what it is`, async () => {
        bench.answer = listener;
        assert.deepEqual((await bench.send()).body, expected);
        assert.equal(bench.clock.pending(), 0);
      });

    it("returns bytes untouched where they are requested", async () => {
      bench.answer = answerWith(200, JSON_TYPE, "{broken");
      assert.deepEqual(
        Buffer.from((await bench.send({ as: "bytes" })).body as Uint8Array).toString(),
        "{broken",
      );
    });

    it("takes the first of a header that comes twice, whatever its name", async () => {
      const twice = ["content-type", "application/json", "content-type", "text/html", "__proto__", "a"];
      bench.answer = (_, response) =>
        void response.writeHead(200, [...twice, "constructor", "b", "constructor", "c"]).end("{}");
      const { body, headers } = await bench.send();
      assert.deepEqual(
        [body, headers["content-type"], headers["constructor"]],
        [{}, "application/json", "b"],
      );
    });

    it("gives header names in lower case", async () => {
      bench.answer = answerWith(200, { "ININ-Correlation-Id": "c-1" });
      assert.equal((await bench.send()).headers["inin-correlation-id"], "c-1");
    });

    it("sends method, path, headers and body as they are, and no content type without a body", async () => {
      let body = "";
      bench.answer = (request, response) => {
        request.on("data", (chunk: Buffer) => (body += chunk.toString()));
        request.on("end", () => response.end());
      };
      await bench.send({ method: "PATCH" });
      assert.equal(body, "the-text-of-the-message");
      await bench.send({ headers: {}, body: undefined });
      const [first, second] = bench.requests;
      assert.deepEqual([first?.method, first?.url, second?.method], ["PATCH", "/path", "POST"]);
      assert.equal(first?.headers.authorization, "Bearer the-bearer-token");
      assert.equal(first?.headers["content-length"], String(23));
      assert.equal(second?.headers["content-type"], undefined);
      assert.equal(second?.headers["content-length"], "0");
    });
  });

  describe("responses that cannot be used", () => {
    it("names a web page where the API should be", async () => {
      bench.answer = answerWith(200, { "content-type": "text/html" }, "<html>Sign in</html>");
      const error = await bench.failure();
      assert.equal(error.code, "answer");
      assert.match(error.message, /web page.*hosts.*proxy/);
    });

    it("names a web page that comes as an error", async () => {
      bench.answer = answerWith(502, { "content-type": "text/html" }, "<!DOCTYPE html><p>Bad gateway");
      const error = await bench.failure();
      assert.deepEqual([error.code, error.cause.status], ["server", 502]);
      assert.match(error.message, /web page/);
    });

    it("says of broken JSON that the request was accepted", async () => {
      bench.answer = answerWith(200, { "content-type": "application/json" }, '{"cut": ');
      const error = await bench.failure();
      assert.deepEqual([error.code, error.cause], ["answer", { outcome: "done", status: 200 }]);
    });

    it("does not follow a redirect", async () => {
      bench.answer = answerWith(302, { location: "/elsewhere" });
      const error = await bench.failure();
      assert.deepEqual([error.code, error.cause.status, bench.requests.length], ["answer", 302, 1]);
    });

    it("turns a refusal into an error with the platform's facts", async () => {
      const body = { code: "not.found", message: "No such thing.", contextId: "c-2" };
      bench.answer = answerWith(404, { "content-type": "application/json" }, JSON.stringify(body));
      const error = await bench.failure();
      assert.deepEqual(
        [error.code, error.cause.platformCode, error.cause.correlationId],
        ["missing", "not.found", "c-2"],
      );
    });

    it("reads no more than 32 MB", async () => {
      const chunk = Buffer.alloc(1024 * 1024);
      let written = 0;
      const more = (response: ServerResponse): void => {
        while (!response.destroyed && written < 64) {
          written += 1;
          if (!response.write(chunk)) return void response.once("drain", () => more(response));
        }
        response.end();
      };
      bench.answer = (_, response) => more(response);
      const error = await bench.failure();
      assert.deepEqual([error.code, error.cause.networkCode], ["answer", "TOO_LARGE"]);
      assert.ok(written < 64, "the rest was not taken");
    });

    it("unzips no more than 32 MB, and nothing that is damaged", async () => {
      const zipped = { "content-encoding": "gzip" };
      bench.answer = answerWith(200, zipped, gzipSync(Buffer.alloc(33 * 1024 * 1024)));
      assert.equal((await bench.failure()).cause.networkCode, "TOO_LARGE");
      bench.answer = answerWith(200, zipped, "this is not gzip");
      assert.equal((await bench.failure()).cause.networkCode, "BAD_GZIP");
    });
  });
});
