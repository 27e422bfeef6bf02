import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import api from "../../nodes/genesys-api";
import type { AccountNode } from "../../nodes/lib/node/account";
import { isSignedInByItself } from "../../nodes/lib/platform/auth/simulated-user";
import { openBench, type Bench } from "../support/flow";

type Answer = Promise<{ status: number; body: Record<string, unknown> }>;
const SAM = "Sam Supervisor";
const redirectUri = "http://127.0.0.1:1880/genesys-cloud/callback";

describe("the user of an account in the simulated org", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (credentials: Record<string, string> = {}): Promise<void> => {
    bench = await openBench(
      api,
      "genesys-api",
      { operation: "getUsersMe", bodyType: "json", body: "" },
      {
        account: { region: "simulator", grant: "authorization-code" },
        credentials: { clientId: "", clientSecret: "", ...credentials },
      },
    );
  };
  const account = (): AccountNode => helper.getNode("the-account") as unknown as AccountNode;
  const standing = (): string => {
    let kind = "";
    account().watch((state) => (kind = state.kind))();
    return kind;
  };
  const who = async (): Promise<unknown> => {
    const { at, msg } = await bench.send({});
    return at === "result" ? (msg.payload as { name: string }).name : msg.error?.code;
  };
  const admin = (): {
    get(path: string): Answer;
    post(path: string): Answer & { send(body: object): Answer };
  } => (helper as unknown as { request(): ReturnType<typeof admin> }).request();
  const post = (what: string, body: object = {}): Answer =>
    admin().post(`/genesys-cloud/account/the-account/${what}`).send(body);
  const form = { region: "simulator", grant: "authorization-code", redirectUri };

  it("is signed in without a browser: the supervisor, with no mark on the nodes", async () => {
    await open();
    assert.equal(standing(), "ready");
    assert.equal(await who(), SAM);
    assert.equal(standing(), "ready");
  });

  it("gets another token when the one before has ended", async () => {
    await open();
    await who();
    await account().simulate("expireTokens", {});
    assert.equal(await who(), SAM);
  });

  it("is the one who signs in, from then on and until the sign-out", async () => {
    await open();
    assert.equal(await who(), SAM);
    const { body } = await post("sign-in", form);
    const sent = await fetch(String(body.url), { redirect: "manual" });
    const { pathname, search } = new URL(sent.headers.get("location") ?? "");
    assert.equal((await admin().get(pathname + search)).status, 200);
    assert.equal(await who(), "Ada Agent");
    assert.equal((await post("sign-out")).status, 200);
    assert.deepEqual([standing(), await who()], ["ready", SAM]);
  });

  it("is shown by the test of the connection", async () => {
    await open();
    await who();
    const { body } = await post("test", form);
    assert.deepEqual([body.ok, body.as], [true, { kind: "user", name: SAM }]);
  });

  it("has to sign in where the account names a client", async () => {
    await open({ clientId: "sign-in" });
    assert.deepEqual([standing(), await who()], ["signInAgain", "config"]);
  });
});

describe("a sign-in without a browser", () => {
  it("is for the simulated org of the account alone", () => {
    const found = ["simulator", "custom", "mypurecloud.ie", ""].flatMap((region) =>
      (["client-credentials", "authorization-code", "access-token"] as const).flatMap((grant) =>
        ["", "a-client"]
          .filter((clientId) => isSignedInByItself({ region, grant }, { clientId }))
          .map((clientId) => [region, grant, clientId]),
      ),
    );
    assert.deepEqual(found, [["simulator", "authorization-code", ""]]);
  });
});
