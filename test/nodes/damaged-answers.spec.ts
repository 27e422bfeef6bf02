// Only on node-red-5: its Node.js is the newer one, and test/platform/http/damaged-answers.spec.ts runs on the other.
import assert from "node:assert/strict";
import { codeOfStatus } from "../../nodes/lib/platform/errors/errors";
import { casesOf } from "../support/cases";
import { moduleOf } from "../support/nodes";
import { DAMAGES } from "../support/damage";
import { openFront, type Front } from "../support/damaging-front";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { passUntil } from "../support/until";

/** Of the transport's own list, one of each kind. */
const KINDS = [
  "gzip that is none",
  "a body above the bound",
  "half a JSON text",
  "nothing in it",
  "less than it announces",
];

describe("a response whose status was read, and whose body cannot be", () => {
  for (const { type, name, config, match, msg, again, repeatable, slow } of casesOf("damaged"))
    describe(`to ${name}`, () => {
      let bench: Bench;
      let front: Front;
      let given: Record<string, unknown>;
      before(async () => {
        front = await openFront();
        bench = await openBench(moduleOf(type), type, config, { account: { apiUrl: front.url } });
        front.target = bench.simulator.url;
        given = msg(bench.simulator);
      });
      after(async () => {
        await bench.close();
        await front.close();
      });

      const play = async (): Promise<Arrival> => {
        const before = bench.arrivals.length;
        bench.start({ ...given });
        await passUntil(bench.clock, () => bench.arrivals.length > before, 100);
        return bench.arrivals[before] ?? assert.fail("nothing came out");
      };

      for (const damage of KINDS) {
        const { readable, cut } = DAMAGES[damage] ?? assert.fail(damage);
        const isLarge = damage === "a body above the bound";
        it(`is refused or unknown as the status says: ${damage}`, async () => {
          for (const status of isLarge || slow === true ? [403, 500] : [400, 403, 404, 409, 500, 502, 503]) {
            front.strike(match, damage, status);
            const { at, msg: out } = await play();
            const { code, cause } = out.error ?? {};
            const outcome = status < 500 ? "refused" : "unknown";
            assert.deepEqual(
              [at, code, cause?.outcome, cause?.status],
              ["catch", codeOfStatus(status), outcome, status],
              `${status}: ${out.error?.message}`,
            );
          }
        });

        if (!readable)
          it(`is \`done\`, or unknown where the connection broke, after a 200: ${damage}`, async () => {
            front.strike(match, damage, 200, 1);
            const { at, msg: out } = await play();
            // What may be repeated is, and then done.
            if (at === "result") return assert.ok(cut === true && repeatable === true);
            assert.equal(out.error?.cause?.outcome, cut === true ? "unknown" : "done", out.error?.message);
          });

        if (again === true)
          it(`goes its usual way after a 401 and a 429: ${damage}`, async () => {
            for (const status of [401, 429]) {
              const before = front.struck();
              front.strike(match, damage, status, 1);
              const { at, msg: out } = await play();
              assert.deepEqual([at, front.struck() - before], ["result", 1], out.error?.message);
            }
          });
      }
    });
});
