import assert from "node:assert/strict";
import deletePostflow from "../../nodes/genesys-delete-postflow";
import { openBench, type Bench } from "../support/flow";
import { CALL, TARGET_INPUTS } from "../support/seed";

describe("genesys-delete-postflow", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown> = {},
    credentials: Record<string, string> = {},
  ): Promise<Bench> =>
    (bench = await openBench(
      deletePostflow,
      "genesys-delete-postflow",
      { ...TARGET_INPUTS, ...config },
      { credentials },
    ));
  afterEach(() => bench.close());

  it("removes the action from the caller's live call and reports it as accepted", async () => {
    const { send, simulator } = await open();
    const { at, msg } = await send({ conversationId: CALL.conversationId });
    assert.equal(at, "result", msg.error?.message);
    assert.deepEqual(msg.payload, { accepted: true, ...CALL, mediaType: "call" });
    const removal = simulator.log.entries().at(-1);
    assert.deepEqual(
      [removal?.method, removal?.body, removal?.contentType],
      ["DELETE", undefined, undefined],
    );
  });

  it("costs one request where the ids are given", async () => {
    const { send, simulator } = await open({ target: "ids" });
    await send({ ...CALL });
    assert.deepEqual(
      simulator.log.entries().map(({ method }) => method),
      ["POST", "DELETE"],
    );
  });

  it("names the permission that is missing", async () => {
    const { send } = await open({ target: "ids" }, { clientId: "limited", clientSecret: "limited" });
    const { at, msg } = await send({ ...CALL });
    assert.deepEqual([at, msg.error?.code], ["catch", "denied"]);
    assert.match(msg.error?.message ?? "", /conversation:call:deleteMandatoryPostFlowAction/);
    assert.deepEqual(msg.error?.cause?.missingPermissions, [
      "conversation:call:deleteMandatoryPostFlowAction",
    ]);
  });
});
