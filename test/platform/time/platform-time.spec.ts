import assert from "node:assert/strict";
import { createPlatformTime } from "../../../nodes/lib/platform/time/platform-time";
import { openScripted, ok, START } from "../../support/scripted-client";
import { call } from "../../support/client";

const MINUTE = 60_000;
const dated = (at: number): string => new Date(at).toUTCString();

describe("the platform's time", () => {
  it("is this machine's until a response has it, and where a response does not", () => {
    const time = createPlatformTime();
    assert.equal(time.of(START), START);
    time.note(undefined, START, START + 50);
    time.note("yesterday", START, START + 50);
    assert.equal(time.of(START), START);
  });

  it("is this machine's where the clocks agree, whatever is cut off a second", () => {
    const time = createPlatformTime();
    for (let at = START; at < START + 5_000; at += 130) time.note(dated(at + 40), at, at + 80);
    assert.equal(time.of(START), START);
  });

  it("is known to a second, however long a response takes", () => {
    for (const aheadMs of [-90 * MINUTE, -2_500, 2_500, 20 * MINUTE])
      for (const takesMs of [20, 900, 9_000]) {
        const time = createPlatformTime();
        for (let at = START; at < START + 60_000; at += 4_970) {
          time.note(dated(at + aheadMs + takesMs / 2), at, at + takesMs);
          const errorMs = time.of(at) - at - aheadMs;
          assert.ok(Math.abs(errorMs) <= takesMs / 2 + 1_000, `${errorMs} ms off`);
        }
      }
  });

  it("follows a clock that is set right, but not one that is set back between request and response", () => {
    const time = createPlatformTime();
    time.note(dated(START - 20 * MINUTE), START, START + 50);
    assert.ok(Math.abs(time.of(START) - (START - 20 * MINUTE)) <= 1_000);
    time.note(dated(START - 20 * MINUTE), START, START - 20 * MINUTE);
    assert.ok(Math.abs(time.of(START) - (START - 20 * MINUTE)) <= 1_000);
    time.note(dated(START), START, START + 50);
    assert.ok(Math.abs(time.of(START) - START) <= 1_000);
  });

  it("is taken from every response to a client", async () => {
    const { clock, client } = openScripted(() => ok({}, { date: dated(START - 20 * MINUTE) }));
    assert.equal(client.platformTime(START), START);
    const answer = call(client, "/api/v2/x");
    await clock.advance(1_000);
    await answer;
    assert.ok(Math.abs(client.platformTime(START) - (START - 20 * MINUTE)) <= 1_020);
  });
});
