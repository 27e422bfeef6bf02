import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import simulate from "../../nodes/genesys-simulate";
import type { AccountNode } from "../../nodes/lib/node/account";
import { openBench, type Bench } from "../support/flow";
import { deployNode, type DeployType } from "../support/redeploy";
import { fromMessage } from "../support/seed";

type Stored = Record<string, unknown>;
interface Listed {
  id: string;
}

const running = helper as unknown as {
  _redNodes: { loadFlows(force: boolean): Promise<void> };
};
const INPUTS = fromMessage("conversationId", "details");

describe("the simulated org of an account", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(
      simulate,
      "genesys-simulate",
      { action: "customerCalls", ...INPUTS },
      { account: { region: "simulator" }, credentials: { clientId: "", clientSecret: "" } },
    );
  });
  afterEach(() => bench.close());

  const account = (): AccountNode => helper.getNode("the-account") as unknown as AccountNode;
  const act = (action: string, details: Stored = {}): Promise<unknown> => account().simulate(action, details);
  const deploy = (type: DeployType, change: Stored = {}, id = "the-account"): Promise<void> =>
    deployNode(id, change, type);
  const admin = () =>
    (
      helper as unknown as {
        request(): { post(path: string): { send(body: object): Promise<{ body: { items: Listed[] } }> } };
      }
    ).request();
  const conversations = async (): Promise<string[]> => {
    const path = "/genesys-cloud/account/the-account/lookup";
    const { body } = await admin().post(path).send({ kind: "conversation" });
    return body.items.map(({ id }) => id);
  };
  const newCall = async (): Promise<string> =>
    ((await act("customerCalls", { queue: "Sales" })) as { conversationId: string }).conversationId;

  for (const type of ["full", "nodes", "flows"] as const)
    it(`goes on through a deploy while the account is unchanged: ${type}`, async () => {
      const call = await newCall();
      const before = account();
      await deploy(type, { name: "another name" }, "the-node");
      await deploy(type, { name: "a third name" }, "the-node");
      if (type === "full") assert.notEqual(account(), before, "another account node");
      assert.ok((await conversations()).includes(call));
      await act("customerHangsUp", { conversationId: call });
    });

  it("keeps its clock, which is ahead, through a deploy", async () => {
    await act("timePasses", { seconds: 600 });
    await deploy("full");
    assert.equal(account().clock.now() - bench.clock.now(), 600_000);
    const { aheadSeconds } = (await act("timePasses", { seconds: 1 })) as { aheadSeconds: number };
    assert.equal(aheadSeconds, 601);
  });

  it("begins again when the account is changed, and when all flows are started again", async () => {
    const call = await newCall();
    await deploy("nodes", { timeoutSeconds: 20 });
    assert.ok(!(await conversations()).includes(call));
    const second = await newCall();
    await running._redNodes.loadFlows(true);
    await deploy("full");
    assert.ok(!(await conversations()).includes(second));
  });

  it("is closed where no account takes it over", async () => {
    await newCall();
    const apiUrl = addressInLog();
    assert.equal((await fetch(`${apiUrl}/_simulator/acts`)).status, 200);
    await deploy("full", { d: true });
    await assert.rejects(fetch(`${apiUrl}/_simulator/acts`));
  });

  /** Its address, as the log has it. */
  const addressInLog = (): string => {
    const lines = (helper.log() as unknown as { args: [{ msg: unknown }][] }).args.map(([{ msg }]) =>
      String(msg),
    );
    const [, url = ""] =
      /listens on (\S+) /.exec(lines.findLast((line) => line.includes("listens on")) ?? "") ?? [];
    return url;
  };
});
