import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { closedError, createClosing } from "../../nodes/lib/platform/clock";
import { GenesysError } from "../../nodes/lib/platform/errors";
import { refusalError } from "../../nodes/lib/platform/refusal";
import { createTokens } from "../../nodes/lib/platform/tokens";
import type { Exchange, ExchangeRequest } from "../../nodes/lib/platform/types";
import { call, composeClient, factsOf } from "../support/client";
import { createClock } from "../support/clock";

const START = 1_772_442_000_000;

type Script = (request: ExchangeRequest, nth: number) => Exchange | Error | undefined;

const ok = (body?: unknown, headers = {}): Exchange => ({ status: 200, headers, body });
const refused = (status: number, headers = {}): GenesysError =>
  refusalError({ status, headers, body: undefined });
const broken = (outcome: "unknown" | "notSent"): GenesysError =>
  new GenesysError("network", "The connection failed.", { outcome });
const tokenOf = ({ headers }: ExchangeRequest): string =>
  (headers.authorization ?? "").replace("Bearer ", "");

/** A client over a wire of 10 ms whose answers are scripted; `undefined` never answers. Tokens are numbered. */
const open = (
  script: Script = () => ok(),
  tokenScript: (nth: number) => Error | undefined = () => undefined,
) => {
  const clock = createClock(START);
  const sent: ExchangeRequest[] = [];
  const sentAt: number[] = [];
  let exchanges = 0;
  const client = composeClient({
    clock,
    transport: (request) =>
      new Promise((resolve, reject) => {
        const answer = script(request, sent.push(request));
        sentAt.push(clock.now() - START);
        if (answer !== undefined)
          clock.after(10, () => (answer instanceof Error ? reject(answer) : resolve(answer)));
        request.signal?.addEventListener("abort", () => reject(closedError()), { once: true });
      }),
    tokens: createTokens({
      clock,
      exchange: () =>
        new Promise((resolve, reject) => {
          const nth = (exchanges += 1);
          const error = tokenScript(nth);
          clock.after(5, () =>
            error === undefined ? resolve({ accessToken: `token-${nth}` }) : reject(error),
          );
        }),
    }),
  });
  return { clock, client, sent, sentAt, exchanges: () => exchanges };
};

const outcomesOf = async (calls: Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(calls)).map((one) =>
    one.status === "fulfilled" ? "ok" : (one.reason as GenesysError).code,
  );

