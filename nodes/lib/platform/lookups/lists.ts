import { path } from "../http/path";
import type { PlatformRequest } from "../types";
import { get } from "./reading";

/** The lists that can be looked up, and the request for one page of each. */

/** So many entries are shown at once. */
export const PAGE = 50;
/** Lists that are read whole to be searched here: they are short, and how their filters match is not documented. */
const WHOLE_PAGE = 100;

export interface Sought {
  /** A part of the name; blank for all. */
  search: string;
  /** From 1. */
  page: number;
  /** The queue whose wrap-up codes are meant. */
  queueId?: string | undefined;
}

type RequestFor = (sought: Sought) => PlatformRequest;

const numbered = (page: number, pageSize = PAGE) => ({ pageSize, pageNumber: page });
const around = (search: string) => (search === "" ? {} : { name: `*${search}*` });

const flows =
  (...types: string[]): RequestFor =>
  ({ search, page }) =>
    get("getFlows", path`/api/v2/flows`, {
      ...numbered(page),
      ...(types.length === 0 ? {} : { type: types }),
      sortBy: "name",
      ...around(search),
    });

/** Lists that may be long: the platform searches. */
export const SEARCHED: Readonly<Record<string, RequestFor>> = {
  queue: ({ search, page }) =>
    get("getRoutingQueues", path`/api/v2/routing/queues`, { ...numbered(page), ...around(search) }),
  flow: flows("inboundcall", "voicesurvey"), // where a caller can be sent after the call
  anyFlow: flows(),
  externalContact: ({ search, page }) =>
    get("getExternalcontactsContacts", path`/api/v2/externalcontacts/contacts`, {
      ...numbered(page),
      ...(search === "" ? {} : { q: search }),
    }),
  user: ({ search, page }) => ({
    operation: "postUsersSearch",
    method: "POST",
    path: path`/api/v2/users/search`,
    body: {
      ...numbered(page),
      sortBy: "name",
      sortOrder: "ASC",
      query: [
        { type: "EXACT", fields: ["state"], value: "active" },
        ...(search === "" ? [] : [{ type: "CONTAINS", fields: ["name", "email"], value: search }]),
      ],
    },
    repeatable: true, // it only reads
  }),
};

/** Lists that are short. */
export const WHOLE: Readonly<Record<string, RequestFor>> = {
  wrapupCode: ({ queueId = "", page }) =>
    queueId === ""
      ? get("getRoutingWrapupcodes", path`/api/v2/routing/wrapupcodes`, numbered(page, WHOLE_PAGE))
      : get(
          "getRoutingQueueWrapupcodes",
          path`/api/v2/routing/queues/${queueId}/wrapupcodes`,
          numbered(page, WHOLE_PAGE),
        ),
  skill: ({ page }) => get("getRoutingSkills", path`/api/v2/routing/skills`, numbered(page, WHOLE_PAGE)),
  language: ({ page }) =>
    get("getRoutingLanguages", path`/api/v2/routing/languages`, numbered(page, WHOLE_PAGE)),
  integration: ({ page }) =>
    get(
      "getConversationsMessagingIntegrations",
      path`/api/v2/conversations/messaging/integrations`,
      numbered(page, WHOLE_PAGE),
    ),
  presence: () =>
    get("getPresenceDefinitions0", path`/api/v2/presence/definitions`, { deactivated: "FALSE" }),
  openIntegration: ({ page }) =>
    get(
      "getConversationsMessagingIntegrationsOpen",
      path`/api/v2/conversations/messaging/integrations/open`,
      numbered(page, WHOLE_PAGE),
    ),
};

/** What can be looked up. */
export const LOOKUP_KINDS: readonly string[] = [...Object.keys(SEARCHED), ...Object.keys(WHOLE)].sort();
