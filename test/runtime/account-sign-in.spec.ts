import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { flavour } from "../support/node-red";
import { installedFolder } from "../support/package";
import {
  closeSignIns,
  eventually,
  FOLDER,
  openSignIns,
  signInCalls,
  type SignIns,
} from "../support/sign-ins";
import { until } from "../support/until";

describe(`a sign-in on ${flavour}`, function () {
  this.timeout(120_000);
  let folder: Awaited<ReturnType<typeof installedFolder>>;
  let open: SignIns;
  before(async () => void (folder = await installedFolder()));
  beforeEach(async () => void (open = await openSignIns(folder.path)));
  afterEach(() => closeSignIns(open));
  after(() => folder.remove());

  const { account, form, signIn, lookUp, works, kept, deploy } = signInCalls(() => open);

  it("serves the account at once, without a deploy, and only that account", async () => {
    assert.match(String((await lookUp("account-1")).reason), /No user has signed in/);
    await signIn("account-1");
    await works("account-1");
    assert.match(String((await lookUp("account-2")).reason), /No user has signed in/);
  });

  it("is kept encrypted, for its owner's eyes only", async () => {
    await signIn("account-1");
    const [name = "", ...more] = await kept();
    assert.deepEqual(more, []);
    const file = join(open.userDir, FOLDER, name);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(join(open.userDir, FOLDER))).mode & 0o777, 0o700);
    assert.doesNotMatch(await readFile(file, "utf8"), /sim|refresh|account-1/);
  });

  it("does not come along with a copy of the flow, nor with a copy of its file", async () => {
    await signIn("account-1");
    const nameOf = (id: string): string => createHash("sha256").update(id).digest("hex").slice(0, 32);
    await copyFile(
      join(open.userDir, FOLDER, nameOf("account-1")),
      join(open.userDir, FOLDER, nameOf("copy")),
    );
    await deploy([...open.flows, { ...account("copy"), credentials: { clientId: "sign-in" } }]);
    assert.match(String((await lookUp("copy")).reason), /No user has signed in/);
  });

  it("made before the first deploy counts from that deploy on", async () => {
    const id = "account-3";
    await signIn(id);
    assert.deepEqual(await kept().catch(() => []), []);
    const tested = await open.admin.post(`genesys-cloud/account/${id}/test`, form(id));
    assert.deepEqual(
      [tested.body.ok, tested.body.as, tested.body.organization],
      [true, { kind: "user", name: "Ada Agent" }, "Simulated Org"],
    );
    await deploy([...open.flows, { ...account(id), credentials: { clientId: "sign-in" } }]);
    await works(id);
    assert.equal((await kept()).length, 1);
  });

  it("serves an account inside a subflow, in each of its instances", async () => {
    const inner = { ...account("account-3"), z: "subflow", credentials: { clientId: "sign-in" } };
    const read = {
      id: "read",
      type: "genesys-api",
      z: "subflow",
      account: "account-3",
      operation: "getUsersMe",
    };
    const instance = (id: string) => ({
      id,
      type: "subflow:subflow",
      z: "tab",
      x: 1,
      y: 1,
      wires: [[`${id}-out`]],
    });
    const file = (id: string) => ({
      id: `${id}-out`,
      type: "debug",
      z: "tab",
      console: true,
      complete: "payload.name",
      targetType: "msg",
      wires: [],
    });
    const inject = { id: "go", type: "inject", z: "tab", props: [], wires: [["one", "two"]] };
    await deploy([
      { id: "tab", type: "tab" },
      {
        id: "subflow",
        type: "subflow",
        name: "S",
        in: [{ x: 1, y: 1, wires: [{ id: "read" }] }],
        out: [{ x: 1, y: 1, wires: [{ id: "read", port: 0 }] }],
      },
      ...[
        inner,
        {
          ...read,
          operationType: "str",
          parameters: "{}",
          parametersType: "json",
          bodyType: "str",
          body: "",
          wires: [[]],
        },
      ],
      ...["one", "two"].flatMap((id) => [instance(id), file(id)]),
      inject,
    ]);
    await eventually(async () => (await open.admin.post("inject/go")).status === 200);
    await signIn("account-3");
    await works("account-3");
    await open.admin.post("inject/go");
    await until(() => (open.nodeRed.log().match(/Ada Agent/g) ?? []).length === 2);
  });
});
