import assert from "node:assert/strict";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";
import { claimKeyOf } from "../../../nodes/lib/platform/client/claim-key";
import { sentOnce } from "../../../nodes/lib/platform/client/claimed";
import { backplaneError, closedError, GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Acts } from "../../../nodes/lib/platform/backplane/types";
import type { CallOptions, OwnMessage, PlatformRequest } from "../../../nodes/lib/platform/types";
import { SETTINGS } from "../../support/backplanes";
import { createClock } from "../../support/clock";

const START = 1_000_000;
const ACT: PlatformRequest = {
  ...{ operation: "postConversationsCalls", method: "POST", path: "/calls", repeatable: false },
  body: { phoneNumber: "+15555550100" },
};
const messageWith = (claimKey?: unknown, agoMs = 0): OwnMessage => ({
  ...{ agoMs: () => agoMs, claimKey, claims: new Map() },
});
const failed = (outcome: "notSent" | "refused" | "unknown" | "done", facts = {}): GenesysError =>
  new GenesysError("network", "It failed.", { outcome, ...facts });

/** Two instances of the same flow. What each of their requests ends with is scripted, one after the other. */
const openTwo = (endings: (() => Promise<unknown>)[] = []) => {
  const clock = createClock(START);
  const open = createMemoryBackplanes({ clock, random: () => 0, settings: SETTINGS });
  const backplanes = [open(), open()] as const;
  const sent: PlatformRequest[] = [];
  const clients = backplanes.map(({ acts }) =>
    sentOnce({ acts, clock, timeoutMs: 30_000 }, <T>(request: PlatformRequest) => {
      sent.push(request);
      return (endings[sent.length - 1]?.() ?? Promise.resolve("sent")) as Promise<T>;
    }),
  );
  const send = (nth: 0 | 1, options?: CallOptions, request = ACT): Promise<unknown> =>
    (clients[nth] ?? assert.fail())(request, options);
  return { clock, sent, send, instances: backplanes.map(({ instance }) => instance) };
};

const rejected = async (promise: Promise<unknown>): Promise<GenesysError> => {
  const error = await promise.then(
    () => assert.fail("it was sent"),
    (thrown: unknown) => thrown,
  );
  return error instanceof GenesysError ? error : assert.fail(String(error));
};

