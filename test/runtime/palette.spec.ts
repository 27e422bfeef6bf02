// Only on node-red: what a removed package leaves behind is up to our modules; the other version is in test/editor/palette.spec.ts.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { adminOf, visit, type Admin, type Said } from "../support/admin";
import { flavour, startNodeRed, type NodeRed } from "../support/node-red";
import { manifest, sharedPackage, temporaryFolder } from "../support/package";

const ACCOUNT = "account-1";
const at = (path: string): string => `genesys-cloud/account/${ACCOUNT}/${path}`;

/** The palette manager installs and removes packages in a Node-RED that runs. */
describe(`removed and installed again by the palette manager of ${flavour}`, function () {
  this.timeout(240_000);
  let simulator: Simulator;
  let nodeRed: NodeRed;
  let admin: Admin;
  let tarball: string;
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    const folder = await temporaryFolder();
    cleanUp.push(folder.remove);
    tarball = (await sharedPackage()).tarball;
    await writeFile(join(folder.path, "package.json"), JSON.stringify({ name: "user", private: true }));
    simulator = await startSimulator();
    nodeRed = await startNodeRed(folder.path, { settings: { credentialSecret: "a secret of the specs" } });
    admin = adminOf(nodeRed.url);
  });
  after(async () => {
    await nodeRed.stop();
    await simulator.close();
    for (const clean of cleanUp.reverse()) await clean();
  });

  const installByPalette = async (): Promise<void> => {
    const form = new FormData();
    form.append("tarball", new Blob([await readFile(tarball)]), basename(tarball));
    const answer = await fetch(new URL("nodes", nodeRed.url), { method: "POST", body: form });
    assert.equal(answer.status, 200, await answer.text());
  };
  const removeByPalette = async (): Promise<void> => {
    const answer = await fetch(new URL(`nodes/${manifest.name}`, nodeRed.url), { method: "DELETE" });
    assert.equal(answer.status, 204, await answer.text());
  };
  const account = (): Record<string, unknown> => ({
    ...{ id: ACCOUNT, type: "genesys-account", region: "custom", grant: "authorization-code" },
    ...{ apiUrl: simulator.url, loginUrl: simulator.url, credentials: { clientId: "sign-in" } },
  });
  const deploy = async (flows: Record<string, unknown>[]): Promise<void> => {
    assert.equal((await admin.post("flows", flows)).status, 204);
  };
  const flow = (): Record<string, unknown>[] => [
    account(),
    { id: "tab", type: "tab" },
    { id: "go", type: "inject", z: "tab", props: [], wires: [["who"]] },
    {
      ...{ id: "who", type: "genesys-api", z: "tab", account: ACCOUNT, operation: "getUsersMe" },
      ...{ operationType: "str", parameters: "{}", parametersType: "json", body: "", bodyType: "str" },
      wires: [["show"]],
    },
    {
      ...{ id: "show", type: "debug", z: "tab", active: true, console: true, complete: "payload.name" },
      ...{ targetType: "msg", wires: [] },
    },
    {
      ...{ id: "events", type: "genesys-events", z: "tab", account: ACCOUNT, scope: "queue", ids: "Support" },
      wires: [[]],
    },
  ];
  const lookUp = async (): Promise<Said> => {
    // A deploy answers before its nodes are there.
    for (let tries = 0; ; tries += 1) {
      const said = await admin.post(at("lookup"), { kind: "queue", search: "" });
      if (tries === 200 || !/Deploy the account first/.test(String(said.body["reason"]))) return said;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const seen = (text: string): number => nodeRed.log().split(text).length - 1;
  const eventually = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  for (const round of ["the first time", "again"])
    it(`signs in, looks up, previews, says what is missing, and works: ${round}`, async () => {
      await installByPalette();
      await deploy(flow());
      assert.match(String((await lookUp()).body["reason"]), /No user has signed in/);

      const form = { ...account(), clientId: "sign-in", redirectUri: `${nodeRed.url}genesys-cloud/callback` };
      const begun = await admin.post(at("sign-in"), form);
      assert.equal((await visit(String(begun.body["url"]))).status, 200, begun.text);
      assert.deepEqual((await admin.get(at("sign-in"))).body, { kind: "done" });

      const before = seen("Ada Agent");
      assert.equal((await admin.post("inject/go")).status, 200);
      await eventually(() => seen("Ada Agent") > before);

      const found = await lookUp();
      assert.match(found.text, /"Support"/);
      const permissions = await admin.post(at("permissions"));
      assert.deepEqual([permissions.body["as"], permissions.body["ok"]], ["user", true], permissions.text);
      assert.match(permissions.text, /"id":"who"/);
      const undeployed = await admin.post(at("lookup"), {
        ...{ kind: "queue", search: "" },
        account: { ...form, grant: "client-credentials", clientId: "simulator", clientSecret: "simulator" },
      });
      assert.match(undeployed.text, /"Support"/);
      const preview = await admin.post("genesys-cloud/preview", {
        ...{ type: "genesys-set-postflow", grant: "client-credentials", target: "customer" },
      });
      assert.match(preview.text, /postflowaction/);
      assert.match((await admin.get("genesys-cloud/operation?name=getUsersMe")).text, /users\/me/);

      await deploy([]);
      await removeByPalette();
    });

  it("leaves no listener behind, and nothing in the log that says so", () => {
    assert.doesNotMatch(nodeRed.log(), /MaxListeners|already registered|unexpected error/i);
  });
});
