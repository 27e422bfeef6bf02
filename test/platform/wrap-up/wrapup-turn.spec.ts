import assert from "node:assert/strict";
import { GenesysError, type Outcome } from "../../../nodes/lib/platform/errors/errors";
import { SETTLE_MS } from "../../../nodes/lib/platform/time/wait";
import { inTurn, type Wanted } from "../../../nodes/lib/platform/wrap-up/turns";
import { openScripted } from "../../support/scripted-client";

const WRAPPED = { is: "wrapped", by: "code", wrapup: { code: "a" } } as const;
const idsOf = (communicationId: string, participantId = "p", conversationId = "c") => ({
  ...{ conversationId, participantId, communicationId },
});
const failed = (outcome: Outcome): GenesysError => new GenesysError("network", "It failed.", { outcome });

/** One account; `take` wants a wrap-up, whose request ends when the spec says so. */
const open = () => {
  const { clock, client } = openScripted();
  const take = (more: Partial<Wanted> = {}, signal = new AbortController().signal) => {
    let isSent = false;
    let end = (_error?: unknown): void => undefined;
    const wanted: Wanted = {
      ...{ ids: idsOf("k"), action: "apply", wrapped: WRAPPED },
      send: () =>
        new Promise<void>((resolve, reject) => {
          isSent = true;
          end = (error) => (error === undefined ? resolve() : reject(error));
        }),
      ...more,
    };
    const turn = inTurn(client, wanted, signal);
    turn.catch(() => undefined);
    return { turn, isSent: () => isSent, end: (error?: unknown) => end(error) };
  };
  /** One that is accepted, or fails, at once. */
  const done = async (more: Partial<Wanted> = {}, error?: unknown): Promise<void> => {
    const one = take(more);
    await clock.advance(0);
    assert.ok(one.isSent());
    one.end(error);
    await one.turn.catch(() => undefined);
  };
  const isSent = async (more: Partial<Wanted> = {}): Promise<boolean> => {
    const one = take(more);
    await clock.advance(0);
    if (one.isSent()) one.end();
    await one.turn;
    return one.isSent();
  };
  return { clock, take, done, isSent };
};

describe("the turn of a wrap-up", () => {
  it("is its own where no other one of the leg is in progress", async () => {
    const { clock, take } = open();
    const one = take();
    await clock.advance(0);
    one.end();
    assert.equal(await one.turn, "sent");
  });

  it("is not there after another one was accepted, until the conversation can show that", async () => {
    const { clock, done, take, isSent } = open();
    await done();
    const other = take();
    assert.deepEqual(await other.turn, { wrapped: WRAPPED });
    assert.equal(other.isSent(), false);
    await clock.advance(SETTLE_MS - 1);
    assert.deepEqual(await take().turn, { wrapped: WRAPPED });
    await clock.advance(1);
    assert.equal(await isSent(), true);
  });

  it("is waited for while another one is in progress, whatever that ends with", async () => {
    for (const [error, found] of [
      [undefined, { wrapped: WRAPPED }],
      [failed("refused"), { lookAt: 0 }],
      [new Error("bug"), { lookAt: 0 }],
    ] as const) {
      const { clock, take } = open();
      const first = take();
      await clock.advance(10 * 60_000 - 1);
      const second = take();
      await clock.advance(0);
      assert.equal(second.isSent(), false);
      first.end(error);
      assert.deepEqual(await second.turn, found);
      assert.equal(second.isSent(), false);
    }
  });

  it("comes a second after the response of another one was lost", async () => {
    const { clock, done, take, isSent } = open();
    await done({}, failed("unknown"));
    assert.deepEqual(await take().turn, { lookAt: clock.now() + 1_000 });
    await clock.advance(1_000);
    assert.equal(await isSent(), true);
  });

  it("is there at once after another one was refused, or was a note", async () => {
    const { done, isSent } = open();
    await done({}, failed("refused"));
    await done({ wrapped: undefined });
    assert.equal(await isSent(), true);
  });

  it("rejects with the error of its own request", async () => {
    const { clock, take } = open();
    const one = take();
    await clock.advance(0);
    const error = failed("refused");
    one.end(error);
    await assert.rejects(one.turn, (thrown) => thrown === error);
  });

  it("is of one leg, of one participant, in one conversation", async () => {
    const { done, isSent } = open();
    await done();
    for (const ids of [idsOf("l"), idsOf("k", "q"), idsOf("k", "p", "d")])
      assert.equal(await isSent({ ids }), true);
  });

  it("is of all legs of the participant where it is a skip", async () => {
    const { done, take, isSent } = open();
    await done({ action: "skip" });
    assert.deepEqual(await take({ ids: idsOf("l") }).turn, { wrapped: WRAPPED });
    assert.equal(await isSent({ ids: idsOf("k", "q") }), true);
  });

  it("is no longer waited for when its node is closed", async () => {
    const { clock, take } = open();
    take();
    await clock.advance(0);
    const closing = new AbortController();
    const second = take({}, closing.signal);
    await clock.advance(0);
    closing.abort();
    await assert.rejects(second.turn, { code: "closed" });
  });
});
