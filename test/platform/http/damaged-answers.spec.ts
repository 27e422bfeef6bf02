import assert from "node:assert/strict";
import { codeOfStatus, type GenesysError, type Outcome } from "../../../nodes/lib/platform/errors/errors";
import { clientCredentials } from "../../../nodes/lib/platform/auth/grants";
import { createTokens } from "../../../nodes/lib/platform/client/tokens";
import { createTransport } from "../../../nodes/lib/platform/http/transport";
import { call, composeClient } from "../../support/client";
import { DAMAGES, damaged } from "../../support/damage";
import { answerWith, openHttpBench, type HttpBench } from "../../support/http-bench";
import { passUntil } from "../../support/until";

const REFUSALS = [400, 401, 403, 404, 409, 413, 422, 429];
const TROUBLE = [408, 500, 502, 503, 504, 599];

const outcomeOf = (status: number): Outcome => (REFUSALS.includes(status) ? "refused" : "unknown");

/** Lets time pass, and sockets bring what they have, until the promise settles. */
const play = async <T>(bench: HttpBench, promise: Promise<T>): Promise<T> => {
  let isSettled = false;
  const mark = (): void => void (isSettled = true);
  promise.then(mark, mark);
  await passUntil(bench.clock, () => isSettled, 25);
  return promise;
};

describe("a status that was read, with a body that cannot be", () => {
  let bench: HttpBench;
  beforeEach(async () => {
    bench = await openHttpBench();
  });
  afterEach(() => bench.close());

  for (const [name, { readable, cut }] of Object.entries(DAMAGES))
    describe(name, () => {
      it("is a refusal or trouble of the platform as the status says, with the facts of the headers", async () => {
        for (const status of [...REFUSALS, ...TROUBLE]) {
          bench.answer = damaged(name, status, { "inin-correlation-id": "c-1", "retry-after": "3" });
          const { code, cause } = await bench.failure();
          assert.deepEqual(
            [code, cause.outcome, cause.status, cause.correlationId, cause.retryAfterMs],
            [codeOfStatus(status), outcomeOf(status), status, "c-1", 3_000],
            `${status}`,
          );
        }
      });

      it("is a redirect that is not followed, and leaves it open whether anything was done", async () => {
        for (const status of [301, 302, 307]) {
          bench.answer = damaged(name, status, { location: "/elsewhere" });
          const { code, cause } = await bench.failure();
          assert.deepEqual([code, cause.outcome, cause.status], ["answer", "unknown", status]);
        }
      });

      it(
        readable ? "is a success" : "is `answer` or a broken connection where the request was accepted",
        async () => {
          for (const status of [200, 201, 202]) {
            bench.answer = damaged(name, status);
            if (readable) assert.equal((await bench.send()).status, status);
            else {
              const { code, cause } = await bench.failure();
              const expected = cut === true ? ["network", "unknown"] : ["answer", "done"];
              assert.deepEqual([code, cause.outcome], expected, `${status}`);
            }
          }
        },
      );

      it("never makes a client send twice what must happen once, and lets it wait or renew its token as usual", async () => {
        const transport = createTransport({ clock: bench.clock });
        const { port } = bench.server;
        const hosts = () => Promise.resolve({ apiUrl: `http://127.0.0.1:${port}`, loginUrl: "" });
        let given = 0;
        for (const status of [...REFUSALS, ...TROUBLE]) {
          const exchange = () => Promise.resolve({ accessToken: `token-${(given += 1)}` });
          const tokens = createTokens({ clock: bench.clock, exchange });
          const client = composeClient({ clock: bench.clock, transport: transport.send, hosts, tokens });
          const before = bench.requests.length;
          const isPassing = status === 401 || status === 429;
          bench.answer = (request, response) =>
            isPassing && bench.requests.length > before + 1
              ? answerWith(200, {}, '{"id":"x"}')(request, response)
              : damaged(name, status, { "retry-after": "1" })(request, response);
          const calling = play(bench, call(client, "/act"));
          if (isPassing) assert.deepEqual(await calling, { id: "x" }, `${status}`);
          else
            await assert.rejects(calling, ({ code, cause }: GenesysError) => {
              assert.deepEqual([code, cause.outcome], [codeOfStatus(status), outcomeOf(status)]);
              return true;
            });
          assert.equal(bench.requests.length - before, isPassing ? 2 : 1, `${status}`);
        }
        transport.close();
      });

      it("of the token endpoint says that nothing was sent, and only a refusal is blamed on the credentials", async () => {
        const transport = createTransport({ clock: bench.clock });
        const { port } = bench.server;
        const hosts = () => Promise.resolve({ apiUrl: "", loginUrl: `http://127.0.0.1:${port}` });
        const exchange = clientCredentials(
          { transport: transport.send, hosts },
          { clientId: "id", clientSecret: "secret" },
        );
        const codes: [number, string][] = [
          [200, cut === true ? "network" : "answer"],
          [302, "answer"],
          [400, "auth"],
          [401, "auth"],
          [403, "auth"],
          [404, "config"],
          [429, "limited"],
          [500, "server"],
          [503, "server"],
        ];
        for (const [status, code] of codes) {
          bench.answer = damaged(name, status);
          await assert.rejects(exchange(), (error: GenesysError) => {
            assert.deepEqual([error.code, error.cause.outcome], [code, "notSent"], `${status}`);
            return true;
          });
        }
        transport.close();
      });
    });

  it("is reported with the name of the damage, and without quoting the body", async () => {
    bench.answer = damaged("gzip that is none", 400);
    const { message, cause } = await bench.failure();
    assert.equal(cause.networkCode, "BAD_GZIP");
    assert.match(message, /could not be read \(BAD_GZIP\)/);
    assert.doesNotMatch(message, /not gzip/);
  });

  it("is not unread because the rest does not come in time", async () => {
    for (const status of [400, 401, 429, 500]) {
      bench.answer = (_, response) => {
        response.writeHead(status, { "content-length": "100", "retry-after": "2" });
        response.write("half");
      };
      const before = bench.requests.length;
      const failed = bench.failure();
      await passUntil(bench.clock, () => bench.requests.length > before, 0);
      await new Promise((resolve) => setTimeout(resolve, 50)); // the headers arrive
      await bench.clock.advance(30_000);
      const { code, cause } = await failed;
      assert.deepEqual(
        [code, cause.outcome, cause.status],
        [codeOfStatus(status), outcomeOf(status), status],
      );
    }
  });
});

