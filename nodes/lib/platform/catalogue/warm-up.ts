import { findOperation } from "./catalogue";
import { PREPARATIONS } from "./guess-index";

/** Names that no operation has: the code that compares them is compiled then. */
const WRONG: readonly string[] = [
  ...["getRoutingQueus", "GET /api/v2/routing/queus", "Get Users Presence"],
  ...["listUserPresenses", "post_conversation_call", "createOutboundContactlst"],
];

/** What is left of the process's own work: once is enough for it, however many deploys and runtimes prepare. */
const waiting = [...WRONG, ...WRONG];

/** As a message brings the next of them: all of the code that answers is compiled then. */
const answerNext = (): void => {
  const name = waiting.shift();
  if (name === undefined) return;
  try {
    findOperation(name);
  } catch {
    // what is wrong with it is of no interest here
  }
};

/**
 * The work of the first wrong name of a process, in steps for idle moments: a quarter of a second of a slow processor
 * altogether. The first wrong name afterwards takes as long as any other: less than 10 ms.
 */
export const warmUpSteps = (): (() => void)[] => [...PREPARATIONS, ...waiting.map(() => answerNext)];
