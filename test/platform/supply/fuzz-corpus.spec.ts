import assert from "node:assert/strict";
import { readCorpus } from "../../support/fuzz/corpus";
import { fastestOf, MOST_MS } from "../../support/fuzz/run";
import { targets } from "../../support/fuzz/targets";

/** What `npm run soak -- fuzz` has found is run again. */
describe("what strangers send", function () {
  this.timeout(30_000);
  for (const target of targets)
    describe(`to ${target.name}`, () => {
      it("survives each input that was ever found", () => {
        const corpus = readCorpus(target.name);
        assert.ok(corpus.length > 0, "npm run soak -- fuzz --write");
        const door = target.open();
        for (const { file, input } of corpus) {
          const begun = performance.now();
          assert.doesNotThrow(() => door(input), file);
          if (performance.now() - begun > MOST_MS)
            assert.ok(fastestOf(() => door(input)) <= MOST_MS, `${file} takes longer than ${MOST_MS} ms`);
        }
      });
    });
});
