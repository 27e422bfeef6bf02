import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";
import { SETTINGS } from "../../support/backplanes";
import { call, composeClient } from "../../support/client";
import { createClock } from "../../support/clock";
import { ok } from "../../support/scripted-client";

describe("a client", () => {
  const clock = createClock(1_772_442_000_000);
  const transport = () => Promise.resolve(ok());

  it("has what its account has", async () => {
    const random = () => 0.25;
    const client = composeClient({
      ...{ clock, transport, random, grant: "authorization-code", maxWaitMs: 7_000 },
    });
    assert.deepEqual(
      [client.grant, client.clock, client.random, client.longestWaitMs],
      ["authorization-code", clock, random, 7_000],
    );
    assert.equal(
      client.follow("conversation-1", () => undefined),
      undefined,
      "no channel is open",
    );
    assert.equal(await client.remember("key", 1_000, () => Promise.resolve(5)), 5);
  });

  it("that shares a backplane does not send what another instance has sent", async () => {
    const open = createMemoryBackplanes({ clock, random: () => 0, settings: SETTINGS });
    const [one, other] = [open(), open()].map(({ acts }) => composeClient({ clock, transport, acts }));
    assert.ok(one && other);
    await clock.runUntil(call(one, "/calls"));
    await assert.rejects(clock.runUntil(call(other, "/calls")), { code: "conflict" });
    const alone = composeClient({ clock, transport });
    await clock.runUntil(call(alone, "/calls"));
  });

  it("requests a file of the API as a stream, with the token, and everything else as it is", async () => {
    const sent: unknown[][] = [];
    const client = composeClient({
      clock,
      transport: ({ as, url, headers }) => {
        sent.push([as, url, headers["authorization"]]);
        const body = as === "stream" ? Readable.from([Buffer.from("abc")]) : undefined;
        return Promise.resolve({ status: 200, headers: {}, body });
      },
    });
    const written: string[] = [];
    const target = {
      write: (bytes: Uint8Array) => Promise.resolve(void written.push(Buffer.from(bytes).toString())),
      end: () => Promise.resolve(),
      drop: () => Promise.resolve(),
    };
    const url = "https://api.example.com/api/v2/file";
    const file = { url, maxBytes: 100, open: () => Promise.resolve(target) };
    assert.equal((await clock.runUntil(client.download(file))).bytes, 3);
    await clock.runUntil(call(client, "/api/v2/x"));
    assert.deepEqual(written, ["abc"]);
    assert.deepEqual(sent, [
      ["stream", url, "Bearer token-1"],
      [undefined, "https://api.example.com/api/v2/x", "Bearer token-1"],
    ]);
  });
});
