import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import simulate from "../../nodes/genesys-simulate";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage } from "../support/seed";

type Fields = Record<string, unknown>;
interface Listed {
  id: string;
  name: string;
  ended?: true;
}

describe("the list of the simulated org's conversations", () => {
  let bench: Bench;
  const open = async (account: Fields = {}): Promise<void> => {
    const config = { action: "reset", ...fromMessage("conversationId", "details") };
    bench = await openBench(simulate, "genesys-simulate", config, { account });
  };
  afterEach(() => bench.close());

  const post = async (body: Fields, id = "the-account"): Promise<Fields> => {
    const admin = helper as unknown as {
      request(): { post(path: string): { send(body: object): Promise<{ body: Fields }> } };
    };
    return (await admin.request().post(`/genesys-cloud/account/${id}/lookup`).send(body)).body;
  };
  const conversations = async (more: Fields = {}): Promise<Listed[]> =>
    (await post({ kind: "conversation", ...more })).items as Listed[];

  it("has the customer, the medium and the agents of each, without a token", async () => {
    await open();
    assert.deepEqual(await conversations(), [
      { id: CALL.conversationId, name: "Casey Customer · call · Ada Agent" },
    ]);
    assert.equal(bench.simulator.log.count(), 0);
  });

  it("has those that go on first, and marks the others", async () => {
    await open();
    const { act } = bench.simulator;
    await bench.clock.advance(1000);
    const { conversationId } = act.customerWrites({ name: "Pat Patient" });
    act.customerHangsUp(CALL.conversationId);
    const { conversationId: third } = act.customerCalls({ queue: "Sales" });
    const listed = await conversations();
    assert.deepEqual(new Set(listed.slice(0, 2).map(({ id }) => id)), new Set([conversationId, third]));
    assert.deepEqual(listed.at(-1), {
      id: CALL.conversationId,
      name: "Casey Customer · call · Ada Agent",
      ended: true,
    });
  });

  it("is searched by name, and gives ids their names", async () => {
    await open();
    bench.simulator.act.customerWrites({ name: "Pat Patient" });
    assert.equal((await conversations({ search: "patient" })).length, 1);
    assert.equal((await conversations({ search: "no such" })).length, 0);
    const [found] = await conversations({ ids: [CALL.conversationId, "another"] });
    assert.equal(found?.id, CALL.conversationId);
  });

  it("is there only where the account is deployed, and its org is the simulated one", async () => {
    await open({ region: "mypurecloud.ie" });
    const { ok, reason } = await post({ kind: "conversation" });
    assert.equal(ok, false);
    assert.match(String(reason), /only in the simulated organisation/);
    assert.match(String((await post({ kind: "conversation" }, "new-account")).reason), /Deploy the account/);
  });
});
