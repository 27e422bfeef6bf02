import assert from "node:assert/strict";
import { anyNodeBench, failure } from "../support/benches/any-node";
import { CALL } from "../support/seed";

describe("every node", () => {
  const { bench, open } = anyNodeBench();
  afterEach(() => bench().close());

  it("evaluates typed inputs of every kind", async () => {
    process.env.SPEC_CONVERSATION = CALL.conversationId;
    for (const [value, type, msg] of [
      ["SPEC_CONVERSATION", "env", {}],
      [CALL.conversationId, "str", {}],
      ["$trim(call.id)", "jsonata", { call: { id: ` ${CALL.conversationId} ` } }],
      ["call.id", "msg", { call: { id: CALL.conversationId } }],
    ] as const) {
      await open({ conversationId: value, conversationIdType: type });
      const { at, msg: out } = await bench().send({ ...msg });
      assert.equal(at, "result", `${type}: ${out.error?.message}`);
      assert.equal(out.conversationId, CALL.conversationId);
      await bench().close();
    }
    await open();
  });

  it("names the input whose expression cannot be evaluated", async () => {
    for (const [value, type] of [
      ["$nosuch(", "jsonata"],
      ["$error('no')", "jsonata"],
      ["{", "json"],
    ]) {
      await open({ conversationId: value, conversationIdType: type });
      const { code, message } = failure(await bench().send({}));
      assert.equal(code, "input");
      assert.match(message, /"conversationId".*cannot be evaluated/);
      await bench().close();
    }
    await open();
  });

  it("does not repeat what an expression quotes of the message when it fails", async () => {
    await open({ conversationId: "$number(ani)", conversationIdType: "jsonata" });
    const { code, message } = failure(await bench().send({ ani: "+1 555 010 0142" }));
    assert.equal(code, "input");
    assert.match(message, /cannot be evaluated: .*number/);
    assert.doesNotMatch(message, /0142|555/);
  });

  it("reads flow and global context", async () => {
    await open({ conversationId: "id", conversationIdType: "flow" });
    bench().node.context().flow.set("id", CALL.conversationId);
    assert.equal((await bench().send({})).at, "result");
  });
});