const many = (count: number, make: (index: number) => Promise<unknown>): Promise<unknown>[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe("client", () => {
  it("writes method, URL, headers and body as the platform wants them", async () => {
    const { clock, client, sent } = open(() => ok({ id: 1 }));
    const asked = { operation: "probe", method: "POST", path: "/api/v2/x", repeatable: false } as const;
    const body = await clock.runUntil(
      client.request({ ...asked, query: { a: [1, 2], b: undefined, c: "ä&" }, body: { n: "ö" } }),
    );
    assert.deepEqual(body, { id: 1 });
    await clock.runUntil(client.request(asked));
    const common = { method: "POST", timeoutMs: 30_000, signal: undefined };
    const headers = { authorization: "Bearer token-1", accept: "application/json" };
    assert.deepEqual(sent, [
      {
        ...common,
        url: "https://api.example.com/api/v2/x?a=1,2&c=%C3%A4%26",
        headers: { ...headers, "content-type": "application/json" },
        body: '{"n":"ö"}',
      },
      { ...common, url: "https://api.example.com/api/v2/x", headers, body: undefined },
    ]);
  });

  it("tells what is known of an answered call", async () => {
    const headers = {
      "inin-correlation-id": "corr-1",
      "inin-ratelimit-count": "7",
      "inin-ratelimit-allowed": "300",
      "inin-ratelimit-reset": "42",
    };
    const { clock, client } = open((_, nth) => (nth === 1 ? refused(503) : ok(undefined, headers)));
    const facts = await clock.runUntil(factsOf((onFacts) => call(client, "/a", { method: "GET", onFacts })));
    assert.deepEqual(facts, {
      operation: "probe",
      status: 200,
      attempts: 2,
      durationMs: 5 + 10 + 250 + 10,
      correlationId: "corr-1",
      rateLimit: { used: 7, allowed: 300, resetSeconds: 42 },
    });
    const bare = open();
    assert.deepEqual(await bare.clock.runUntil(factsOf((onFacts) => call(bare.client, "/a", { onFacts }))), {
      operation: "probe",
      status: 200,
      attempts: 1,
      durationMs: 15,
    });
  });

  it("asks for one token for twenty first calls", async () => {
    const { clock, client, sent, exchanges } = open();
    await clock.runUntil(Promise.all(many(20, (index) => call(client, `/${index}`))));
    assert.deepEqual([exchanges(), sent.length], [1, 20]);
  });

  it("renews the token once for ten calls that are refused together", async () => {
    const { clock, client, sent, exchanges } = open((request) =>
      sent.length > 1 && tokenOf(request) === "token-1" ? refused(401) : ok(),
    );
    await clock.runUntil(call(client, "/first"));
    await clock.runUntil(Promise.all(many(10, (index) => call(client, `/${index}`))));
    assert.equal(exchanges(), 2);
    assert.equal(sent.length, 1 + 10 + 10);
  });

  it("renews a revoked token once and reports the second refusal as `auth`, also for a POST", async () => {
    const { clock, client, sent, exchanges } = open(() => refused(401));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.attempts, error.cause.status], ["auth", 2, 401]);
      assert.match(error.message, /also after a renewal/);
      return true;
    });
    assert.deepEqual([sent.map(tokenOf), exchanges()], [["token-1", "token-2"], 2]);
  });

  it("asks once for a token when a thousand messages wait for credentials that are wrong", async () => {
    const wrong = new GenesysError("auth", "wrong secret", { outcome: "notSent" });
    const { clock, client, sent, exchanges } = open(undefined, () => wrong);
    const outcomes = await clock.runUntil(outcomesOf(many(1_000, (index) => call(client, `/${index}`))));
    assert.deepEqual([new Set(outcomes), exchanges(), sent.length], [new Set(["auth"]), 1, 0]);
  });

  it("waits for a throttled token endpoint, asks again once for all, and loses nothing", async () => {
    const throttled = new GenesysError("limited", "slow down", { outcome: "notSent", retryAfterMs: 5_000 });
    const { clock, client, sentAt, exchanges } = open(undefined, (nth) => (nth <= 2 ? throttled : undefined));
    const outcomes = await clock.runUntil(outcomesOf(many(100, (index) => call(client, `/${index}`))));
    assert.deepEqual([new Set(outcomes), exchanges()], [new Set(["ok"]), 3]);
    assert.ok(sentAt.every((at) => at >= 10_000 && at < 12_000));
  });

  it("repeats a POST when only its token could not be had", async () => {
    const { clock, client, sent, exchanges } = open(undefined, (nth) =>
      nth <= 2 ? broken("notSent") : undefined,
    );
    await clock.runUntil(call(client, "/a"));
    assert.deepEqual([exchanges(), sent.length], [3, 1]);
  });

  it("never repeats a POST whose answer was lost, and says that its fate is not known", async () => {
    const { clock, client, sent } = open(() => broken("unknown"));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.equal(error.message, "The connection failed. Whether the request took effect is not known.");
      assert.deepEqual(error.cause, { outcome: "unknown", operation: "probe", attempts: 1 });
      return true;
    });
    assert.equal(sent.length, 1);
  });

  it("repeats a POST of which nothing was sent, and says so when it gives up", async () => {
    const { clock, client, sent } = open(() => broken("notSent"));
    await assert.rejects(clock.runUntil(call(client, "/a")), (error: GenesysError) => {
      assert.equal(error.message, "The connection failed. Nothing was sent.");
      assert.equal(error.cause.attempts, 4);
      return true;
    });
    assert.equal(sent.length, 4);
  });

  it("repeats a GET whose answer was lost, with waits that grow", async () => {
    const { clock, client, sentAt } = open((_, nth) => (nth <= 3 ? broken("unknown") : ok("found")));
    assert.equal(await clock.runUntil(call(client, "/a", { method: "GET" })), "found");
    assert.deepEqual(sentAt, [5, 5 + 10 + 250, 265 + 10 + 500, 775 + 10 + 1_000]);
  });

  it("does not repeat a 500, nor a mistake of its own", async () => {
    const server = open(() => refused(500));
    await assert.rejects(server.clock.runUntil(call(server.client, "/a", { method: "GET" })), {
      code: "server",
    });
    const bug = open(() => new TypeError("x is not a function"));
    await assert.rejects(
      bug.clock.runUntil(call(bug.client, "/a", { method: "GET" })),
      (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome], ["answer", "unknown"]);
        assert.match(error.message, /Unexpected: x is not a function/);
        return true;
      },
    );
    assert.deepEqual([server.sent.length, bug.sent.length], [1, 1]);
  });

  it("tries nothing again behind the deadline of the message", async () => {
    const { clock, client, sent } = open(() => broken("unknown"));
    const calling = call(client, "/a", { method: "GET", deadline: START + 300 });
    await assert.rejects(clock.runUntil(calling), { code: "network" });
    assert.equal(sent.length, 2);
  });

  it("gives every place back, however a call ends", async () => {
    const endings: Script = (_, nth) =>
      [ok(), refused(500), refused(404), broken("unknown"), new TypeError("bug"), refused(401)][nth % 6];
    const { clock, client } = open(endings, (nth) => (nth % 3 === 0 ? broken("notSent") : undefined));
    await clock.runUntil(outcomesOf(many(200, (index) => call(client, `/${index}`))));
    assert.equal(clock.pending(), 0);
    const last = await clock.runUntil(outcomesOf(many(33, (index) => call(client, `/again/${index}`))));
    assert.equal(last.length, 33, "nobody waits for ever");
  });
});

