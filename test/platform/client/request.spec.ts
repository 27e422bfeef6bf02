import assert from "node:assert/strict";
import type { AcquireOptions } from "../../../nodes/lib/platform/client/waiting";
import type { Permit } from "../../../nodes/lib/platform/client/permit";
import { createTokens } from "../../../nodes/lib/platform/client/tokens";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { CallOptions, PlatformRequest } from "../../../nodes/lib/platform/types";
import { composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { broken, ok, openScripted, refused, START } from "../../support/scripted-client";

const READ: PlatformRequest = {
  ...{ operation: "getThing", method: "GET", path: "/thing", repeatable: true },
};
const ACT: PlatformRequest = {
  ...{ operation: "postThing", method: "POST", path: "/thing", repeatable: false },
};
const failureOf = async (promise: Promise<unknown>): Promise<GenesysError> => {
  const error = await promise.then(
    () => assert.fail("it was sent"),
    (thrown: unknown) => thrown,
  );
  return error instanceof GenesysError ? error : assert.fail(String(error));
};
const throttled = (retryAfterMs: number): GenesysError =>
  new GenesysError("limited", "Slow down.", { outcome: "notSent", retryAfterMs });

describe("a request that is sent once at most", () => {
  const once = { ...ACT, once: true } as const;

  it("is not sent again where its token or its rate was refused, with the outcome refused", async () => {
    for (const status of [401, 429]) {
      const { clock, client, sent } = openScripted(() => refused(status));
      const { cause } = await clock.runUntil(failureOf(client.request(once)));
      assert.deepEqual([cause.outcome, cause.attempts, sent.length], ["refused", 1, 1]);
    }
  });

  it("is tried again while nothing of it has been sent", async () => {
    const { clock, client, sent } = openScripted(undefined, (nth) =>
      nth < 3 ? broken("notSent") : undefined,
    );
    await clock.runUntil(client.request(once));
    assert.equal(sent.length, 1);
  });

  it("is what only such a request is", async () => {
    const { clock, client, sent } = openScripted((_, nth) => (nth === 1 ? refused(401) : ok()));
    await clock.runUntil(client.request(ACT));
    assert.equal(sent.length, 2);
  });
});

describe("a request whose node is closed", () => {
  /** Closes the node at this time, and returns the facts of the error. */
  const closedAt = async (ms: number, opened: ReturnType<typeof openScripted>, request = ACT) => {
    const closing = new AbortController();
    const sending = failureOf(opened.client.request(request, { signal: closing.signal }));
    await opened.clock.advance(ms);
    closing.abort();
    const { code, cause } = await sending;
    return { code, ...cause };
  };

  it("has an unknown outcome while it is in progress", async () => {
    const found = await closedAt(
      50,
      openScripted(() => undefined),
    );
    assert.deepEqual(found, {
      ...{ code: "closed", outcome: "unknown", operation: "postThing", attempts: 1 },
    });
  });

  it("was not sent while it waits for its token", async () => {
    assert.equal((await closedAt(2, openScripted())).outcome, "notSent");
  });

  it("was not sent while it waits after an attempt that was not sent", async () => {
    const opened = openScripted(() => broken("notSent"));
    assert.deepEqual(await closedAt(100, opened), {
      ...{ code: "closed", outcome: "notSent", operation: "postThing", attempts: 1 },
    });
  });

  it("has an unknown outcome while it waits after an attempt whose response was lost", async () => {
    const opened = openScripted(() => broken("unknown"));
    assert.equal((await closedAt(100, opened, READ)).outcome, "unknown");
  });
});

describe("what a request shows while it waits", () => {
  const shownOf = async (opened: ReturnType<typeof openScripted>): Promise<(number | undefined)[]> => {
    const shown: (number | undefined)[] = [];
    const onHeldBack = (until: number | undefined): void => void shown.push(until);
    await opened.clock.runUntil(opened.client.request(READ, { onHeldBack }));
    return shown;
  };

  it("is a wait for a rate limit, where that is longer than a moment", async () => {
    const waiting = (ms: number) => openScripted(undefined, (nth) => (nth === 1 ? throttled(ms) : undefined));
    assert.deepEqual(await shownOf(waiting(1_001)), [START + 5 + 1_001, undefined]);
    assert.deepEqual(await shownOf(waiting(1_000)), []);
  });

  it("is no wait after a failure", async () => {
    const clock = createClock(START);
    let failures = 0;
    const client = composeClient({
      ...{ clock, random: () => 1 },
      transport: () => ((failures += 1) <= 3 ? Promise.reject(broken("notSent")) : Promise.resolve(ok())),
    });
    const shown: unknown[] = [];
    await clock.runUntil(client.request(READ, { onHeldBack: (until) => shown.push(until) }));
    assert.deepEqual([shown, clock.now() - START], [[], 500 + 1_000 + 2_000]);
  });
});

describe("what an attempt reports to the limiter", () => {
  const LIMIT = { used: 7, allowed: 300, resetSeconds: 42 };
  const HEADERS = {
    ...{ "inin-ratelimit-count": "7", "inin-ratelimit-allowed": "300", "inin-ratelimit-reset": "42" },
  };
  /** A client whose limiter lets everything pass and records what is reported to it. */
  const openNoted = (
    answer: () => unknown,
    { options = {}, token }: { options?: CallOptions; token?: Error } = {},
  ) => {
    const clock = createClock(START);
    const reports: unknown[][] = [];
    const wanted: AcquireOptions[] = [];
    const note =
      (name: keyof Permit) =>
      (...facts: unknown[]): void =>
        void reports.push([name, ...facts.filter((fact) => fact !== undefined)]);
    const permit: Permit = {
      ...{ answered: note("answered"), refused: note("refused") },
      ...{ operationRefused: note("operationRefused"), unsent: note("unsent") },
    };
    const client = composeClient({
      clock,
      maxWaitMs: 60_000,
      limiter: {
        nextPosition: () => 1,
        acquire: (_position, _signal, given = {}) => {
          wanted.push(given);
          return Promise.resolve(permit);
        },
      },
      tokens: createTokens({
        clock,
        exchange: () => (token === undefined ? Promise.resolve({ accessToken: "t" }) : Promise.reject(token)),
      }),
      transport: () => {
        const given = answer();
        return given instanceof Error ? Promise.reject(given) : Promise.resolve(given as never);
      },
    });
    const request = { ...ACT, once: true } as const;
    return { clock, reports, wanted, done: client.request(request, options).catch(() => undefined) };
  };
  const reported = async (answer: () => unknown, token?: Error): Promise<unknown[][]> => {
    const { clock, reports, done } = openNoted(answer, token === undefined ? {} : { token });
    await clock.runUntil(done);
    return reports;
  };

  it("is one report, with the window of a response or of a refusal", async () => {
    assert.deepEqual(await reported(() => ok({}, HEADERS)), [["answered", LIMIT]]);
    assert.deepEqual(await reported(() => refused(404, HEADERS)), [["answered", LIMIT]]);
    assert.deepEqual(await reported(() => ok()), [["answered"]]);
  });

  it("is that nothing reached the platform, where that is so", async () => {
    assert.deepEqual(await reported(() => broken("notSent")), [["unsent"]]);
    assert.deepEqual(await reported(() => new TypeError("bug")), [["unsent"]]);
    const wrong = new GenesysError("config", "wrong", { outcome: "notSent" });
    assert.deepEqual(await reported(() => ok(), wrong), [["unsent"]]);
  });

  it("is a response where it is not known that there was none", async () =>
    assert.deepEqual(await reported(() => broken("unknown")), [["answered"]]));

  it("is a refusal of all operations, or of one where the platform has room or names a long time", async () => {
    const wait = (seconds: number) => ({ "retry-after": String(seconds) });
    assert.deepEqual(await reported(() => refused(429, wait(60))), [["refused", 60_000]]);
    assert.deepEqual(await reported(() => refused(429, wait(61))), [["operationRefused", 61_000]]);
    assert.deepEqual(await reported(() => refused(429, { ...HEADERS, ...wait(5) })), [
      ["operationRefused", 5_000, LIMIT],
    ]);
  });

  it("comes after a wish: the operation, and how long it may wait", async () => {
    const first = openNoted(() => ok());
    await first.done;
    assert.deepEqual(first.wanted, [{ operation: "postThing", patienceMs: Infinity, onHeldBack: undefined }]);
    const second = openNoted(() => ok(), { options: { deadline: START + 700 } });
    await second.done;
    assert.equal(second.wanted[0]?.patienceMs, 700);
  });
});

describe("the clock of the platform", () => {
  it("is learned from the date of each response", async () => {
    const date = "Mon, 02 Mar 2026 10:00:00 GMT";
    const { clock, client } = openScripted(() => ok({}, { date }));
    assert.equal(client.platformTime(START), START);
    await clock.runUntil(client.request(READ));
    const aheadMs = client.platformTime(START) - START;
    assert.ok(Math.abs(aheadMs - 3_600_000) <= 1_000, `${aheadMs} ms`);
  });
});
