import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simulatedOperations } from "../../nodes/lib/simulator/routes";
import { CAPTURES, DOCUMENTED } from "../../scripts/facts/witnesses";
import { coveragePage, isInferred, playedOperations, witnessesOf } from "../../scripts/simulator-coverage";
import { CAPTURED } from "../support/captured";
import { answerFaults } from "../support/models";

const page = readFileSync(join(__dirname, "../../docs/simulator-coverage.md"), "utf8");
/** Without the formatter's padding. */
const plain = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

describe("the page of what is simulated", () => {
  it("is as npm run simulator-coverage -- --write writes it", () => {
    assert.equal(plain(page), plain(coveragePage()));
  });

  it("has each simulated operation, once", () => {
    const rows = [...page.matchAll(/^\| [^|]*<br>`(\w+)`/gm)].map(([, id = ""]) => id);
    assert.deepEqual(rows.sort(), simulatedOperations());
  });

  it("names only captures of which the fields are known, and simulated operations", () => {
    const played = new Set(simulatedOperations());
    for (const [id, captures] of Object.entries(CAPTURES)) {
      assert.ok(played.has(id), id);
      for (const name of captures) assert.ok(name in CAPTURED, `${id}: ${name}`);
    }
    for (const [pattern, about] of DOCUMENTED)
      assert.ok(
        [...played].some((id) => pattern.test(id)),
        `${about}: ${String(pattern)}`,
      );
  });

  it("claims the SDK as witness only where a wrong response would be found", () => {
    for (const operation of playedOperations()) {
      const { sdk } = witnessesOf(operation);
      if (sdk === undefined) continue;
      const { id, statuses, response } = operation;
      const wrong = sdk === "no body" ? {} : response.array ? [{ nonsense: 1 }] : { nonsense: 1 };
      assert.notDeepEqual(answerFaults(id, statuses?.[0] ?? 200, wrong), [], id);
    }
  });

  it("says of few operations that they are inferred alone", () => {
    const inferred = playedOperations().filter((each) => isInferred(witnessesOf(each)));
    assert.ok(inferred.length <= 31, inferred.map(({ id }) => id).join(", "));
  });

  it("is linked from the page of the simulator", () => {
    assert.ok(
      readFileSync(join(__dirname, "../../docs/simulator.md"), "utf8").includes("(simulator-coverage.md)"),
    );
  });
});
