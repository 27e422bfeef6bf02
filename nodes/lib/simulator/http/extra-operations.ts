import type { Operation } from "../../facts/operations";

/** Operations that exist on the platform but are not in the catalogue: no flow calls them, at most a dialog. */
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
];
