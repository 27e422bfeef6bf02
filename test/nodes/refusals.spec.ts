import assert from "node:assert/strict";
import { errorBody, refusal, statusOf } from "../../nodes/lib/simulator/http/errors";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { REFUSED } from "../support/refused-operations";
import { CALL } from "../support/seed";
import { passUntil } from "../support/until";

/** Every refusal that the platform lists for the operations of a node, in its own words, through the whole node. */

const MSG = {
  ...CALL,
  participantId: idOf("start participant agent"),
  communicationId: idOf("start communication agent"),
  userId: idOf("user Ada Agent"),
  destination: "+15555550142",
  attributes: { order: "7" },
};

describe("a refusal of the platform says what to do", () => {
  for (const { node, module, type, config, operation, as, refusals } of REFUSED)
    describe(node, () => {
      let bench: Bench;
      before(async () => {
        const user = as === undefined ? undefined : idOf(`user ${as}`);
        bench = await openBench(module, type, config, {
          ...(user === undefined
            ? {}
            : {
                account: { grant: "access-token" },
                credentials: ({ act }) => ({ accessToken: act.issueToken("sign-in", user) }),
              }),
        });
      });
      after(() => bench.close());

      for (const [platformCode, code, advice] of refusals)
        it(`${platformCode} is \`${code}\``, async () => {
          const { simulator, clock, arrivals } = bench;
          const said = refusal(platformCode);
          const status = statusOf(said);
          const body = errorBody(said, "corr-1");
          simulator.faults.add({ match: { operation }, times: 99, fault: { status, body } });
          const before = arrivals.length;
          bench.start({ ...MSG });
          await passUntil(clock, () => arrivals.length !== before);
          simulator.faults.clear();
          const { at, msg } = arrivals[before] ?? assert.fail();
          assert.equal(at, "catch");
          const { code: shownCode, message, cause = {} } = msg.error ?? assert.fail();
          assert.deepEqual(
            [shownCode, cause.platformCode, cause.status],
            [code, platformCode, status],
            message,
          );
          assert.equal(cause.outcome, "refused");
          assert.match(message, advice);
          assert.match(message, /The platform reports: /);
        });
    });
});
