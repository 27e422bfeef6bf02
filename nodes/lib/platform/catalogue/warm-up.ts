import { PREPARATIONS } from "./guess-index";
import { guessOperation } from "./guess-operation";

/** Names that no operation has: the code that compares them is compiled then. */
const WRONG = ["getRoutingQueus", "GET /api/v2/routing/queus", "Get Users Presence"];

/**
 * The work of the first wrong name of a process, in steps. Together they take about 40 ms of an idle machine, and the first
 * wrong name afterwards takes as long as any other: less than 10 ms.
 */
export const warmUpSteps = (): (() => void)[] => [
  ...PREPARATIONS,
  ...[...WRONG, ...WRONG].map((name) => () => void guessOperation(name)),
];
