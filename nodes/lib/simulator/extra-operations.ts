import type { Operation } from "../facts/operations";

/** Operations that exist on the platform but are not in the catalogue, because no node of this package calls them. */
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
];
