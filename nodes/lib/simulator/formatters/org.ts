import type { OAuthClient, Organization, PresenceDefinition, Queue, User, WrapupCode } from "../entities/org";
import { idOf } from "../store/ids";
import { divisionOf } from "../store/divisions";
import type { Store } from "../store/store";
import { present, ref, time, type Wire } from "./wire";

/** The org itself, its people and their surroundings. */

export const organizationToWire = (organization: Organization): Wire => ({
  id: organization.id,
  name: organization.name,
  defaultLanguage: "en-US",
  defaultCountryCode: "US",
  thirdPartyOrgName: organization.domain,
  domain: organization.domain,
  version: 1,
  state: "active",
  voicemailEnabled: false,
  productPlatform: "GenesysCloud",
  selfUri: "/api/v2/organizations/me",
});

const divisionToWire = (store: Store, thing: User | Queue): Wire => {
  const id = divisionOf(store, thing);
  return { ...ref("authorization/divisions", id), name: store.org.divisions.get(id)?.name ?? "" };
};

/** `expand` adds what the platform returns only on request. */
export const userToWire = (store: Store, user: User, expand: readonly string[] = []): Wire =>
  present({
    id: user.id,
    name: user.name,
    division: divisionToWire(store, user),
    chat: { jabberId: `${user.id}@${store.org.organization.domain}.orgspan.com` },
    department: user.department,
    email: user.email,
    primaryContactInfo: [{ address: user.email, mediaType: "EMAIL", type: "PRIMARY" }],
    addresses: [],
    state: user.state,
    title: user.title,
    username: user.email,
    version: 1,
    acdAutoAnswer: false,
    presence: expand.includes("presence") ? presenceToWire(user) : undefined,
    routingStatus: expand.includes("routingStatus") ? routingStatusToWire(user) : undefined,
    authorization: expand.includes("authorization")
      ? {
          roles: [],
          unusedRoles: [],
          permissions: [...new Set([user, ...(user.roles ?? [])].flatMap((each) => each.permissions))],
          permissionPolicies: [],
        }
      : undefined,
    station: expand.includes("station") ? stationsToWire(user) : undefined,
    selfUri: `/api/v2/users/${user.id}`,
  });

/** The id of the definition that a user has chosen. */
export const presenceIdOf = (user: User): string => user.presenceId ?? idOf(`presence ${user.presence}`);

export const presenceToWire = (user: User): Wire =>
  present({
    id: user.id,
    source: "PURECLOUD",
    primary: true,
    presenceDefinition: {
      id: presenceIdOf(user),
      systemPresence: user.presence,
      selfUri: `/api/v2/presence/definitions/${presenceIdOf(user)}`,
    },
    message: user.presenceMessage,
    modifiedDate: time(user.presenceSince),
    selfUri: `/api/v2/users/${user.id}/presences/purecloud`,
  });

export const routingStatusToWire = (user: User): Wire =>
  present({ userId: user.id, status: user.routingStatus, startTime: time(user.routingStatusSince) });

/** As the list of definitions spells the presences of the platform. */
export const definitionToWire = ({
  id,
  name,
  type,
  systemPresence,
  deactivated,
}: PresenceDefinition): Wire => ({
  id,
  name,
  type,
  languageLabels: { en_US: name },
  systemPresence: systemPresence.replace(" ", ""),
  divisionId: "*",
  deactivated,
  selfUri: `/api/v2/presence/definitions/${id}`,
});

const stationsToWire = ({ station }: User): Wire => {
  const wire = station && { ...station, type: "inin_webrtc_softphone" };
  return wire ? { associatedStation: wire, effectiveStation: wire, defaultStation: wire } : {};
};

export const queueToWire = (store: Store, queue: Queue): Wire => ({
  id: queue.id,
  name: queue.name,
  division: divisionToWire(store, queue),
  memberCount: queue.memberIds.length,
  selfUri: `/api/v2/routing/queues/${queue.id}`,
});

/** A queue as one of its members has it. */
export const userQueueToWire = (store: Store, queue: Queue, joined: boolean): Wire => ({
  ...queueToWire(store, queue),
  joined,
});

export const memberToWire = (store: Store, queue: Queue, user: User, expand: readonly string[] = []): Wire =>
  present({
    id: user.id,
    name: user.name,
    user: userToWire(store, user, expand),
    ringNumber: 1,
    joined: !queue.inactiveMemberIds.includes(user.id),
    memberBy: "user",
    routingStatus: expand.includes("routingStatus") ? routingStatusToWire(user) : undefined,
    selfUri: `/api/v2/routing/queues/${queue.id}/members/${user.id}`,
  });

export const wrapupCodeToWire = (code: WrapupCode): Wire => ({
  id: code.id,
  name: code.name,
  selfUri: `/api/v2/routing/wrapupcodes/${code.id}`,
});

export const clientToWire = (client: OAuthClient, { id, name }: Organization): Wire => ({
  id: client.id,
  name: client.name,
  authorizedGrantType: client.kind,
  state: client.state,
  organization: { id, name },
});
