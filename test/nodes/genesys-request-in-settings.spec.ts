import assert from "node:assert/strict";
import { ASKED, openRequestBench, SECRET, VIP, yes, type RequestBench } from "../support/request-flow";

describe("two request nodes on one path", () => {
  let bench: RequestBench;
  afterEach(() => bench.close());
  const second = (config: Record<string, unknown>) => ({
    id: "the-second",
    type: "genesys-request-in",
    z: "tab",
    account: "the-account",
    ...{ ...VIP, auth: "local" },
    wires: [[]],
    ...config,
  });

  it("of one method: the first one receives, and the second one says which node has the path", async () => {
    bench = await openRequestBench(yes, { flow: [second({ path: "/Genesys/VIP/" })] });
    assert.equal((await bench.post(ASKED)).status, 200);
    assert.equal(bench.received.length, 1);
    assert.match(
      bench.errorsOf("the-second")[0] ?? "",
      /POST \/Genesys\/VIP belongs to the node "the-request"/,
    );
  });

  it("of two methods receive both", async () => {
    bench = await openRequestBench(yes, { flow: [second({ method: "PUT" })] });
    assert.equal((await bench.post(ASKED)).status, 200);
    assert.deepEqual(bench.errorsOf("the-second"), []);
  });
});

describe("a request node that cannot be used as it is set", () => {
  let bench: RequestBench;
  afterEach(() => bench.close());
  const wrong: [string, Record<string, unknown>, Record<string, string>][] = [
    ["has no secret", {}, {}],
    ["has a blank secret", {}, { headerValue: " " }],
    ["has a secret that names a variable which is not set", {}, { headerValue: "${NOT_SET_ANYWHERE}" }],
    ["has a user without a password", { auth: "basic" }, { user: "gc" }],
    ["has no path", { path: "" }, { headerValue: SECRET }],
    ["has a path with a parameter", { path: "/a/:id" }, { headerValue: SECRET }],
    ["has a limit above that of the platform", { timeLimitSeconds: 61 }, { headerValue: SECRET }],
    [
      "has two fields of one name",
      { inputContract: [...VIP.inputContract, VIP.inputContract[0]] },
      { headerValue: SECRET },
    ],
    [
      "has a list in a GET",
      { method: "GET", inputContract: [{ name: "tags", type: "string[]", required: false }] },
      { headerValue: SECRET },
    ],
    ["has no account", { account: "" }, { headerValue: SECRET }],
  ];
  for (const [how, config, credentials] of wrong)
    it(`receives nothing: it ${how}`, async () => {
      bench = await openRequestBench(yes, { config, credentials });
      const { status } = await bench.post(ASKED, { authorization: "", "x-api-key": "" });
      assert.equal(status, 404);
      const { fill, code } = bench.statuses().at(-1) ?? {};
      assert.deepEqual([fill, code], ["red", "config"]);
      assert.equal(bench.errors().length, 1);
    });
});
