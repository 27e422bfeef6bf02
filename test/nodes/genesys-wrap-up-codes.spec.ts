import assert from "node:assert/strict";
import { answered, codeNamed, posts, wrapUpBench } from "../support/benches/wrap-up";

describe("genesys-wrap-up", () => {
  const { bench, open } = wrapUpBench();
  afterEach(() => bench().close());

  it("lists the nearest where there is no code of this name, before anything is given", async () => {
    const { send, simulator } = await open();
    const { msg } = await send({ ...answered(simulator), code: "Resolvd" });
    assert.equal(msg.error?.code, "input");
    assert.equal(msg.error.cause?.field, "code");
    assert.match(msg.error.message, /no wrap-up code "Resolvd"\. Did you mean Resolved\?/);
    assert.deepEqual(msg.error.cause?.codes, ["Resolved", "Callback requested", "Wrong number"]);
    assert.equal(posts(simulator).length, 0);
  });

  it("refuses the code of another queue", async () => {
    const { send, simulator } = await open();
    const { msg } = await send({ ...answered(simulator, "Sales"), code: codeNamed(simulator, "Resolved") });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", "code"]);
    assert.match(
      msg.error?.message ?? "",
      /may belong to another queue\. Its codes are: Sale, No interest, Wrong number/,
    );
    assert.equal(posts(simulator).length, 0);
  });

  it("asks for the codes of a queue once", async () => {
    const { send, simulator } = await open();
    for (let i = 0; i < 3; i += 1) {
      const ids = answered(simulator);
      await send({ ...ids, code: "Resolved" });
      await bench().clock.advance(500);
      simulator.act.agentCompletes(ids.conversationId);
      await bench().clock.advance(500);
    }
    assert.equal(posts(simulator).length, 3);
    assert.equal(simulator.log.count("getConversationParticipantWrapupcodes"), 1);
  });

  it("finds a code that the queue has got since", async () => {
    const { send, simulator } = await open();
    const ids = answered(simulator);
    await send({ ...ids, code: "Resolved" });
    simulator.org.wrapupCodes.set("new", { id: "new", name: "Brand new" });
    const queue = [...simulator.org.queues.values()].find(({ name }) => name === "Support");
    if (queue) queue.wrapupCodeIds = [...queue.wrapupCodeIds, "new"];
    await bench().clock.advance(500);
    const { msg } = await send({ ...ids, code: "Brand new" });
    assert.equal(msg.error?.code, "conflict", "it was found, but the call was wrapped up before");
  });

  for (const bad of [
    {
      what: "no code",
      msg: {},
      field: "code",
      says: /msg\.code is blank\. Set the id or name of a wrap-up code\.$/,
    },
    {
      what: "a negative duration",
      msg: { code: "x", durationSeconds: -1 },
      field: "durationSeconds",
      says: /durationSeconds/,
    },
    { what: "tags that are no texts", msg: { code: "x", tags: [1] }, field: "tags", says: /tags/ },
  ])
    it(`refuses ${bad.what} before anything is sent`, async () => {
      const { send, simulator } = await open();
      const { msg } = await send({ conversationId: "c", ...bad.msg });
      assert.deepEqual([msg.error?.code, msg.error?.cause?.field], ["input", bad.field]);
      assert.match(msg.error?.message ?? "", bad.says);
      assert.equal(simulator.log.count(), 0);
    });
});
