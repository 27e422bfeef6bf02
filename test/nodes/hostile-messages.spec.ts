import assert from "node:assert/strict";
import { z } from "zod";
import { defineNode } from "../../nodes/lib/node/define-node";
import { text } from "../../nodes/lib/node/target";
import { openBench, type Bench } from "../support/flow";
import { fromMessage } from "../support/seed";
import { until } from "../support/until";

/** What the probe does with its input, and what it was asked to do. */
let ran: string[] = [];
let failsIn: "run" | "output" | undefined;
let results = 0;

const probe = defineNode({
  type: "genesys-probe",
  inputs: z.object({ word: text }),
  options: z.object({}),
  plan: () => [],
  run: ({ inputs: { word } }) => {
    ran.push(word);
    return failsIn === "run" ? Promise.reject(new RangeError("bug in run")) : Promise.resolve(word);
  },
  output: (word) => {
    if (failsIn === "output") throw new RangeError("bug in output");
    return results === 0 ? { payload: word } : Array.from({ length: results }, () => ({ payload: word }));
  },
  trace: (word) => [word],
});

describe("a message that is no ordinary one", () => {
  let bench: Bench;
  let closed: boolean;
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  let listeners: NodeJS.UnhandledRejectionListener[];

  beforeEach(() => {
    [ran, failsIn, results, closed] = [[], undefined, 0, false];
    rejections.length = 0;
    listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    if (!closed) await bench.close();
    process.off("unhandledRejection", note);
    for (const listener of listeners) process.on("unhandledRejection", listener);
    assert.deepEqual(rejections, [], "no rejection escapes: it would end Node-RED");
  });

  const open = async (config: Record<string, unknown> = {}): Promise<void> => {
    bench = await openBench(probe, "genesys-probe", { ...fromMessage("word"), ...config });
  };
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Reading it throws, as with a closed request or a revoked proxy: Node-RED cannot copy such a message. */
  const uncopyable = (msg: Record<string, unknown>) =>
    Object.defineProperty({ _msgid: "1", ...msg }, "evil", {
      enumerable: true,
      get: () => {
        throw new Error("cannot be read");
      },
    });

  it("that cannot be copied goes on, and no rejection escapes where a Complete node asks for a copy", async () => {
    await open();
    const { at, msg } = await bench.send(uncopyable({ word: "a" }));
    assert.deepEqual([at, msg.payload], ["result", "a"]);
    await turns();
  });

  it("that cannot be copied does not lose its error: a Catch node receives it", async () => {
    await open();
    const { at, msg } = await bench.send(uncopyable({}));
    assert.deepEqual(
      [at, msg.error?.code, msg.error?.cause?.field, msg._msgid],
      ["catch", "input", "word", "1"],
    );
    await turns();
    assert.equal(bench.seen.caught.length, 1);
  });

  it("whose input cannot be read is refused by the name of the input", async () => {
    await open({ errorOutput: true });
    const evil = Object.defineProperty({}, "word", {
      enumerable: true,
      get: () => {
        throw new Error("cannot be read");
      },
    });
    const { at, msg } = await bench.send(evil);
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.field], ["second", "input", "word"]);
    assert.deepEqual(ran, []);
    await turns();
  });

  for (const [what, make] of [
    ["is frozen", (msg: Record<string, unknown>) => Object.freeze(msg)],
    ["is sealed", (msg: Record<string, unknown>) => Object.seal(msg)],
    [
      "has a getter in the place of the result",
      (msg: Record<string, unknown>) =>
        Object.defineProperties(msg, { payload: { get: () => 1 }, error: { get: () => 1 } }),
    ],
  ] as const)
    for (const errorOutput of [false, true])
      it(`that ${what} leaves as a copy with all its properties${errorOutput ? ", also by the second output" : ""}`, async () => {
        await open({ errorOutput });
        const given = make({ _msgid: "1", topic: "kept", ...(errorOutput ? {} : { word: "a" }) });
        const { at, msg } = await bench.send(given);
        assert.equal(at, errorOutput ? "second" : "result");
        assert.deepEqual([msg._msgid, msg.topic], ["1", "kept"]);
        assert.equal(errorOutput ? msg.error?.code : msg.payload, errorOutput ? "input" : "a");
        msg.topic = "writable for those who come after";
        await until(() => bench.seen.completed.length === 1);
      });

  it("without _msgid, without a prototype, or with itself inside is like any other", async () => {
    await open();
    const circular: Record<string, unknown> = { word: "circular" };
    circular["self"] = circular;
    const bare = Object.assign(Object.create(null) as Record<string, unknown>, { word: "bare" });
    for (const [given, word] of [
      [{ word: "plain" }, "plain"],
      [bare, "bare"],
      [circular, "circular"],
    ] as const) {
      const { at, msg } = await bench.send(given);
      assert.deepEqual([at, msg.payload, typeof msg._msgid], ["result", word, "string"]);
    }
    await until(() => bench.seen.completed.length === 3);
  });

  it("holds blanks around its text, which do not count; of blanks alone it counts as left out", async () => {
    await open();
    assert.equal((await bench.send({ word: " \t a b \n" })).msg.payload, "a b");
    const { msg } = await bench.send({ word: " \n " });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "word"]);
  });

  for (const [what, word] of [
    ["a list", ["a"]],
    ["a date", new Date(0)],
    ["a number", 7],
    ["a text in a box", new String("a")],
    ["a Buffer", Buffer.from("a")],
    ["a function", () => "a"],
  ] as const)
    it(`that holds ${what} where text is wanted is refused, and nothing runs`, async () => {
      await open();
      const { at, msg } = await bench.send({ word });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["catch", "input", "notSent"]);
      assert.deepEqual(ran, []);
    });

  for (const errorOutput of [false, true]) {
    const out = errorOutput ? "second" : "catch";
    it(`meets a mistake in the node before anything is known: outcome unknown (${out})`, async () => {
      await open({ errorOutput });
      failsIn = "run";
      const { at, msg } = await bench.send({ word: "a" });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], [out, "answer", "unknown"]);
      assert.match(msg.error?.message ?? "", /Unexpected error in this node: bug in run/);
    });

    it(`meets a mistake after the platform has done it: outcome done, so that no flow does it again (${out})`, async () => {
      await open({ errorOutput });
      failsIn = "output";
      const { at, msg } = await bench.send({ word: "a" });
      assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], [out, "answer", "done"]);
      await turns();
      assert.equal(bench.arrivals.length, 1);
      assert.equal(bench.seen.completed.length + bench.seen.caught.length, 1, "done exactly once");
    });
  }

  it("of which several copies are wanted, although it cannot be copied, is an error with the outcome done", async () => {
    await open({ errorOutput: true });
    results = 2;
    const { at, msg } = await bench.send(uncopyable({ word: "a" }));
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.outcome], ["second", "answer", "done"]);
    await turns();
  });

  it("is not sent on by a node that was closed while it ran", async () => {
    await open();
    bench.start({ word: "a" });
    await bench.node.close(false);
    await turns();
    assert.deepEqual(bench.arrivals, []);
    await until(() => bench.seen.completed.length === 1);
  });
});
