import assert from "node:assert/strict";
import fc from "fast-check";
import { anonymise } from "../../nodes/lib/capture/anonymise";
import { readCapture, textOfCapture } from "../../nodes/lib/capture/format";
import { plantedCapture, residues } from "../support/planted";

const RUNS = 10_000;

describe("captures without personal data", function () {
  this.timeout(120_000);

  it("leaves nothing of what is planted in 10,000 captures, and each can be read again", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { capture, telling } = plantedCapture(seed);
        const text = textOfCapture(anonymise(capture));
        const left = residues(text, telling);
        // a day that is not in the capture may be made up by chance
        assert.deepEqual(left.length === 0 ? left : residues(textOfCapture(capture), left), []);
        assert.equal(readCapture(JSON.parse(text)).records.length, capture.records.length);
      }),
      { numRuns: RUNS, seed: 20_260 },
    );
  });

  it("is seen to leave something where nothing is replaced", () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { capture, telling } = plantedCapture(seed);
      assert.ok(residues(textOfCapture(capture), telling).length > 2);
    }
  });
});
