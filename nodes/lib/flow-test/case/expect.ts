import { loadOperations } from "../../facts/operations";
import { operationWithId } from "../../facts/platform";
import { didYouMean, nearest } from "../../platform/catalogue/guess";
import type { Expectation } from "../file/schema";
import type { CaseTime } from "../time/time";
import type { Look, World } from "./look";
import { lookAt, othersThan } from "./looks";
import { shownOf } from "./plain";
import { mistakeInPattern } from "./match";

/** Waits for what a block expects, and says what came instead. */

export interface Failure {
  /** The expectation, in one line. */
  expected: string;
  /** What came instead, one line each. */
  instead: readonly string[];
}

const USUAL_WITHIN = 10;

/** Can it still be broken once it holds? Then its whole time has to pass. */
const needsWholeTime = (one: Expectation): boolean =>
  "noError" in one ||
  "nothingElse" in one ||
  "nothing" in one ||
  ("count" in one && one.count !== undefined) ||
  ("times" in one && one.times !== undefined);

const withinOf = ({ within = USUAL_WITHIN }: Expectation): number => within * 1000;

const describe = (one: Expectation): string => {
  const { within: _within, ...rest } = one;
  return `${shownOf(rest, 600)}, within ${withinOf(one) / 1000} s`;
};

const failureOf = (one: Expectation, instead: readonly string[]): Failure => ({
  expected: describe(one),
  instead: instead.length === 0 ? ["nothing came"] : instead,
});

/** Runs until each expectation is met, or its time is over. @returns those that are not met */
export const expectAll = async (
  expected: readonly Expectation[],
  world: World,
  time: CaseTime,
): Promise<Failure[]> => {
  const start = time.now();
  const looks = new Map<Expectation, Look>();
  for (const one of [...expected].sort((a, b) => withinOf(a) - withinOf(b))) {
    const isMet = (): boolean => {
      const look = lookAt(one, world);
      looks.set(one, look);
      return look.isMet;
    };
    const isOpen = needsWholeTime(one);
    await time.run(() => !isOpen && isMet(), Math.max(0, start + withinOf(one) - time.now()));
    if (isOpen) isMet();
  }
  const failed = expected.flatMap((one) => {
    const look = looks.get(one);
    return look === undefined || look.isMet ? [] : [failureOf(one, look.instead)];
  });
  const closed = expected.find((one) => "nothingElse" in one && !("at" in one) && !("from" in one));
  if (closed === undefined) return failed;
  // What came after an expectation had been met is used by it as well, where it fits.
  const others = othersThan(
    expected,
    expected.map((one) => lookAt(one, world)),
    world,
  );
  return others.length === 0 ? failed : [...failed, failureOf(closed, others)];
};

/** A request that cannot come would always be absent. */
const unknownOperation = (wanted: string): string | undefined => {
  if (wanted.includes(" ") || wanted === "oauthToken" || operationWithId(wanted) !== undefined)
    return undefined;
  const near = nearest(
    wanted,
    loadOperations().map(({ id }) => id),
  );
  return `There is no operation ${wanted}.${didYouMean(near)}`;
};

/** What is wrong with these expectations, in one sentence. */
export const mistakeIn = (expected: readonly Expectation[]): string | undefined => {
  for (const one of expected) {
    const unknown = "request" in one ? unknownOperation(one.request) : undefined;
    if (unknown !== undefined) return unknown;
    const {
      messages = [],
      match,
      body,
      query,
      path,
      headers,
      message,
      cause,
      content,
    } = one as Record<string, unknown>;
    const mistake = mistakeInPattern([messages, match, body, query, path, headers, message, cause, content]);
    if (mistake !== undefined) return `${shownOf(one)}: ${mistake}`;
  }
  return undefined;
};
