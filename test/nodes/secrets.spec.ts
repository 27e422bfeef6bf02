import assert from "node:assert/strict";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import { casesOf } from "../support/cases";
import { moduleOf } from "../support/nodes";
import { openBench, type Bench } from "../support/flow";
import { PERSONAL } from "../support/secretive";
import {
  assertNothingDisclosed,
  CREDENTIALS,
  knowSecretive,
  personalIn,
  SECRET,
} from "../support/disclosure";
import { passUntil } from "../support/until";

/** Every way to fail, with what the input says in the platform's own words, too. */
type Failure = Fault | ((words: string[]) => Fault);
const FAULTS: [
  what: string,
  code: string,
  failure?: Failure | undefined,
  credentials?: Record<string, string>,
][] = [
  ["success", "none"],
  ["a wrong secret", "auth", undefined, { clientSecret: `${SECRET}-wrong` }],
  [
    "a refusal that repeats the input",
    "rejected",
    (words) => ({
      status: 400,
      body: { code: "bad.request", message: `No: ${[PERSONAL.number, ...words].join(", ")}` },
    }),
  ],
  ["an unauthorized answer", "auth", { status: 401 }],
  ["a forbidden one", "denied", { status: 403 }],
  ["a server error", "server", { status: 500 }],
  ["a rate limit", "limited", { retryAfter: 9999 }],
  ["a broken body", "answer", { brokenBody: true }],
  ["a web page", "answer", { html: true, status: 200 }],
  ["a reset line", "network", { reset: true }],
  ["an unknown id", "missing", { status: 404 }],
  ["a conflict", "conflict", { status: 409 }],
  ["no answer in time", "timeout", { silence: true }],
];

/** What another attempt may not meet. */
const PASSING = ["server", "limited", "network", "conflict", "timeout"];

for (const { type, how, config, method, asUser, waitsOn, isBare, msg, wrong } of casesOf("secretive"))
  describe(`secrets and personal data given to ${[type, how].filter(Boolean).join(", ")}`, () => {
    let bench: Bench;
    afterEach(() => bench.close());

    const open = async (credentials: Record<string, string> = {}): Promise<void> => {
      bench = await openBench(moduleOf(type), type, config, {
        account: { successStatus: "names", ...(asUser ? { grant: "access-token" } : {}) },
        credentials: (simulator) => ({
          ...CREDENTIALS,
          accessToken: credentials.clientSecret ?? simulator.act.issueToken("sign-in"),
          ...credentials,
        }),
      });
      knowSecretive(bench.simulator);
    };

    /** The code of its error, or none. What the author of the flow put in is theirs; what we add to it holds none of it. */
    const play = async (given: Record<string, unknown>): Promise<string> => {
      bench.start(structuredClone(given));
      // One that waits gives its first read up after ten seconds.
      await passUntil(bench.clock, () => bench.arrivals.length !== 0, waitsOn === true ? 2_000 : 20_000);
      await bench.clock.advance(300); // the status after success is shown
      const [{ msg: arrived }] = bench.arrivals as [(typeof bench.arrivals)[0]];
      const ours = Object.entries(arrived).filter(([key]) => key !== "payload" && !(key in given));
      assertNothingDisclosed(bench, ours);
      return arrived.error?.code ?? "none";
    };

    for (const [what, code, failure, credentials] of FAULTS)
      it(`are in no log, status, error, message or exported flow after ${what}`, async () => {
        await open(credentials);
        const given = msg(bench.simulator);
        const fault = typeof failure === "function" ? failure(isBare ? [] : personalIn(given)) : failure;
        const match = { method, path: /^\/api\// };
        if (fault !== undefined) bench.simulator.faults.add({ match, times: 99, fault });
        assert.equal(await play(given), waitsOn === true && PASSING.includes(code) ? "none" : code);
      });

    for (const [name, value] of Object.entries(wrong))
      it(`are in none of them after a wrong ${name}`, async () => {
        await open();
        assert.equal(await play({ ...msg(bench.simulator), [name]: value }), "input");
      });
  });
