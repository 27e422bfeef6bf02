import { findOperation } from "./catalogue";
import { PREPARATIONS } from "./guess-index";

/** Names that no operation has: the code that compares them is compiled then. */
const WRONG = [
  ...["getRoutingQueus", "GET /api/v2/routing/queus", "Get Users Presence"],
  ...["listUserPresenses", "post_conversation_call", "createOutboundContactlst"],
];

/** As a message brings them: all of the code that answers is compiled then. */
const answer = (name: string): void => {
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
export const warmUpSteps = (): (() => void)[] => [
  ...PREPARATIONS,
  ...[...WRONG, ...WRONG].map((name) => () => answer(name)),
];
