import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { exchange } from "../caller";
import { doorsOf } from "./doors";

describe("the simulated org", () => {
  it("listens on 127.0.0.1 only, where no address is named", async () => {
    const simulator = await startSimulator();
    try {
      const { port } = new URL(simulator.url);
      assert.equal(simulator.url, `http://127.0.0.1:${port}`);
      const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
      const reached = [
        "127.0.0.2",
        ...others.filter((one) => !one.internal && one.family === "IPv4").map((one) => one.address),
      ];
      for (const address of reached)
        await assert.rejects(fetch(`http://${address}:${port}/_simulator/acts`), address);
    } finally {
      await simulator.close();
    }
  });
});

describe("the simulated org on another address than 127.0.0.1", () => {
  let simulator: Simulator;
  const { send, upgrade, port } = doorsOf(() => simulator);
  const begin = async (options: { host: string; hosts?: string[] }): Promise<void> => {
    simulator = await startSimulator(options);
  };
  afterEach(() => simulator.close());

  it("listens there only", async () => {
    await begin({ host: "127.0.0.2" });
    assert.match(simulator.url, /^http:\/\/127\.0\.0\.2:\d+$/);
    assert.equal((await send("GET", "/_simulator/acts")).status, 200);
    await assert.rejects(fetch(`http://127.0.0.1:${port()}/_simulator/acts`));
  });

  it("knows the addresses of this machine where it listens on all, and no other name", async () => {
    await begin({ host: "0.0.0.0" });
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address, family } of addresses)
      if (family === "IPv4")
        assert.equal((await send("GET", "/_simulator/acts", { host: address })).status, 200);
    for (const host of ["rebound.example", "0.0.0.0", "192.0.2.1", `rebound.example:${port()}`]) {
      assert.equal((await send("GET", "/_simulator/acts", { host })).status, 403, host);
      assert.equal(await upgrade("/channels/1", { host }), 403, host);
    }
    const origin = "http://rebound.example";
    assert.equal((await send("POST", "/_simulator/reset", { origin })).status, 403);
  });

  it("returns addresses that work for a client that used one of the names in the settings", async () => {
    await begin({ host: "127.0.0.1", hosts: ["simulator"] });
    const authorization = `Bearer ${String((await exchange(simulator)).body["access_token"])}`;
    const connectUri = async (host: string): Promise<string> =>
      String(
        (await send("POST", "/api/v2/notifications/channels", { authorization, host })).body["connectUri"],
      );
    assert.match(await connectUri("simulator:8080"), /^ws:\/\/simulator:8080\/channels\//);
    assert.match(await connectUri("localhost:1"), new RegExp(`^ws://127\\.0\\.0\\.1:${port()}/channels/`));
  });
});
