import assert from "node:assert/strict";
import { createStatus } from "../../nodes/lib/node/status";
import { createClock } from "../support/clock";

describe("the status line", () => {
  const open = () => {
    const clock = createClock();
    const shown: string[] = [];
    const status = createStatus(
      {
        status: (written) => {
          const { fill = "", text = "" } = written as { fill?: string; text?: string };
          shown.push(`${fill} ${text.split(".").at(-1) ?? ""}`.trim());
        },
      },
      clock,
    );
    return { clock, shown, status };
  };

  it("is written four times a second at most, and the last one always is", async () => {
    const { clock, shown, status } = open();
    for (let nth = 0; nth < 100; nth++) {
      status.begin()(nth % 2 === 0 ? "network" : undefined);
      await clock.advance(10);
    }
    status.begin()("denied");
    await clock.advance(1_000);
    assert.ok(shown.length <= 6, shown.join());
    assert.equal(shown.at(-1), "red denied");
  });

  it("is blue until the last call that is in progress has ended, whichever fails before", async () => {
    const { clock, shown, status } = open();
    const [first, second] = [status.begin(), status.begin()];
    first("network");
    first("network"); // once more, as when the sending on of a result fails
    await clock.advance(300);
    assert.deepEqual(shown, ["blue running"]);
    second();
    await clock.advance(300);
    assert.deepEqual(shown, ["blue running", ""]);
  });

  it("is green with the trace after success, until the next call begins or fails", async () => {
    const { clock, shown, status } = open();
    status.begin()(undefined, "Casey Customer · 09:00");
    await clock.advance(300);
    assert.equal(shown.at(-1), "green Casey Customer · 09:00");
    const end = status.begin();
    await clock.advance(300);
    assert.equal(shown.at(-1), "blue running");
    end("denied");
    await clock.advance(300);
    assert.equal(shown.at(-1), "red denied");
  });

  for (const notice of ["signInNotSaved", "noBackplane", "backplaneAway"])
    it(`shows what must not be overlooked rather than the trace, and after a failure: ${notice}`, async () => {
      const { clock, shown, status } = open();
      status.hold(notice);
      status.begin()(undefined, "Casey Customer · 09:00");
      await clock.advance(300);
      assert.equal(shown.at(-1), `yellow ${notice}`);
      status.begin()("denied");
      await clock.advance(300);
      assert.equal(shown.at(-1), "red denied");
    });

  for (const [wait, word] of [
    ["answer", "ringing"],
    ["agent", "waitingForAgent"],
    ["end", "waitingForEnd"],
    ["wrapUp", "waitingForWrapUp"],
    ["effect", "waitingForEffect"],
    ["upload", "uploading"],
    ["delivery", "waitingForDelivery"],
  ] as const)
    it(`has the word ${word} of the catalogue, which flows may read, for a call that waits`, async () => {
      const { clock, shown, status } = open();
      status.begin();
      status.waiting(wait);
      await clock.advance(300);
      assert.equal(shown.at(-1), `blue ${word}`);
    });

  it("says what is waited for until nothing is in progress any more", async () => {
    const { clock, shown, status } = open();
    const end = status.begin();
    status.waiting("answer");
    await clock.advance(300);
    end();
    await clock.advance(300);
    status.begin();
    await clock.advance(300);
    assert.deepEqual(shown, ["blue running", "blue ringing", "", "blue running"]);
  });

  it("is yellow while the account is held back, and then what it was", async () => {
    const { clock, shown, status } = open();
    status.begin();
    for (const word of ["heldBack", undefined]) {
      await clock.advance(300);
      status.hold(word);
    }
    await clock.advance(300);
    assert.deepEqual(shown, ["blue running", "yellow heldBack", "blue running"]);
  });

  it("is yellow as long as any of its calls waits for a rate limit, and shows the account's own state first", async () => {
    const { clock, shown, status } = open();
    const [first, second] = [{}, {}];
    status.begin();
    const steps: [string | undefined, object | undefined][] = [
      ["heldBack", first],
      ["heldBack", second],
      ["signInAgain", undefined],
      [undefined, first],
      [undefined, undefined],
      [undefined, second],
    ];
    for (const [word, call] of steps) {
      status.hold(word, call);
      await clock.advance(300);
    }
    assert.deepEqual(shown, [
      "blue running",
      "yellow heldBack",
      "yellow signInAgain",
      "yellow heldBack",
      "blue running",
    ]);
  });

  it("is not written again where it is the same", async () => {
    const { clock, shown, status } = open();
    for (let nth = 0; nth < 5; nth++) {
      status.begin();
      await clock.advance(300);
    }
    assert.deepEqual(shown, ["blue running"]);
  });

  it("is red before the first message where the node cannot work as it is set", () => {
    const { shown, status } = open();
    status.unusable("config");
    assert.deepEqual(shown, ["red config"]);
  });

  it("shows nothing any more once it is closed, and leaves no timer", async () => {
    const { clock, shown, status } = open();
    const end = status.begin();
    status.waiting("answer");
    status.close();
    assert.equal(clock.pending(), 0);
    end("network");
    status.hold("heldBack");
    await clock.advance(1_000);
    assert.deepEqual(shown, ["blue running"]);
  });

  it("says nothing any more either where nothing was to be shown when it was closed", async () => {
    const { clock, shown, status } = open();
    const end = status.begin();
    await clock.advance(1_000);
    status.close();
    end("network");
    await clock.advance(1_000);
    assert.deepEqual(shown, ["blue running"]);
  });
});
