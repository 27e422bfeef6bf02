import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openMessageBench, PATH } from "../support/benches/open-message";
import { SECRET, signed, webhookBody } from "../support/open-messages";
import { deployNode } from "../support/redeploy";
import { until } from "../support/until";

const WEB_SHOP = idOf("integration Web shop");

describe("open message in, its path and its deploys", () => {
  const { bench, open, post, send, messages, status, close } = openMessageBench();
  afterEach(close);
  const deployed = { "the-node": { secret: SECRET }, "the-other": { secret: SECRET } };
  const other = (path: string) => ({
    id: "the-other",
    type: "genesys-open-message-in",
    name: "",
    z: "tab",
    account: "the-account",
    path,
    wires: [["the-second"]],
  });

  it("a deploy in the middle loses none that was acknowledged, and the platform's retry emits none twice", async () => {
    await open();
    const bodies = Array.from({ length: 60 }, (_, nth) => webhookBody({ text: String(nth) }));
    const acknowledged: unknown[] = [];
    let asked = 0;
    const sending = (async () => {
      for (const body of bodies) {
        asked += 1;
        let code = await send(body);
        for (; code === 503; code = await send(body)) await new Promise((resolve) => setTimeout(resolve, 5));
        assert.equal(code, 200);
        acknowledged.push(body["text"]);
        await send(body);
      }
    })();
    for (let deploy = 1; deploy <= 3; deploy += 1) {
      await until(() => asked > deploy * 15);
      await deployNode("the-node", { name: `deploy ${deploy}` });
    }
    await sending;
    await until(() => messages().length >= bodies.length);
    assert.deepEqual(
      messages().map(({ text }) => text),
      acknowledged,
    );
  });

  it("its route is gone once it is deleted, and moves with its path", async () => {
    await open();
    await deployNode("the-node", { path: "elsewhere" });
    const { raw, headers } = signed(webhookBody());
    assert.equal(await post(raw, headers), 404);
    assert.equal(await post(raw, headers, "/elsewhere"), 200);
    await deployNode("the-node", { d: true });
    assert.equal(await post(raw, headers, "/elsewhere"), 404);
  });

  it("a second one on its path is refused with a sentence, also by a partial deploy, and takes over from it", async () => {
    await open({ name: "first" }, { otherCredentials: deployed, flow: [other("/elsewhere")] });
    const errors: string[] = [];
    const log = helper.log() as unknown as { args: { level: number; msg: unknown }[][] };
    const seen = (): void =>
      void errors.push(
        ...log.args.flatMap(([entry]) =>
          typeof entry?.msg === "string" && entry.level === 20 ? [entry.msg] : [],
        ),
      );
    await deployNode("the-other", { path: PATH });
    seen();
    assert.ok(
      errors.some((sentence) => /belongs to the node "first", so this node receives nothing/.test(sentence)),
      errors.join("\n"),
    );
    await send(webhookBody());
    await until(() => messages().length === 1);
    assert.equal(bench().arrivals[0]?.at, "result");
    await deployNode("the-node", { path: "/third" });
    await send(webhookBody());
    await until(() => messages().length === 2);
    assert.equal(bench().arrivals[1]?.at, "second");
  });

  it("accepts the messages of one integration only, by id or by name, where it is chosen", async () => {
    const bodyOf = (id: string) => {
      const body = webhookBody();
      Object.assign(body["channel"] as object, { id, from: { id } });
      return body;
    };
    for (const integration of [WEB_SHOP, "web shop"]) {
      await open({ integration });
      assert.equal(await send(bodyOf("another")), 403, integration);
      assert.equal(await send(bodyOf(WEB_SHOP)), 200, integration);
      await until(() => messages().length === 1);
      if (integration === WEB_SHOP) await close();
    }
  });

  it("where no integration has the name, the status says so and the platform is asked to come again", async () => {
    await open({ integration: "No such shop" });
    assert.equal(await send(webhookBody()), 503);
    await bench().clock.advance(500);
    await until(() => status()["code"] === "missing");
    assert.deepEqual(messages(), []);
  });
});
