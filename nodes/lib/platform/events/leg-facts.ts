import { factsOfEnd } from "./end-facts";
import { aboutLeg, isParty, type LegView } from "./leg-view";
import { asMs } from "./spelling";
import type { Fact } from "./types";

/** All that has happened on one leg of a snapshot. */
export const factsOfLeg = (leg: LegView, all: readonly LegView[]): Fact[] => {
  const about = aboutLeg(leg);
  const { initialState, state } = leg.communication;
  const began = initialState ?? state;
  const facts: Fact[] = [];

  if (leg.agent && isParty(leg) && (isOffer(initialState) || isOffer(state)))
    facts.push({
      ...about,
      key: `offered/${leg.key}`,
      event: "offered",
      to: "alerting",
      occurredAt: asMs(leg.communication.startAlertingTime),
      notAfter: leg.connectedAt ?? leg.endedAt,
    });
  if (leg.connected && isAnswered(leg, began))
    facts.push({
      ...about,
      key: `connected/${leg.key}`,
      event: "connected",
      from: began === "connected" ? undefined : began,
      to: "connected",
      occurredAt: leg.connectedAt,
      notAfter: leg.endedAt,
    });
  if (isThirdParty(leg, all))
    facts.push({
      ...about,
      key: `conferenced/${leg.key}`,
      event: "conferenced",
      occurredAt: leg.connectedAt,
    });
  if (leg.agent && leg.connected)
    leg.supervises.forEach((mode, place) =>
      facts.push({
        ...about,
        key: `supervisorJoined/${leg.participant.id}/${mode}`,
        event: "supervisorJoined",
        from: leg.supervises[place - 1],
        to: mode,
        occurredAt:
          place === 0
            ? leg.connectedAt
            : mode === "barge"
              ? asMs(leg.communication["bargedTime"])
              : undefined,
        notBefore: leg.connectedAt,
      }),
    );
  if (leg.ended) facts.push(...factsOfEnd(leg, about, all));
  return facts;
};

const isOffer = (state: string | undefined): boolean => state === "alerting" || state === "offering";

const isDialled = (state: string | undefined): boolean => state === "dialing" || state === "contacting";

/** The leg was answered: by an agent who was offered the conversation, or by the called party. */
const isAnswered = (leg: LegView, began: string | undefined): boolean =>
  isParty(leg) && (leg.agent ? !isDialled(began) : isDialled(began));

/** It joined while two others were already talking. A consultation is none: its customer does not notice it. */
const isThirdParty = (leg: LegView, all: readonly LegView[]): boolean => {
  const at = leg.connectedAt;
  if (at === undefined || !isParty(leg) || leg.consulted) return false;
  const talking = all.filter(
    (other) =>
      other.participant.id !== leg.participant.id &&
      isParty(other) &&
      !other.consulted &&
      other.connectedAt !== undefined &&
      other.connectedAt < at &&
      (!other.ended || (other.endedAt ?? 0) > at),
  );
  return new Set(talking.map(({ participant }) => participant.id)).size >= 2;
};
