import assert from "node:assert/strict";
import { followAcknowledgements } from "../../../nodes/lib/platform/shared-events/acknowledged";
import { createWritten } from "../../../nodes/lib/platform/shared-events/written";
import { createClock } from "../../support/clock";

const FENCE = { lease: "listening a", token: 1 };

/** A stream whose one group acknowledges what is named in `acknowledged`; it is noted when it was asked, and for what. */
const follow = () => {
  const clock = createClock();
  const written = createWritten("flows");
  const asked: [at: number, ids: number][] = [];
  const acknowledged = new Set<string>();
  let isClosed = false;
  const acknowledgements = followAcknowledgements({
    ...{ clock, written, session: "s1", isClosed: () => isClosed },
    at: () => ({ fence: FENCE, server: "server" }),
    stream: {
      report: (_fence, _name, ids) => {
        asked.push([clock.now(), ids.length]);
        const open = ids.filter((id) => !acknowledged.has(id));
        const unacknowledged = new Map([["flows", open]]);
        const report = { kept: "s1", server: "server", groups: ["flows"], unacknowledged };
        return Promise.resolve({ ...report, nameOf: (group) => group });
      },
    },
  });
  return {
    ...{ clock, written, asked, acknowledged },
    append: (...ids: string[]): void => {
      written.add(ids.map((id) => ({ id, key: "conversation", value: {} })));
      acknowledgements.begin();
    },
    close: (): void => void (isClosed = true),
  };
};

describe("acknowledgements of what the leading instance has written", () => {
  it("are asked for 5 ms after an entry, and then less and less often, up to each 320 ms", async () => {
    const { clock, append, asked, close } = follow();
    append("1-0");
    await clock.advance(1_300);
    assert.deepEqual(
      asked.map(([at]) => at),
      [5, 15, 35, 75, 155, 315, 635, 955, 1_275],
    );
    close();
    await clock.advance(1_000);
    assert.equal(asked.length, 9, "nothing is asked after the end");
  });

  it("are asked for soon again when one more entry comes during a long pause", async () => {
    const { clock, append, asked, close } = follow();
    append("1-0");
    await clock.advance(400);
    append("2-0");
    await clock.advance(40);
    assert.deepEqual(asked.slice(6), [
      [405, 2],
      [410, 2],
      [420, 2],
      [440, 2],
    ]);
    close();
    await clock.advance(1_000);
  });

  it("are asked for no longer once all are acknowledged, and entries that are not are remembered", async () => {
    const { clock, append, asked, acknowledged, written } = follow();
    append("1-0");
    append("2-0");
    acknowledged.add("1-0");
    await clock.advance(7);
    assert.deepEqual(written.ids(), ["2-0"], "it would be lost with the backplane");
    acknowledged.add("2-0");
    await clock.advance(5_000);
    assert.deepEqual([written.ids(), asked.length], [[], 2]);
  });

  it("are asked for less often where thousands wait, however often one more comes", async () => {
    const { clock, append, asked, close } = follow();
    append(...Array.from({ length: 3_000 }, (_, nth) => `1-${nth}`));
    for (let nth = 0; nth < 100; nth += 1) {
      append(`2-${nth}`);
      await clock.advance(10);
    }
    assert.ok(asked.length >= 8 && asked.length <= 10, `${asked.length} times in a second`);
    close();
    await clock.advance(1_000);
  });
});