describe("an act of two instances", () => {
  it("is sent by the first; the other one learns who has sent it, and with which outcome", async () => {
    const { clock, sent, send, instances } = openTwo();
    assert.equal(await clock.runUntil(send(0)), "sent");
    const { code, message, cause } = await clock.runUntil(rejected(send(1)));
    assert.equal(code, "conflict");
    assert.deepEqual(cause, {
      outcome: "notSent",
      operation: ACT.operation,
      claimedBy: instances[0],
      claimOutcome: "done",
    });
    assert.equal(
      message,
      "Another Node-RED instance has sent the same request already. Nothing was sent by this instance. If it is another act, " +
        "set msg.claimKey to a text that is unique for each act, such as the id of the incoming message.",
    );
    assert.equal(sent.length, 1);
  });

  it("is not sent by the other one where the outcome is unknown: lost, or an error that names none", async () => {
    for (const error of [
      failed("unknown"),
      failed("refused", { earlierOutcome: "unknown" }),
      new Error("bug"),
    ]) {
      const { clock, sent, send } = openTwo([() => Promise.reject(error)]);
      await assert.rejects(clock.runUntil(send(0)), (thrown) => thrown === error);
      const { message, cause } = await clock.runUntil(rejected(send(1)));
      assert.equal(cause.claimOutcome, "unknown");
      assert.match(message, /already, and it is not known whether it took effect\. Nothing was sent/);
      assert.equal(sent.length, 1);
    }
  });

  it("is not sent by the other one where it was done and something failed later", async () => {
    const { clock, send } = openTwo([() => Promise.reject(failed("done"))]);
    await clock.runUntil(rejected(send(0)));
    assert.equal((await clock.runUntil(rejected(send(1)))).cause.claimOutcome, "done");
  });

  it("is sent by the other one where the first one was refused or did not send it", async () => {
    for (const outcome of ["refused", "notSent"] as const) {
      const { clock, sent, send } = openTwo([() => Promise.reject(failed(outcome))]);
      await clock.runUntil(rejected(send(0)));
      assert.equal(await clock.runUntil(send(1)), "sent");
      assert.equal(sent.length, 2);
    }
  });

  it("is waited for by the other one, which sends it as soon as it sees the refusal", async () => {
    let refuse = (): void => undefined;
    const { clock, sent, send } = openTwo([
      () => new Promise((_, reject) => (refuse = () => reject(failed("refused")))),
    ]);
    const first = rejected(send(0));
    const second = send(1);
    await clock.advance(10_000);
    assert.equal(sent.length, 1);
    refuse();
    await first;
    await clock.advance(1_000);
    assert.equal(sent.length, 2, "it looks once a second at least");
    assert.equal(await second, "sent");
  });

  it("is soon found to be refused, where that is soon", async () => {
    const { clock, sent, send } = openTwo([
      () => new Promise((_, reject) => clock.after(20, () => reject(failed("refused")))),
    ]);
    const first = rejected(send(0));
    const second = send(1);
    await clock.advance(25);
    assert.equal(sent.length, 2);
    await Promise.all([first, second]);
  });

  it("is waited for as long as one request takes, or until the deadline of the message", async () => {
    for (const [deadline, waitedMs] of [
      [undefined, 30_000],
      [START + 5_000, 5_000],
      [START + 90_000, 30_000],
    ] as const) {
      const { clock, send } = openTwo([() => new Promise(() => undefined)]);
      void send(0);
      const error = await clock.runUntil(rejected(send(1, { deadline })));
      assert.deepEqual([error.code, error.cause.claimOutcome], ["conflict", "unknown"]);
      assert.equal(clock.now() - START, waitedMs);
      assert.equal(clock.pending(), 0);
    }
  });

  it("is no act where it only reads, or may be repeated: each instance sends that", async () => {
    const read = { ...ACT, operation: "postUsersSearch" };
    const repeatable = { ...ACT, repeatable: true };
    for (const request of [read, repeatable]) {
      const { clock, sent, send } = openTwo();
      await clock.runUntil(Promise.all([send(0, {}, request), send(1, {}, request)]));
      assert.equal(sent.length, 2);
    }
  });

  it("is an act where each instance adds ids of its own, also where it may be repeated", async () => {
    const { clock, sent, send } = openTwo();
    const withId = (id: string): PlatformRequest => ({ ...ACT, repeatable: true, body: { id }, sameAs: {} });
    await clock.runUntil(send(0, {}, withId("one")));
    assert.equal((await clock.runUntil(rejected(send(1, {}, withId("two"))))).code, "conflict");
    assert.equal(sent.length, 1);
  });

  it("belongs to a message by the time at which that was received", async () => {
    const { clock, sent, send } = openTwo();
    await clock.runUntil(send(0, { message: messageWith(undefined, 60_000) }));
    await clock.runUntil(send(1, { message: messageWith() }));
    assert.equal(sent.length, 2, "received a minute later");
    await clock.runUntil(rejected(send(1, { message: messageWith(undefined, 60_000) })));
  });
});

describe("an act that the flow has named", () => {
  it("is sent once for all, and the error names the property", async () => {
    const { clock, send } = openTwo();
    await clock.runUntil(send(0, { message: messageWith("order 7") }));
    const { message } = await clock.runUntil(
      rejected(send(1, { message: messageWith("order 7", 3_600_000) })),
    );
    assert.equal(
      message,
      "This request was sent already for the same msg.claimKey. Nothing was sent by this instance. " +
        "If it is another act, set msg.claimKey to another text.",
    );
    await clock.runUntil(rejected(send(0, { message: messageWith("order 7") })));
  });

  it("may be sent again by its own message, which need not claim it again", async () => {
    const { clock, sent, send } = openTwo([() => Promise.reject(failed("unknown"))]);
    const message = messageWith("order 7");
    await clock.runUntil(rejected(send(0, { message })));
    assert.equal(await clock.runUntil(send(0, { message })), "sent");
    assert.equal(sent.length, 2);
  });

  it("is claimed again by its own message after a refusal: meanwhile it is free for others", async () => {
    const { clock, sent, send } = openTwo([() => Promise.reject(failed("refused"))]);
    const message = messageWith("order 7");
    await clock.runUntil(rejected(send(0, { message })));
    assert.equal(message.claims.size, 0);
    await clock.runUntil(send(1, { message: messageWith("order 7") }));
    assert.equal((await clock.runUntil(rejected(send(0, { message })))).code, "conflict");
    assert.equal(sent.length, 2);
  });

  it("is kept for a day, and another one for five minutes after its end", async () => {
    const { clock, sent, send } = openTwo();
    const DAY_MS = 24 * 60 * 60_000;
    await clock.runUntil(send(0, { message: messageWith("order 7") }));
    await clock.runUntil(send(0));
    await clock.advance(5 * 60_000 - 1);
    const receivedThen = { message: messageWith(undefined, 5 * 60_000 - 1) };
    await clock.runUntil(rejected(send(1, receivedThen)));
    await clock.advance(1);
    await clock.runUntil(send(1, { message: messageWith(undefined, 5 * 60_000) }));
    assert.equal(sent.length, 3);
    await clock.advance(DAY_MS - 5 * 60_000 - 1);
    await clock.runUntil(rejected(send(1, { message: messageWith("order 7") })));
    await clock.advance(1);
    await clock.runUntil(send(1, { message: messageWith("order 7") }));
    assert.equal(sent.length, 4);
  });

  it("without an end, as after a crash, is kept for a quarter of an hour, or a day where it is named", async () => {
    const { clock, sent, send } = openTwo([
      () => new Promise(() => undefined),
      () => new Promise(() => undefined),
    ]);
    void send(0);
    void send(0, { message: messageWith("order 7") });
    await clock.advance(15 * 60_000 - 1);
    const deadline = clock.now();
    const ago = (ms: number): CallOptions => ({ deadline, message: messageWith(undefined, ms) });
    await clock.runUntil(rejected(send(1, ago(15 * 60_000 - 1))));
    await clock.advance(1);
    await clock.runUntil(send(1, ago(15 * 60_000)));
    await clock.runUntil(rejected(send(1, { deadline, message: messageWith("order 7") })));
    assert.equal(sent.length, 3);
  });
});

