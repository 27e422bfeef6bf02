import fc from "fast-check";
import { createStory, type Step } from "./story";

/** What may happen between an answer and the end, with how long it takes to happen. */
const ACTIONS = [
  "hold",
  "resume",
  "attribute",
  "supervise",
  "transfer",
  "conference",
  "say",
  "reply",
  "deliver",
] as const;

const pauseMs = fc.integer({ min: 1_500, max: 45_000 });

export const arbitraryPlan = fc.record({
  message: fc.boolean(),
  declines: fc.integer({ min: 0, max: 2 }),
  answered: fc.boolean(),
  actions: fc.array(fc.constantFrom(...ACTIONS), { maxLength: 8 }),
  customerFirst: fc.boolean(),
  wrapped: fc.boolean(),
  pauses: fc.array(pauseMs, { minLength: 20, maxLength: 20 }),
});

export type Plan = typeof arbitraryPlan extends fc.Arbitrary<infer T> ? T : never;

/** A whole conversation as planned: its snapshots, one per change. */
export const historyOf = (id: string, startMs: number, plan: Plan): Step[] => {
  const story = createStory(id, startMs, plan.message ? "message" : "call").arrive(0);
  let turn = 0;
  const pause = (): number => plan.pauses[turn++ % plan.pauses.length]!;
  let value = 0;

  for (let each = 0; each < plan.declines; each++) story.alert(pause(), `user-${each}`).decline(pause());
  story.alert(pause(), "user-9");
  if (!plan.answered) return story.customerLeaves(pause()).steps;
  story.answer(pause());

  let held = false;
  let supervised = false;
  let replied = false;
  for (const action of plan.actions) {
    if (action === "hold" && !plan.message && !held) {
      story.hold(pause());
      held = true;
    } else if (action === "resume" && held) {
      story.resume(pause());
      held = false;
    } else if (action === "supervise" && !supervised) {
      story.supervise(pause(), "monitored");
      supervised = true;
    } else if (action === "transfer" && !held && !supervised) {
      story.transferTo(pause(), `user-t${++value}`).answer(pause());
      replied = false;
    } else if (action === "reply" && plan.message) {
      story.reply(pause(), `${id}-m${++value}`);
      replied = true;
    } else if (action === "attribute") story.setAttribute(pause(), "step", String(++value));
    else if (action === "conference" && !plan.message && !supervised)
      story.conference(pause(), `user-c${++value}`);
    else if (action === "say" && plan.message) story.say(pause(), `${id}-m${++value}`);
    else if (action === "deliver" && replied)
      story.deliver(pause(), value % 2 === 0 ? "sent" : "delivery-success");
  }
  if (plan.customerFirst) story.customerLeaves(pause());
  else story.agentLeaves(pause());
  return plan.wrapped ? story.wrapUp(pause(), "code-1").steps : story.steps;
};
