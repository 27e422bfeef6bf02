import type { Call, Segment } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import { newCall } from "../machines/new-call";
import { openingSegments } from "../machines/opening";
import { queueSettings } from "../machines/queue-settings";
import { idOf } from "../store/ids";
import { DEFAULT_LABEL } from "../store/org-ids";
import type { Org, Store } from "../store/store";
import { CALLS, type SeedCall, type SeedLeg } from "./conversations";
import { INTEGRATIONS } from "./integrations";
import {
  CLIENTS,
  EXTERNAL_CONTACTS,
  FLOWS,
  LANGUAGES,
  ORGANIZATION,
  PRESENCES,
  QUEUES,
  SKILLS,
  USERS,
  WRAPUP_CODES,
} from "./org";

/** Turns the data of the seed into entities. The ids are in the data. */

const byId = <T extends { id: string }>(entities: readonly T[]): Map<string, T> =>
  new Map(entities.map((entity) => [entity.id, structuredClone(entity)]));

/** A fresh org; nothing in it is shared with another one. */
export const seedOrg = (): Org => ({
  organization: { ...ORGANIZATION },
  divisions: byId([{ id: ORGANIZATION.divisionId, name: ORGANIZATION.divisionName }]),
  users: byId(USERS),
  presences: byId(PRESENCES),
  queues: byId(QUEUES),
  wrapupCodes: byId(WRAPUP_CODES),
  flows: byId(FLOWS),
  skills: byId(SKILLS),
  languages: byId(LANGUAGES),
  externalContacts: byId(EXTERNAL_CONTACTS),
  clients: byId(CLIENTS),
  integrations: byId(INTEGRATIONS),
});

const segmentsOf = (leg: SeedLeg, startAt: number): Segment[] => {
  const endAt = leg.endMs === undefined ? undefined : startAt + leg.endMs;
  const end = endAt === undefined ? {} : { endAt, howEnded: "Disconnect" as const };
  const why = leg.disconnectType === undefined ? {} : { disconnectType: leg.disconnectType };
  const begin = startAt + leg.startMs;
  if (leg.connectedMs === undefined) return [{ type: "Alert", startAt: begin, ...end, ...why }];
  const connectedAt = startAt + leg.connectedMs;
  return [
    ...openingSegments(leg.purpose, begin, connectedAt),
    { type: leg.purpose === "ivr" ? "IVR" : "Interact", startAt: connectedAt, ...end, ...why },
  ];
};

const callOf = (leg: SeedLeg, startAt: number, peerId: string | undefined): Call => {
  const call = newCall({
    id: leg.id,
    state: leg.initialState,
    direction: "inbound",
    at: startAt + leg.startMs,
    ...(peerId === undefined ? {} : { peerId }),
  });
  call.segments = segmentsOf(leg, startAt);
  if (leg.connectedMs !== undefined) {
    call.state = "connected";
    call.connectedAt = startAt + leg.connectedMs;
  }
  if (leg.endMs !== undefined) {
    call.state = "disconnected";
    call.disconnectedAt = startAt + leg.endMs;
    if (leg.disconnectType) call.disconnectType = leg.disconnectType;
    if (leg.purpose === "acd") call.disconnectReasons = [{ type: "sip", code: 410, phrase: "Gone" }];
  }
  return call;
};

const participantOf = (
  store: Store,
  leg: SeedLeg,
  seed: SeedCall,
  startAt: number,
  peerId?: string,
): Participant => {
  const { queueId, userId, flowId, externalContactId, name } = leg;
  const queue = queueId === undefined ? undefined : store.org.queues.get(queueId);
  const station = userId === undefined ? undefined : store.org.users.get(userId)?.station;
  const address = leg.address ?? (station && `sip:${station.id}@localhost`);
  return {
    id: leg.participantId,
    purpose: leg.purpose,
    startAt: startAt + leg.startMs,
    ani: seed.ani,
    dnis: seed.dnis,
    attributes: { ...leg.attributes },
    wrapupRequired: leg.purpose === "agent" && leg.connectedMs !== undefined && queue !== undefined,
    communications: [callOf(leg, startAt, peerId)],
    ...(leg.connectedMs === undefined ? {} : { connectedAt: startAt + leg.connectedMs }),
    ...(leg.endMs === undefined ? {} : { endAt: startAt + leg.endMs }),
    ...(name === undefined ? {} : { name }),
    ...(userId === undefined ? {} : { userId }),
    ...(queueId === undefined ? {} : { queueId }),
    ...(flowId === undefined ? {} : { flowId }),
    ...(externalContactId === undefined ? {} : { externalContactId }),
    ...(address === undefined ? {} : { address }),
    ...(leg.purpose === "agent" && queue ? queueSettings(queue) : {}),
  };
};

/** The queue sent the caller to each of its agents. */
const transfersIn = ({ legs }: SeedCall, startAt: number): NonNullable<Conversation["transfers"]> =>
  legs.flatMap(({ participantId, purpose, startMs }) =>
    purpose === "agent"
      ? [
          {
            id: idOf(`transfer ${participantId}`),
            at: startAt + startMs,
            transferType: "Attended" as const,
            successorId: participantId,
          },
        ]
      : [],
  );

/** Puts the conversations of the seed into a fresh org. */
export const seedConversations = (store: Store): void => {
  for (const seed of CALLS) {
    const startAt = store.clock.now() - seed.ageMs;
    const [first] = seed.legs;
    store.conversations.set(seed.id, {
      id: seed.id,
      startAt,
      address: seed.dnis,
      participants: seed.legs.map((leg) =>
        participantOf(store, leg, seed, startAt, leg === first ? undefined : first?.id),
      ),
      transfers: transfersIn(seed, startAt),
      recordingState: "none",
      utilizationLabelId: DEFAULT_LABEL,
      divisionId: store.org.organization.divisionId,
      extras: {},
    });
  }
};