describe("a JSON response that begins with a byte-order mark", () => {
  let bench: HttpBench;
  beforeEach(async () => {
    bench = await openHttpBench();
  });
  afterEach(() => bench.close());

  const text = '{"name":"Zoë"}';
  const marked: [string, Buffer][] = [
    ["UTF-8", Buffer.from(`\ufeff${text}`)],
    ["UTF-16, low byte first", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, high byte first", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ];
  for (const [name, bytes] of marked)
    for (const type of ["application/json; charset=utf-8", "application/json", "text/plain"])
      it(`is read: ${name} as ${type}`, async () => {
        bench.answer = answerWith(200, { "content-type": type }, bytes);
        assert.deepEqual((await bench.send()).body, { name: "Zoë" });
      });

  it("is read where it refuses, too", async () => {
    bench.answer = answerWith(409, {}, Buffer.from('\ufeff{"code":"some.code","message":"No."}'));
    assert.equal((await bench.failure()).cause.platformCode, "some.code");
  });

  it("and has nothing else is empty", async () => {
    bench.answer = answerWith(200, { "content-type": "application/json" }, Buffer.from("\ufeff"));
    assert.equal((await bench.send()).body, undefined);
  });

  it("is text without the mark where it is no JSON", async () => {
    bench.answer = answerWith(200, { "content-type": "text/plain" }, Buffer.from("\ufeffhello"));
    assert.equal((await bench.send()).body, "hello");
  });
});
