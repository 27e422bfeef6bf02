import assert from "node:assert/strict";
import { inspect } from "node:util";
import helper from "node-red-node-test-helper";
import setPostflow from "../../nodes/genesys-set-postflow";
import type { Fault } from "../../nodes/lib/simulator/faults";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

const SECRET = "simulator-top-secret-9f2c";
const NUMBER = "+15550123456";

/** The flow as it is stored and exported. */
const exported = (): unknown =>
  (helper as unknown as { _redNodes: { getFlows(): { flows: unknown[] } } })._redNodes.getFlows().flows;

describe("secrets and personal data", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  /** Every way to fail, with a number in the input and in the platform's own words. */
  const faults: [string, Fault | undefined, Record<string, string>?][] = [
    ["success", undefined],
    ["a wrong secret", undefined, { clientSecret: `${SECRET}-wrong` }],
    [
      "a refusal that repeats the input",
      { status: 400, body: { code: "bad.request", message: `no route to ${NUMBER}` } },
    ],
    ["an unauthorized answer", { status: 401 }],
    ["a forbidden one", { status: 403 }],
    ["a server error", { status: 500 }],
    ["a rate limit", { retryAfter: 9999 }],
    ["a broken body", { brokenBody: true }],
    ["a web page", { html: true, status: 200 }],
    ["a reset line", { reset: true }],
    ["an unknown id", { status: 404 }],
    ["a conflict", { status: 409 }],
    ["no answer in time", { silence: true }],
  ];

  for (const [what, fault, credentials] of faults)
    it(`stand in no log, status, error, message or exported flow after ${what}`, async () => {
      bench = await openBench(
        setPostflow,
        "genesys-set-postflow",
        { ...TARGET_INPUTS, ...fromMessage("destination", "invocationData"), target: "ids" },
        { credentials: { clientId: "secretive", clientSecret: SECRET, ...credentials } },
      );
      const { simulator } = bench;
      const like = simulator.org.clients.get("simulator");
      assert.ok(like);
      simulator.org.clients.set("secretive", { ...like, id: "secretive", secret: SECRET });
      if (fault !== undefined) simulator.faults.add({ match: { method: "PATCH" }, times: 9, fault });
      bench.start({ ...CALL, destination: NUMBER });
      while (bench.arrivals.length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await bench.clock.advance(20_000);
      }
      const [{ msg }] = bench.arrivals as [(typeof bench.arrivals)[0]];
      const tokens = [...simulator.store.tokens.keys()].map(String);
      // What the author of the flow put in is theirs; what we add to it is looked at.
      const { destination: _given, payload: _result, ...ours } = msg as Record<string, unknown>;
      const said = inspect(
        [
          ours,
          exported(),
          bench.statuses,
          helper.log().args,
          [...bench.seen.caught.map(({ error }) => error)],
        ],
        { depth: 12, showHidden: true, maxArrayLength: null },
      );
      for (const secret of [SECRET, Buffer.from(`secretive:${SECRET}`).toString("base64"), NUMBER, ...tokens])
        assert.ok(!said.includes(secret), `"${secret.slice(0, 6)}..." was told`);
      assert.match(said, /status/);
      assert.match(said, /the-account/);
    });
});
