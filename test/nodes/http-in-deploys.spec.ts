import assert from "node:assert/strict";
import { openEndpoint } from "../../nodes/lib/node/http-in/endpoint";
import { openWebHost, type WebHost } from "../support/web-host";

describe("two endpoints on one path, and deploys", () => {
  let host: WebHost;
  const taken: Record<string, (string | undefined)[]> = {};
  beforeEach(async () => {
    host = await openWebHost();
    for (const id of Object.keys(taken)) Reflect.deleteProperty(taken, id);
  });
  afterEach(() => host.close());

  const open = (id: string, path = "/in"): ((removed: boolean) => void) => {
    const seen = (taken[id] = [] as (string | undefined)[]);
    return openEndpoint(
      host.RED,
      { id, name: `node ${id}` },
      {
        method: "post",
        path,
        receive: () => ({ status: 200, body: id }),
        onFailure: (error) => assert.fail(String(error)),
        onTaken: (by) => void seen.push(by),
      },
    );
  };
  const answer = async (path = "/in"): Promise<string | number> => {
    const { status, body } = await host.send(path, "{}");
    return status === 200 ? body : status;
  };

  it("the first has it, the other learns whose it is", async () => {
    open("a");
    open("b", "/IN/");
    host.deployed();
    assert.equal(await answer(), "a");
    assert.deepEqual(taken, { a: [undefined], b: ["node a"] });
  });

  it("a partial deploy of the first leaves it there, and one that deletes it gives the path to the other", async () => {
    let close = open("a");
    open("b");
    host.deployed();
    close(false);
    close = open("a");
    host.deployed();
    assert.equal(await answer(), "a");
    assert.deepEqual(taken.b, ["node a"]);
    close(true);
    assert.equal(await answer(), 503);
    host.deployed();
    assert.equal(await answer(), "b");
    assert.deepEqual(taken.b, ["node a", undefined]);
  });

  it("a partial deploy that adds the second refuses it, and a later one that changes its path cures it", async () => {
    open("a");
    host.deployed();
    const close = open("b");
    host.deployed();
    assert.deepEqual(taken.b, ["node a"]);
    close(false);
    open("b", "/other");
    host.deployed();
    assert.deepEqual([await answer(), await answer("/other")], ["a", "b"]);
  });

  it("while a deploy replaces the node, a caller is asked to come again; then the new one answers", async () => {
    const close = open("a");
    host.deployed();
    close(false);
    const { status, headers } = await host.send("/in", "{}");
    assert.deepEqual([status, headers["retry-after"]], [503, "5"]);
    open("a");
    host.deployed();
    assert.equal(await answer(), "a");
  });

  it("the route of a deleted, a disabled or a moved node is gone", async () => {
    open("a")(true);
    assert.equal(await answer(), 404);
    open("a")(false); // disabled: nothing takes its place
    host.deployed();
    assert.equal(await answer(), 404);
    assert.equal(host.events.listenerCount("flows:started"), 0);
  });

  it("a request that came before its node was deleted is answered all the same", async () => {
    let release = (): void => undefined;
    const close = openEndpoint(
      host.RED,
      { id: "slow", name: "" },
      {
        method: "post",
        path: "/slow",
        receive: () => new Promise((resolve) => (release = () => resolve({ status: 200, body: "late" }))),
        onFailure: (error) => assert.fail(String(error)),
        onTaken: () => undefined,
      },
    );
    const asked = answer("/slow");
    const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
    await tick();
    close(true);
    release();
    assert.equal(await asked, "late");
  });
});
