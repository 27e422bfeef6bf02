import assert from "node:assert/strict";
import { createRecorded, startLeader } from "../../support/leader";
import { until } from "../../support/until";

describe("what the leader writes after the backplane was away", () => {
  it("never says more of a conversation than what it has written of its events", async () => {
    const recorded = createRecorded();
    const { done, away, lose } = recorded;
    const { leader, happens, renewed } = await startLeader(recorded);
    await happens();
    await until(() => done.length === 2);
    away();
    leader.away(false);
    for (let left = 3; left > 0; left -= 1) await happens();
    lose();
    await renewed();
    await until(() => done.some(({ keep }) => keep.get("c") === "4"));
    leader.close();
    let written = 1; // at the server before
    for (const { entries, keep } of done) {
      written += entries;
      assert.ok(
        Number(keep.get("c") ?? 0) <= written,
        JSON.stringify(done.map((one) => [one.entries, [...one.keep]])),
      );
    }
    assert.deepEqual([done[0]?.keep.get("c"), written], ["1", 4]);
  });

  it("is the newest of a conversation, where a replica has a step whose reply was lost", async () => {
    const recorded = createRecorded();
    const { done, kept, away, loseReply, failOver } = recorded;
    const { leader, happens, renewed } = await startLeader(recorded);
    await happens();
    await until(() => done.length === 2);
    loseReply();
    await happens();
    await until(() => done.length === 3);
    away();
    leader.away(false);
    failOver();
    await renewed();
    await until(() => done.length >= 4);
    assert.equal(kept.get("c"), "2", "the next one would emit the second event again");
    await happens();
    await until(() => kept.get("c") === "3");
    leader.close();
  });

  it("names who leads now, however much is known, and never who led before", async () => {
    const known = Array.from({ length: 1_200 }, (_, nth): [string, string] => [
      `conversation ${nth}`,
      "known",
    ]);
    const half = known.length / 2;
    const before = new Map([...known.slice(0, half), ["session", "before"] as const, ...known.slice(half)]);
    const recorded = createRecorded();
    const { done, kept, away, lose } = recorded;
    const { leader, renewed } = await startLeader(recorded, before);
    const session = kept.get("session");
    away();
    leader.away(false);
    lose();
    assert.equal(await renewed(), "ok");
    await until(() => kept.size > known.length);
    assert.deepEqual([done.length > 1, kept.get("session")], [true, session]);
    assert.equal(await renewed(), "ok", "it goes on leading");
    leader.close();
  });

  it("does not hold up the lease, however many steps it takes and however slow the server is", async () => {
    const known = new Map(
      Array.from({ length: 1_000 }, (_, nth) => [`conversation ${nth}`, "known"] as const),
    );
    const recorded = createRecorded();
    const { done, away, lose } = recorded;
    const waiting: (() => void)[] = [];
    let isSlow = false;
    const stream: typeof recorded.stream = {
      ...recorded.stream,
      append: async (...step) => {
        if (isSlow) await new Promise<void>((resolve) => void waiting.push(resolve));
        return recorded.stream.append(...step);
      },
    };
    const { leader, renewed } = await startLeader({ stream }, known);
    away();
    leader.away(false);
    lose();
    isSlow = true;
    assert.equal(await renewed(), "ok");
    for (let nth = 1; nth <= 5; nth += 1) {
      await until(() => waiting.length === nth);
      const again = renewed();
      waiting.at(-1)?.();
      assert.equal(await again, "ok");
      assert.equal(done.length, nth, "the others wait");
    }
    leader.close();
    waiting.forEach((release) => release());
  });
});
