import type { Operation } from "../../facts/operations";

/** A file of the platform, beyond the operations of conversations: how a job and a download are tried. */
const ofFiles = (
  one: Pick<Operation, "id" | "method" | "path" | "group" | "label"> & { permissions: string[] },
): Operation => ({
  ...one,
  pathParams: [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name),
  query: [],
  body: null,
  response: { kind: "json" },
  statuses: [200, 202],
  permissions: { type: "ANY", list: one.permissions },
  repeatable: one.method === "GET",
});

const EXPORTS = "/api/v2/externalcontacts/contacts/exports";
const RECORDINGS = "/api/v2/conversations/{conversationId}/recordings";
const OF_RECORDINGS = { group: "recording", permissions: ["recording:recording:view"] } as const;
const OF_EXPORTS = { group: "externalContacts" } as const;

/** Operations of other areas than conversations that are simulated. */
export const EXTRA_OPERATIONS: readonly Operation[] = [
  {
    id: "deleteTokensMe",
    method: "DELETE",
    path: "/api/v2/tokens/me",
    group: "organization",
    label: "Revoke the token",
    pathParams: [],
    query: [],
    body: null,
    response: { kind: "empty" },
    statuses: [200],
    permissions: null,
    repeatable: true,
  },
  {
    id: "getExternalcontactsContact",
    method: "GET",
    path: "/api/v2/externalcontacts/contacts/{contactId}",
    group: "externalContacts",
    label: "Get external contact",
    pathParams: ["contactId"],
    query: [],
    body: null,
    response: { kind: "json" },
    statuses: [200],
    permissions: { type: "ANY", list: ["relate:contact:view", "externalContacts:contact:view"] },
    repeatable: true,
  },
  ofFiles({
    ...{ ...OF_EXPORTS, id: "postExternalcontactsContactsExports", method: "POST", path: EXPORTS },
    ...{ label: "Create contact export", permissions: ["externalContacts:export:add"] },
  }),
  ofFiles({
    ...{
      ...OF_EXPORTS,
      id: "getExternalcontactsContactsExport",
      method: "GET",
      path: `${EXPORTS}/{exportId}`,
    },
    ...{ label: "Get contact export", permissions: ["externalContacts:export:view"] },
  }),
  ofFiles({
    ...{
      id: "getConversationRecordings",
      method: "GET",
      path: RECORDINGS,
      label: "List conversation recordings",
    },
    ...{ ...OF_RECORDINGS, permissions: [...OF_RECORDINGS.permissions] },
  }),
  ofFiles({
    ...{ id: "getConversationRecording", method: "GET", path: `${RECORDINGS}/{recordingId}` },
    ...{ ...OF_RECORDINGS, label: "Get conversation recording", permissions: [...OF_RECORDINGS.permissions] },
  }),
];
