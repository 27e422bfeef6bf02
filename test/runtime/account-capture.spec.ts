import assert from "node:assert/strict";
import { readCapture } from "../../nodes/lib/capture/format";
import { ACCOUNT, at, dialogOf, openAccountRoutes, type AccountRoutes } from "../support/account-routes";
import { flavour } from "../support/node-red";
import { eventually } from "../support/until";

describe(`a capture of the account's dialog on ${flavour}`, function () {
  this.timeout(60_000);
  let routes: AccountRoutes;
  before(async () => void (routes = await openAccountRoutes()));
  after(() => checkSecrets());
  after(() => routes.close());

  const { post, checkSecrets } = dialogOf(() => routes);
  const capture = (body: object): Promise<Record<string, unknown>> => post(at("capture"), body);
  const start = async (conversationId: string, more: object = {}): Promise<unknown> => {
    const { capture: name, ...rest } = await capture({ action: "start", conversationId, ...more });
    assert.equal(typeof name, "string", JSON.stringify(rest));
    return name;
  };

  it("records until it is ended, and the file has nothing personal; then it is gone", async () => {
    const { act, store } = routes.simulator;
    const { conversationId } = act.customerCalls({
      queue: "Support",
      name: "Erika Musterfrau",
      attributes: { tier: "gold", Erika: "x" },
    });
    const name = await start(conversationId, { keepNames: ["tier"] });
    await eventually(async () => Number((await capture({ action: "look", capture: name }))["records"]) >= 3);
    const { records, isDone } = await capture({ action: "look", capture: name });
    assert.equal(isDone, false);
    assert.ok(Number(records) >= 3);
    const { ok, fileName, text } = await capture({ action: "finish", capture: name });
    assert.equal(ok, true);
    const made = readCapture(JSON.parse(String(text)));
    assert.equal(fileName, `capture-${made.conversationId.slice(0, 8)}.json`);
    for (const personal of ["Erika", "Musterfrau", "gold", "Support", conversationId, ...store.tokens.keys()])
      assert.ok(!String(text).includes(personal), personal);
    assert.match(String(text), /"tier":/);
    assert.equal((await capture({ action: "look", capture: name }))["ok"], false);
  });

  it("ends by itself with the conversation", async () => {
    const { act } = routes.simulator;
    const { conversationId } = act.customerCalls({ queue: "Hotline" });
    const name = await start(conversationId);
    act.customerHangsUp(conversationId);
    await eventually(async () => (await capture({ action: "look", capture: name }))["isDone"] === true);
    const { text } = await capture({ action: "finish", capture: name });
    assert.equal(readCapture(JSON.parse(String(text))).isComplete, true);
  });

  it("says why there is nothing to capture, and belongs to its account", async () => {
    const failed = await start("11111111-2222-4333-8444-555555555555");
    let said: Record<string, unknown> = {};
    await eventually(async () => (said = await capture({ action: "look", capture: failed }))["ok"] === false);
    assert.equal(said["code"], "missing");
    for (const body of [
      { action: "start" },
      { action: "start", conversationId: "../users" },
      { action: "dance" },
      {},
    ])
      assert.equal((await capture(body))["ok"], false);
    const name = await start(routes.simulator.act.customerCalls({ queue: "Hotline" }).conversationId);
    const other = await routes.admin.post(at("capture").replace(ACCOUNT, "another"), {
      action: "finish",
      capture: name,
    });
    assert.equal(other.body["ok"], false);
    assert.equal(
      (
        await routes.admin.post(at("capture").replace(ACCOUNT, "another"), {
          action: "start",
          conversationId: "c",
        })
      ).body["ok"],
      false,
    );
    const more = [];
    for (let count = 0; count < 6; count += 1)
      more.push(
        await capture({
          action: "start",
          conversationId: routes.simulator.act.customerCalls({ queue: "Hotline" }).conversationId,
        }),
      );
    assert.ok(
      more.some(({ ok }) => ok === false),
      "there is a limit",
    );
  });
});