describe("the claim of an act, as the others see it", () => {
  const openClaims = () => {
    const clock = createClock(START);
    const open = createMemoryBackplanes({ clock, random: () => 0, settings: SETTINGS });
    const [one, other] = [open().acts, open().acts];
    const claim = async (acts: Acts, agoMs = 0) => acts.claim("key", { agoMs, isNamed: false });
    const claimBoth = async () => {
      const [mine, theirs] = [await claim(one), await claim(other)];
      return mine.mine && !theirs.mine ? { mine, theirs } : assert.fail("it is not the first one's");
    };
    return { clock, one, other, claim, claimBoth };
  };

  it("is of messages that were received within exactly ten seconds", async () => {
    const { one, other, claim } = openClaims();
    await claim(one, 10_001);
    assert.equal((await claim(other)).mine, true);
    assert.equal((await claim(other, 1)).mine, false);
  });

  it("is known to be released for a minute", async () => {
    const { clock, claimBoth } = openClaims();
    const { mine, theirs } = await claimBoth();
    await mine.end("released");
    await clock.advance(59_999);
    assert.equal(await theirs.outcome(), "released");
    await clock.advance(1);
    assert.equal(await theirs.outcome(), "unknown");
  });

  it("has an unknown outcome once it is forgotten, and its end is nothing any more", async () => {
    const { clock, claimBoth } = openClaims();
    const { mine, theirs } = await claimBoth();
    await clock.advance(15 * 60_000);
    assert.equal(await theirs.outcome(), "unknown");
    await mine.end("done");
    assert.equal(await theirs.outcome(), "unknown");
  });
});

