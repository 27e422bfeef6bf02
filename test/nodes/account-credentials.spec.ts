import assert from "node:assert/strict";
import fc from "fast-check";
import events from "../../nodes/genesys-events";
import getConversation from "../../nodes/genesys-get-conversation";
import { accountOptions } from "../../nodes/lib/account/options";
import { missingCredential } from "../../nodes/lib/platform/auth/account-grant";
import { editorScripts } from "../support/editor-script";
import { openBench, type Bench } from "../support/flow";
import { until } from "../support/until";

interface Case {
  is: string;
  account: Record<string, string>;
  credentials?: Record<string, string>;
  /** The word of the status right after the deploy; undefined: none. */
  shows?: string;
  env?: Record<string, string>;
}

const NONE = { clientId: "", clientSecret: "", accessToken: "" };
const REAL = { region: "mypurecloud.ie", apiUrl: "", loginUrl: "" };
const SHOWS = "noCredentials";
const CASES: Case[] = [
  { is: "imported without credentials", account: REAL, shows: SHOWS },
  { is: "imported without credentials, for hosts of one's own", account: {}, shows: SHOWS },
  { is: "without a secret", account: REAL, credentials: { clientId: "a-client" }, shows: SHOWS },
  { is: "without a client id", account: REAL, credentials: { clientSecret: "a-secret" }, shows: SHOWS },
  { is: "without a token", account: { ...REAL, grant: "access-token" }, shows: SHOWS },
  {
    is: "without a token, for which another grant has credentials",
    account: { ...REAL, grant: "access-token" },
    credentials: { clientId: "a-client", clientSecret: "a-secret" },
    shows: SHOWS,
  },
  {
    is: "for a user, without a client id",
    account: { ...REAL, grant: "authorization-code" },
    shows: SHOWS,
  },
  {
    is: "for a user who has not signed in",
    account: { ...REAL, grant: "authorization-code" },
    credentials: { clientId: "a-client" },
    shows: "signInAgain",
  },
  { is: "complete", account: REAL, credentials: { clientId: "a-client", clientSecret: "a-secret" } },
  {
    is: "with a token",
    account: { ...REAL, grant: "access-token" },
    credentials: { accessToken: "a-token" },
  },
  { is: "of the simulated org", account: { region: "simulator" } },
  { is: "of the simulated org by default", account: { region: undefined as unknown as string } },
  {
    is: "whose secrets come from the environment",
    account: REAL,
    credentials: { clientId: "${SPEC_ID}", clientSecret: "${SPEC_SECRET}" },
    env: { SPEC_ID: "a-client", SPEC_SECRET: "a-secret" },
  },
  {
    is: "whose secrets come from an environment that lacks them",
    account: REAL,
    credentials: { clientId: "${SPEC_NO_ID}", clientSecret: "${SPEC_NO_SECRET}" },
    shows: "config",
  },
  {
    is: "whose secrets come from an environment that leaves them empty",
    account: REAL,
    credentials: { clientId: "${SPEC_ID}", clientSecret: "${SPEC_SECRET}" },
    env: { SPEC_ID: "", SPEC_SECRET: "" },
    shows: SHOWS,
  },
  {
    is: "whose region is none",
    account: { region: "not a region" },
    credentials: { clientId: "a-client", clientSecret: "a-secret" },
    shows: "config",
  },
];

describe("an account that cannot be used", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  for (const { is, account, credentials, shows, env = {} } of CASES)
    it(`is marked at its nodes right after the deploy, before any message, where it is ${is}`, async () => {
      Object.assign(process.env, env);
      try {
        const options = { account, credentials: { ...NONE, ...credentials } };
        bench = await openBench(getConversation, "genesys-get-conversation", {}, options);
        await bench.clock.advance(1_000);
        if (shows !== undefined) await until(() => bench.statuses.length > 0);
        const [status] = bench.statuses;
        assert.equal(status?.text?.split(".").at(-1), shows);
        if (shows !== undefined) assert.equal(status?.fill, shows === "signInAgain" ? "yellow" : "red");
      } finally {
        for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
      }
    });

  it("still reports for each message which credential is missing", async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", {}, { credentials: NONE });
    const { at, msg } = await bench.send({ conversationId: "1" });
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.field], ["catch", "config", "clientId"]);
    await bench.clock.advance(1_000);
    assert.equal(bench.statuses.at(-1)?.text?.split(".").at(-1), SHOWS);
  });

  it("is marked at a node that listens, too", async () => {
    const config = { scope: "queue", ids: "Support" };
    bench = await openBench(events, "genesys-events", config, {
      credentials: NONE,
    });
    await bench.clock.advance(1_000);
    assert.equal(bench.statuses.at(-1)?.text?.split(".").at(-1), SHOWS);
    assert.equal(bench.statuses.length, 1);
  });
});

describe("the credentials that an account lacks", () => {
  it("are the same for the dialog and for the runtime", () => {
    const { missingCredentials } = editorScripts(
      "words",
      "missing",
      "template-tags",
      "registered",
      "checks",
      "credentials",
    ) as {
      missingCredentials: (region: string, grant: string, credentials: object) => string[];
    };
    const value = fc.constantFrom(undefined, "", "given", "${NAME}");
    const credentials = fc.record({ clientId: value, clientSecret: value, accessToken: value });
    const grants = fc.constantFrom("client-credentials", "authorization-code", "access-token");
    const regions = fc.constantFrom("simulator", "mypurecloud.ie", "custom");
    fc.assert(
      fc.property(regions, grants, credentials, (region, grant, given) => {
        const settings = accountOptions({ region, grant });
        const known = Object.entries(given).filter(([, one]) => one !== undefined);
        const first = missingCredential({ settings, credentials: Object.fromEntries(known) });
        assert.equal(missingCredentials(region, grant, given)[0], first);
      }),
    );
    assert.equal(
      missingCredentials("mypurecloud.ie", "access-token", { has_accessToken: true })[0],
      undefined,
    );
    assert.equal(missingCredentials("${REGION}", "client-credentials", {})[0], undefined);
  });
});
