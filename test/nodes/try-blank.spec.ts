// Only on node-red-5: what is run is the code of deployed nodes, whose specs run on both.
import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import sidebar from "../../nodes/sidebar";
import { openBench, type Bench } from "../support/flow";
import { moduleOf } from "../support/nodes";

interface Shown {
  steps: { requests: { operation: string }[]; body?: object }[];
  previewId?: string;
}

describe("an input that the message of a trial does not bring", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.clock.advance(301_000); // what was shown is dropped
    await bench?.close();
  });

  it("is not in the requests that are shown, as it is not in those that are sent", async () => {
    bench = await openBench(moduleOf("genesys-callback"), "genesys-callback", {}, { modules: [sidebar] });
    const show = async (msg: object): Promise<Shown> => {
      const config = {
        ...{ id: "new", z: "tab", action: "create", target: "none" },
        ...{ queueId: "queueId", numbers: "numbers", userId: "userId" },
        ...{ queueIdType: "msg", numbersType: "msg", userIdType: "msg" },
      };
      const body = { type: "genesys-callback", account: "the-account", grant: "client-credentials" };
      const asked = helper.request().post("/genesys-cloud/try");
      return (await asked.send({ ...body, config, msg, personal: true }).expect(200)).body as Shown;
    };
    const bodyOf = ({ steps }: Shown) =>
      steps.find(({ requests }) =>
        requests.some(({ operation }) => operation === "postConversationsCallbacks"),
      )?.body;
    const order = { queueId: "Support", numbers: "+15555550142" };
    const without = await show(order);
    assert.deepEqual(Object.keys(bodyOf(without) ?? {}), ["queueId", "callbackNumbers"]);
    const withAgent = JSON.stringify(bodyOf(await show({ ...order, userId: "Ada Agent" })));
    assert.match(withAgent, /"preferredAgentIds":\["Ada Agent"\]/);
    assert.doesNotMatch(JSON.stringify(without.steps), /getUsers|postUsersSearch|null/);
    const sent = await helper
      .request()
      .post("/genesys-cloud/try/send")
      .send({ previewId: without.previewId });
    assert.equal(sent.status, 200);
    const post = bench.simulator.log
      .entries()
      .find(({ method, path }) => method === "POST" && path.endsWith("/callbacks"));
    assert.ok(!JSON.stringify(post?.body ?? assert.fail("nothing was sent")).includes("preferredAgentIds"));
  });
});