describe("the claim of an act", () => {
  const withActs = (acts: Acts, send: () => Promise<unknown> = () => Promise.resolve("sent")) =>
    sentOnce({ acts, clock: createClock(START), timeoutMs: 30_000 }, send as never);

  it("that comes after the node was closed is given back, and the act was not sent", async () => {
    const ended: string[] = [];
    let give = (): void => undefined;
    const claim = {
      mine: true as const,
      end: (outcome: string) => Promise.resolve(void ended.push(outcome)),
    };
    const closing = new AbortController();
    const request = withActs({ claim: () => new Promise((resolve) => (give = () => resolve(claim))) });
    const sending = rejected(request(ACT, { signal: closing.signal }));
    closing.abort();
    const error = await sending;
    assert.deepEqual([error.code, error.cause.outcome], ["closed", "notSent"]);
    assert.deepEqual(ended, []);
    give();
    await new Promise(setImmediate);
    assert.deepEqual(ended, ["released"]);
  });

  it("that fails, or is another's, after the node was closed has no effect", async () => {
    const others = { mine: false as const, claimedBy: "other", outcome: () => Promise.resolve(undefined) };
    for (const late of [() => Promise.reject(new Error("away")), () => Promise.resolve(others)]) {
      let go = (): void => undefined;
      const closing = new AbortController();
      const gone = new Promise<void>((resolve) => (go = resolve));
      const request = withActs({ claim: () => gone.then<never>(late as () => Promise<never>) });
      const sending = rejected(request(ACT, { signal: closing.signal }));
      closing.abort();
      assert.equal((await sending).code, "closed");
      go();
      await new Promise(setImmediate); // a rejection that is not caught fails the spec
    }
  });

  it("that cannot be had is an error with the operation; a mistake of this package stays as it is", async () => {
    const away = withActs({ claim: () => Promise.reject(backplaneError("It is away.")) });
    const { code, cause } = await rejected(away(ACT));
    assert.deepEqual([code, cause.outcome, cause.operation], ["backplane", "notSent", ACT.operation]);
    const bug = new TypeError("x is not a function");
    await assert.rejects(withActs({ claim: () => Promise.reject(bug) })(ACT), (thrown) => thrown === bug);
  });

  it("is not given back by an error of the backplane while the node goes on", async () => {
    const ended: string[] = [];
    const closing = new AbortController();
    const claim = {
      mine: true as const,
      end: (outcome: string) => Promise.resolve(void ended.push(outcome)),
    };
    let asked = 0;
    const acts: Acts = {
      claim: () =>
        (asked += 1) === 1 ? Promise.reject(backplaneError("It is away.")) : Promise.resolve(claim),
    };
    await rejected(withActs(acts)(ACT, { signal: closing.signal }));
    assert.deepEqual(ended, []);
  });

  it("whose end the backplane does not take leaves the result of the act as it is", async () => {
    const claim = { mine: true as const, end: () => Promise.reject(backplaneError("It is away.")) };
    assert.equal(await withActs({ claim: () => Promise.resolve(claim) })(ACT), "sent");
    await new Promise(setImmediate);
  });

  it("ends the wait for another instance with its node, and the act was not sent", async () => {
    const closing = new AbortController();
    const others = { mine: false as const, claimedBy: "other", outcome: () => Promise.resolve(undefined) };
    const sending = rejected(
      withActs({ claim: () => Promise.resolve(others) })(ACT, { signal: closing.signal }),
    );
    await new Promise(setImmediate);
    closing.abort();
    assert.deepEqual([(await sending).code, (await sending).cause.outcome], ["closed", "notSent"]);
  });

  it("passes on what the act ends with when the node was closed while it was sent", async () => {
    const ended: string[] = [];
    const claim = {
      mine: true as const,
      end: (outcome: string) => Promise.resolve(void ended.push(outcome)),
    };
    const request = withActs({ claim: () => Promise.resolve(claim) }, () => Promise.reject(closedError()));
    assert.equal((await rejected(request(ACT))).cause.outcome, "unknown");
    assert.deepEqual(ended, ["unknown"]);
  });
});

describe("the key of a claim", () => {
  const keyOf = (request: Partial<PlatformRequest>, claimKey?: unknown): string =>
    claimKeyOf({ ...ACT, ...request }, messageWith(claimKey)).key;

  it("differs with all that a request says, and has the same length whatever that is", () => {
    const keys = [
      keyOf({}),
      keyOf({ operation: "other" }),
      keyOf({ method: "PUT" }),
      keyOf({ path: "/other" }),
      keyOf({ query: { a: "1" } }),
      keyOf({ body: { phoneNumber: "x".repeat(10_000) } }),
      keyOf({ headers: { "x-one": "1" } }),
      keyOf({}, "order 7"),
      keyOf({}, "order 8"),
      keyOf({ path: "/other" }, "order 7"),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.deepEqual(new Set(keys.map((key) => key.length)), new Set([43]));
    for (const key of keys) assert.match(key, /^[\w-]+$/);
  });

  it("is the same in each version of this package, as instances are updated one after the other", () => {
    assert.equal(keyOf({}), "3l8D5qV8VQf5iSH8VrraHTQ82UPlyC_HOUf4_NAQNLs");
    assert.equal(keyOf({}, "order 7"), "0tXX94zaktFG9R03BZALOsCP_tc-8cFvKNCD9uIveSU");
  });

  it("of a named act does not depend on its body", () => {
    assert.equal(keyOf({ body: { a: 1 } }, "order 7"), keyOf({ body: { a: 2 } }, "order 7"));
    assert.equal(claimKeyOf(ACT, messageWith("order 7")).isNamed, true);
  });

  it("is that of the request where the flow names none", () => {
    for (const message of [undefined, messageWith(undefined), messageWith(null)])
      assert.deepEqual(claimKeyOf(ACT, message), { key: keyOf({}), isNamed: false });
  });

  it("cannot be made of a name that is blank or no text", () => {
    for (const claimKey of ["", "  ", 7, {}, []])
      assert.throws(() => keyOf({}, claimKey), {
        code: "input",
        cause: { outcome: "notSent", field: "claimKey" },
        message:
          "msg.claimKey is not a text, or it is blank. Set it to a text that is unique for each act, such as the id of the " +
          "incoming message, or delete it.",
      });
  });
});
