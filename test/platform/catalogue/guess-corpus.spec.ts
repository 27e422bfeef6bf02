import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { loadIndex } from "../../../nodes/lib/facts/platform";
import { checkRequest, findOperation, operationNamed } from "../../../nodes/lib/platform/catalogue/catalogue";
import { refusal } from "../../facts/refusal";
import { wrongFields } from "../../facts/wrong-fields";
import { wrongNames } from "../../facts/wrong-operations";

/** What was written, what it means, and what was suggested first. */
interface Tried {
  kind: string;
  written: string;
  meant: string;
  first: string | undefined;
  ms: number;
  suggest: () => string[];
}

const timed = (suggest: () => string[]): Pick<Tried, "first" | "ms" | "suggest"> => {
  const begin = performance.now();
  const [first] = suggest();
  return { first, ms: performance.now() - begin, suggest };
};

describe("500 wrong shapes of all areas", () => {
  const tried: Tried[] = [];
  before(() => {
    const names = wrongNames(loadIndex(), 20, (written) => operationNamed(written) !== undefined);
    for (const one of names)
      tried.push({
        ...one,
        ...timed(() => refusal(() => findOperation(one.written)).cause.suggestions as string[]),
      });
    for (const { operation, in: place, written, value = "x", ...one } of wrongFields(20)) {
      const given = { [written]: value };
      const isValue = value !== "x";
      const field = place === "body" ? `body.${written}` : written;
      const suggest = (): string[] => {
        const problems =
          place === "body" ? checkRequest(operation, {}, given) : checkRequest(operation, given, undefined);
        return problems.find((problem) => problem.field === field)?.suggestions ?? [];
      };
      tried.push({ ...one, written: `${operation.id}: ${isValue ? value : written}`, ...timed(suggest) });
    }
  });

  it("are 500", () => assert.ok(tried.length >= 500, String(tried.length)));

  it("lead to what was meant first in 95 % of the cases", () => {
    const lost = tried.filter(({ first, meant }) => first !== meant);
    const why = lost.map((one) => `${one.kind}: ${one.written} meant ${one.meant}, not ${one.first}`);
    assert.ok(lost.length <= tried.length * 0.05, `${lost.length} of ${tried.length}\n${why.join("\n")}`);
  });

  it("are compared in 10 ms of the processor, and never in more than 50 ms", () => {
    const { user } = process.cpuUsage();
    for (const { suggest } of tried) suggest();
    const each = (process.cpuUsage().user - user) / 1000 / tried.length;
    assert.ok(each <= 10, `${each} ms`);
    // On a busy machine, the quickest of several runs is the time that it takes.
    for (const one of tried.filter(({ ms }) => ms > 50)) {
      const times = [1, 2, 3].map(() => timed(one.suggest).ms);
      assert.ok(Math.min(...times) <= 50, `${one.written}: ${times.join(", ")} ms`);
    }
  });
});
