import type { Passage } from "../ledger";
import type { Invariant } from "../walk-state";

const shown = ({ nodeId, nth, done, outputs, failures, caught, code }: Passage): string =>
  `message ${nth} in ${nodeId}: done ${done}, out ${outputs}, failed ${failures} (${code ?? ""}), caught ${caught}`;

/** Each message leaves once, as a result or as an error that is caught, and is done once; or it is still in progress. */
export const everyMessageEnds: Invariant = ({ ledger: { passages }, plan, isSettled }) =>
  passages.flatMap((one) => {
    const { done, outputs, failures, caught, isClosed } = one;
    const left = outputs + failures;
    const isCaught = plan.errorOutput || caught === failures;
    const isRight = isClosed ? done <= 1 && left <= 1 : done <= 1 && left === done && isCaught;
    if (!isRight) return [`vanished or twice: ${shown(one)}`];
    return isSettled && !isClosed && done === 0 ? [`never ended: ${shown(one)}`] : [];
  });

/** A status is written two times a second. */
const SHOWN_WITHIN_MS = 500;

/** A node with a message in progress says so, and one without does not. */
export const truthfulStatus: Invariant = ({ ledger: { passages, statuses }, isSettled, now }) => {
  const nodes = new Set(passages.map(({ nodeId }) => nodeId));
  return [...nodes].flatMap((nodeId) => {
    const pending = passages.filter((one) => one.nodeId === nodeId && !one.isClosed && one.done === 0);
    const isPending = pending.some(({ at }) => at + SHOWN_WITHIN_MS <= now());
    const { fill, text } = statuses.get(nodeId) ?? {};
    const isWaiting = fill === "blue" || fill === "yellow";
    if (isPending && !isWaiting)
      return [`status: ${nodeId} works, and shows ${fill ?? "nothing"} ${text ?? ""}`];
    return isSettled && pending.length === 0 && isWaiting
      ? [`status: ${nodeId} is idle, and shows ${fill} ${text ?? ""}`]
      : [];
  });
};