describe("closing", () => {
  /** Aborts a call at a moment, and says what was left behind. */
  const closeAt = async (ms: number, opened: ReturnType<typeof open>): Promise<void> => {
    const { clock, client } = opened;
    const controller = new AbortController();
    const { signal } = controller;
    const calling = call(client, "/closing", { method: "GET", signal });
    const rejected = assert.rejects(calling, { code: "closed" });
    await clock.advance(ms);
    const { sent } = opened;
    const sentBefore = sent.length;
    const closedAt = clock.now();
    controller.abort();
    await rejected;
    assert.equal(clock.now(), closedAt, "at once");
    await clock.advance(600_000);
    assert.equal(sent.length, sentBefore, "nothing is sent any more");
    assert.equal(clock.pending(), 0, "no timer is left");
    assert.equal(getEventListeners(signal, "abort").length, 0, "no listener is left");
  };
  const silent = new Promise<never>(() => undefined);

  it("ends a call that waits in the queue", async () => {
    const opened = open((_, nth) => (nth === 1 ? refused(429, { "retry-after": "60" }) : ok()));
    void call(opened.client, "/first", { deadline: 0 }).catch(() => undefined);
    await opened.clock.advance(20);
    await closeAt(100, opened);
  });

  it("ends a call that waits for the token, while the others get it", async () => {
    const opened = open();
    await closeAt(2, opened);
    await opened.clock.runUntil(call(opened.client, "/other"));
    assert.equal(opened.exchanges(), 1);
  });

  it("ends a call that is on the wire", async () => {
    const opened = open(() => undefined);
    await closeAt(50, opened);
  });

  it("ends a call that waits between two tries", async () => {
    const opened = open(() => broken("unknown"));
    await closeAt(100, opened);
  });

  it("ends a call that waits for the hosts, as with a simulated org that is just starting", async () => {
    const clock = createClock(START);
    const client = composeClient({ clock, transport: () => silent, hosts: () => silent });
    const controller = new AbortController();
    const calling = call(client, "/a", { signal: controller.signal });
    await clock.advance(10);
    controller.abort();
    await assert.rejects(calling, { code: "closed" });
    assert.equal(clock.pending(), 0);
  });

  it("ends three thousand waiting calls at once, and warns of no leak", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on("warning", warn);
    const { clock, client } = open(() => undefined);
    const controller = createClosing();
    const calls = many(3_000, (index) => call(client, `/${index}`, { signal: controller.signal }));
    const outcomes = outcomesOf(calls);
    await clock.advance(2_000);
    controller.abort();
    assert.deepEqual(new Set(await outcomes), new Set(["closed"]));
    process.off("warning", warn);
    assert.deepEqual(warnings, []);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  });
});
