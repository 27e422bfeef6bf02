import type { Call, EndpointAddress } from "../entities/communication";
import type { Participant } from "../entities/conversation";
import type { Store } from "../store/store";
import { present, type Wire } from "./wire";

/** The properties of a call leg about both ends of the call and about the participant's queue. */

/** Raw addresses name the machine that the call comes from. */
const rawOf = (address: string | undefined): string | undefined =>
  address?.replace(/^tel:(.*)$/, "sip:$1@127.0.0.1");

const endpoint = ({ name, address }: EndpointAddress): Wire =>
  present({
    name,
    nameRaw: name ?? "",
    addressNormalized: address,
    addressRaw: rawOf(address),
    addressDisplayable: "unavailable",
  });

const isOutside = ({ purpose }: Participant): boolean => purpose === "customer" || purpose === "external";

const selfOf = (participant: Participant, leg: Call): EndpointAddress => leg.self ?? participant;

/** A customer sees the org and the number that was called. All others see the caller. */
const otherOf = (
  participant: Participant,
  leg: Call,
  callerName: string | undefined,
  orgName: string,
): EndpointAddress => {
  if (leg.other) return leg.other;
  const isCaller = isOutside(participant) && leg.direction === "inbound";
  const name = isCaller ? orgName : callerName;
  const address = isCaller ? participant.dnis : participant.ani;
  return { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) };
};

/** The assistant of the queue. Machines have none. */
const assistantOf = ({ org }: Store, { purpose, queueId }: Participant): string | undefined =>
  purpose === "acd" || purpose === "ivr" ? undefined : org.queues.get(queueId ?? "")?.agentAssistantId;

export const voiceFields = (
  store: Store,
  participant: Participant,
  leg: Call,
  callerName: string | undefined,
): Wire => {
  const { alertingTimeoutMs } = participant;
  return {
    self: endpoint(selfOf(participant, leg)),
    other: endpoint(otherOf(participant, leg, callerName, store.org.organization.name)),
    agentAssistantId: assistantOf(store, participant),
    queueMediaSettings:
      alertingTimeoutMs === undefined
        ? undefined
        : { alertingTimeoutSeconds: Math.round(alertingTimeoutMs / 1000) },
  };
};
