import assert from "node:assert/strict";
import api from "../../nodes/genesys-api";
import getConversation from "../../nodes/genesys-get-conversation";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

type Message = Record<string, unknown>;

describe("the error of an earlier try", () => {
  let bench: Bench;
  const open = async (config: Message = {}): Promise<void> => {
    bench = await openBench(getConversation, "genesys-get-conversation", { ...TARGET_INPUTS, ...config });
  };
  const failOnce = (): void =>
    bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { status: 409 } });
  afterEach(() => bench.close());

  for (const errorOutput of [true, false])
    it(`is gone once the message succeeds, by whichever way it came back (${errorOutput ? "second output" : "Catch"})`, async () => {
      await open({ errorOutput });
      failOnce();
      const failed = await bench.send({ ...CALL, topic: "kept" });
      assert.deepEqual([failed.at, failed.msg.error?.code], [errorOutput ? "second" : "catch", "conflict"]);
      const { at, msg } = await bench.send(failed.msg);
      assert.deepEqual([at, msg.topic, "error" in msg], ["result", "kept", false]);
    });

  it("gives way to the one of the next try, where that fails as well", async () => {
    await open({ errorOutput: true });
    failOnce();
    const { msg } = await bench.send({ ...CALL, error: { code: "limited", message: "an earlier one" } });
    assert.equal(msg.error?.code, "conflict");
  });

  for (const [what, make] of [
    ["a frozen message", (msg: Message) => Object.freeze(msg)],
    ["a sealed message", (msg: Message) => Object.seal(msg)],
    [
      "a getter",
      (msg: Message) => Object.defineProperty(msg, "error", { get: () => "old", enumerable: true }),
    ],
  ] as const)
    it(`is gone from ${what} as well`, async () => {
      await open();
      const given = make({
        _msgid: "1",
        ...CALL,
        topic: "kept",
        ...(what === "a getter" ? {} : { error: {} }),
      });
      const { at, msg } = await bench.send(given);
      assert.deepEqual([at, msg.topic, "error" in msg], ["result", "kept", false]);
    });

  it("is gone from each page", async () => {
    const config = { operation: "getUsers", operationType: "str", paging: "all", pages: "each" };
    bench = await openBench(api, "genesys-api", { ...config, ...fromMessage("parameters") });
    const { at, msg } = await bench.send({
      error: { message: "an earlier one" },
      parameters: { pageSize: 5 },
    });
    const parts = msg.parts as { id: string; count: number };
    assert.deepEqual([at, "error" in msg], ["result", false]);
    assert.notEqual(parts.id, msg._msgid);
  });
});
