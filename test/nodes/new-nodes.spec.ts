import assert from "node:assert/strict";
import { dialogOf } from "../support/dialogs";
import { editorPage } from "../support/editor-page";
import { openBench, type Bench } from "../support/flow";
import { moduleOf, stepsOf } from "../support/nodes";
import { CALL } from "../support/seed";
import type { Values } from "../support/stored-node";

/** The properties of a node that was dragged out of the palette and not changed. */
const newNode = (type: string, more: Values = {}): Values => ({
  ...(JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(dialogOf(type).defaults)
          .filter(([name]) => name !== "account" && name !== "outputs")
          .map(([name, { value }]) => [name, value]),
      ),
    ),
  ) as Values),
  ...more,
});

describe("a new node", () => {
  describe("has an account", () => {
    const account = (id: string, more: Values = {}): Values => ({ id, type: "genesys-account", ...more });
    const added = (page: ReturnType<typeof editorPage>, more: Values = {}): unknown => {
      const node = page.node(more);
      page.type.onadd.call(node);
      return node.account;
    };

    it("if there is only one that it can use", () => {
      const configs = [
        account("only"),
        account("disabled", { d: true }),
        account("of-another-flow", { z: "elsewhere" }),
        { id: "broker", type: "mqtt-broker" },
      ];
      assert.equal(added(editorPage("genesys-wrap-up", { configs })), "only");
      assert.equal(added(editorPage("genesys-wrap-up")), "");
    });

    it("of several the one that was used last", () => {
      const configs = [account("first"), account("second")];
      const nodes = [{ account: "second" }, { account: "first" }, { account: "gone" }];
      const page = editorPage("genesys-wrap-up", { configs, nodes });
      assert.equal(added(page), "first");
      page.chooseAccount("second");
      page.type.oneditsave.call(page.node({ id: "other" }));
      assert.equal(added(page), "second");
    });

    it("but not if it is pasted or imported without one", () => {
      const page = editorPage("genesys-wrap-up", { configs: [account("only")] });
      assert.equal(added(page, { x: 100, y: 100 }), "");
      assert.equal(added(page, { account: "own" }), "own");
    });
  });

  describe("of update participant", () => {
    const type = "genesys-update-participant";
    let bench: Bench | undefined;
    afterEach(async () => {
      await bench?.close();
      bench = undefined;
    });
    const sentBy = async (config: Values) => {
      bench = await openBench(moduleOf(type), type, config);
      const arrival = await bench.send({ ...CALL });
      return { arrival, count: bench.simulator.log.count() };
    };

    it("sends nothing until an action is chosen, and says so", async () => {
      const { arrival, count } = await sentBy(newNode(type));
      assert.deepEqual([arrival.at, count], ["catch", 0]);
      const { code, message, cause } = arrival.msg.error ?? assert.fail();
      assert.deepEqual([code, cause?.outcome, cause?.field], ["config", "notSent", "action"]);
      assert.match(message, /"action" is not chosen\. Choose it in the node's dialog/);
      assert.deepEqual(stepsOf(type, newNode(type), "client-credentials"), []);
    });

    it("disconnects where it was stored without the property", async () => {
      const { action: _none, ...stored } = newNode(type);
      const { arrival } = await sentBy(stored);
      assert.equal(arrival.at, "result", arrival.msg.error?.message);
      assert.equal((arrival.msg.payload as Values).action, "disconnect");
      assert.notDeepEqual(stepsOf(type, stored, "client-credentials"), []);
    });

    it("is marked until then, and shows no action on the canvas", () => {
      const { type: registered, node } = editorPage(type);
      assert.equal((registered.defaults.action as { required?: boolean }).required, true);
      assert.equal(registered.label.call(node()), "paletteLabel");
      assert.equal(registered.label.call(node({ action: undefined })), "does.disconnect");
    });
  });

  const OPTIONAL: [type: string, names: string[]][] = [
    ["genesys-wrap-up", ["notes", "tags", "durationSeconds"]],
    ["genesys-send-message", ["template", "externalContactId"]],
    ["genesys-set-postflow", ["invocationData"]],
    [
      "genesys-place-call",
      [
        ...["userId", "callFromQueueId", "callerId", "callerIdName", "priority", "languageId"],
        ...["routingSkillsIds", "attributes", "uuiData", "externalContactId", "label"],
      ],
    ],
  ];
  for (const [type, names] of OPTIONAL)
    it(`reads no optional input from the message unasked, where a stored one without it still does: ${type}`, () => {
      const { defaults } = dialogOf(type);
      for (const name of names) {
        const { value, missing } = defaults[name] ?? assert.fail(name);
        assert.deepEqual([value, missing, defaults[`${name}Type`]?.value], ["", name, "msg"]);
      }
    });

  it("does not send the notes of a message that come from another node", async () => {
    const bench = await openBench(
      moduleOf("genesys-set-postflow"),
      "genesys-set-postflow",
      newNode("genesys-set-postflow"),
    );
    try {
      const { at, msg } = await bench.send({ ...CALL, destination: "+15555550142", invocationData: "stray" });
      assert.equal(at, "result", msg.error?.message);
      const body = bench.simulator.log
        .entries()
        .find(({ method }) => method !== "GET" && method !== "POST")?.body;
      assert.ok(!JSON.stringify(body).includes("stray"), JSON.stringify(body));
    } finally {
      await bench.close();
    }
  });
});
