import assert from "node:assert/strict";
import { applyWrapup, skipWrapup } from "../../../nodes/lib/platform/api/wrapups";
import { verifyWrapup } from "../../../nodes/lib/platform/wrap-up/verification";
import { MEDIA_TYPES } from "../../../nodes/lib/platform/conversation/conversation";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import type { Client } from "../../../nodes/lib/platform/types";
import { broken, ok, openScripted, refused } from "../../support/scripted-client";

const IDS = { conversationId: "c", participantId: "p", communicationId: "k" };

describe("a wrap-up whose response is lost", () => {
  const LOST = [
    ["the line", broken("unknown")],
    ["a 503", refused(503)],
    ["a 504", refused(504)],
  ] as const;
  const ACTS: [string, (client: Client) => Promise<void>][] = [
    ...MEDIA_TYPES.map((mediaType): [string, (client: Client) => Promise<void>] => [
      `a wrap-up of a ${mediaType}`,
      (client) => applyWrapup(client, { ...IDS, mediaType }, { code: "w" }),
    ]),
    ["a skip", (client) => skipWrapup(client, IDS)],
  ];
  for (const [what, act] of ACTS)
    it(`is not sent again by the client: before ${what} is sent again, the conversation is read`, async () => {
      for (const [, failure] of LOST) {
        const { clock, client, sent } = openScripted(() => failure);
        await assert.rejects(
          clock.runUntil(act(client)),
          (error: GenesysError) => error.cause.outcome === "unknown",
        );
        assert.equal(sent.length, 1);
      }
    });
});

describe("a wrap-up that is verified", () => {
  /** The conversation as each read shows it; `silence` is no response at all. */
  const verify = (wrapups: readonly (string | Error | undefined)[]) => {
    const { clock, client, sent } = openScripted((_, nth) => {
      const code = wrapups[Math.min(nth, wrapups.length) - 1];
      if (code instanceof Error) return code;
      if (code === "silence") return undefined;
      const afterCallWork = { state: code === undefined ? "pending" : "complete" };
      const call = {
        id: "k",
        state: "terminated",
        connectedTime: "2026-03-02T09:00:00.000Z",
        disconnectedTime: "2026-03-02T09:01:00.000Z",
        afterCallWork,
        ...(code === undefined ? {} : { wrapup: { code, name: code } }),
      };
      return ok({ id: "c", participants: [{ id: "p", purpose: "agent", userId: "u", calls: [call] }] });
    });
    const target = { conversationId: "c", target: "ids", which: "newest" } as const;
    const looking = verifyWrapup(client, {
      target: { ...target, userId: undefined, participantId: "p", communicationId: "k" },
      ids: IDS,
      isWished: ({ wrapup }) => wrapup.code === "wished",
      signal: new AbortController().signal,
    });
    return { sent, clock, done: clock.runUntil(looking) };
  };

  it("is the code that applies, as soon as it shows", async () => {
    const { sent, done } = verify([undefined, undefined, "wished"]);
    assert.equal((await done).code, "wished");
    assert.equal(sent.length, 3);
  });

  it("may show another code for a moment", async () => {
    assert.equal((await verify(["other", "wished"]).done).code, "wished");
  });

  it("is an error that names the code that applies, where another code stays", async () => {
    await assert.rejects(verify(["other"]).done, (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.outcome], ["conflict", "refused"]);
      assert.deepEqual(error.cause.wrapup, { code: "other", name: "other" });
      return true;
    });
  });

  it("is an error with the outcome unknown where it never shows: it was accepted, and may still come", async () => {
    await assert.rejects(verify([undefined]).done, (error: GenesysError) => {
      assert.deepEqual(
        [error.code, error.cause.outcome, error.cause.conversationId],
        ["timeout", "unknown", "c"],
      );
      return true;
    });
  });

  it("is read again where a read fails once", async () => {
    const failures = [refused(503), refused(500), refused(429, { "retry-after": "1" })];
    assert.equal((await verify([...failures, "wished"]).done).code, "wished");
  });

  it("is an error within twelve seconds where the platform is silent, or asks to wait for longer", async () => {
    for (const failure of ["silence", refused(429, { "retry-after": "60" })]) {
      const { clock, done } = verify([failure]);
      const startedAt = clock.now();
      await assert.rejects(done, (error: GenesysError) => {
        assert.deepEqual([error.code, error.cause.outcome], ["timeout", "unknown"]);
        return true;
      });
      assert.ok(clock.now() - startedAt <= 12_000);
    }
  });

  it("is an error that says so where it may not be read: it was accepted all the same", async () => {
    await assert.rejects(verify([refused(403)]).done, (error: GenesysError) => {
      assert.deepEqual([error.code, error.cause.outcome], ["denied", "unknown"]);
      assert.match(error.message, /^The wrap-up was accepted, but cannot be verified: /);
      return true;
    });
  });
});
