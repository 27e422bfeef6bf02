import { isSkippedAtOnce, workLegOf, workOfLeg } from "../conversation/after-call-work";
import { aboutLeg, type LegView } from "./leg-view";
import { asMs } from "./spelling";
import type { Fact } from "./types";

interface AfterCallWork {
  facts: Fact[];
  /** Still to be done. */
  pending: boolean;
  /** What only ever grows. Work that was skipped at once leaves one, too: an earlier snapshot may have shown it pending. */
  marks: string[];
}

const NONE: AfterCallWork = { facts: [], pending: false, marks: [] };
const FINISHED: ReadonlySet<string | undefined> = new Set(["complete", "skipped", "notApplicable"]);

/**
 * The after-call work of a participant, from its legs. There is one piece of work for each participant, on the leg that it
 * belongs to. An agent who never answered may have some.
 */
export const afterCallWorkOf = (theirs: readonly LegView[]): AfterCallWork => {
  const legs = theirs.filter(({ agent, supervises }) => agent && supervises.length === 0);
  const leg = workLegOf(legs) ?? legs.find(({ connected }) => connected) ?? legs[0];
  if (leg === undefined) return NONE;
  const { participant, communication } = leg;
  const about = aboutLeg(leg);
  const work = workOfLeg(communication, participant, true);
  const { state, startedAt, endedAt, wrapup } = work;
  const isSkipped = isSkippedAtOnce(work, participant);
  const isShown = startedAt !== undefined || state === "pending";
  const started: Fact = {
    ...about,
    key: `acwStarted/${participant.id}`,
    event: "acwStarted",
    to: "pending",
    occurredAt: startedAt,
    notAfter: leg.endedAt,
  };
  const wrappedUp: Fact[] =
    wrapup === undefined
      ? []
      : [
          {
            ...about,
            key: `wrappedUp/${participant.id}/${wrapup.code}`,
            event: "wrappedUp",
            to: wrapup.code,
            occurredAt: asMs(wrapup.endTime) ?? endedAt,
            notBefore: leg.connectedAt,
          },
        ];
  return {
    pending: isShown && !isSkipped && wrapup === undefined && endedAt === undefined && !FINISHED.has(state),
    facts: [...(isShown && !isSkipped ? [started] : []), ...wrappedUp],
    marks: [
      ...(isShown || isSkipped ? [`acwStarted/${participant.id}`] : []),
      ...(wrapup === undefined ? [] : [`wrappedUp/${participant.id}`]),
    ],
  };
};
