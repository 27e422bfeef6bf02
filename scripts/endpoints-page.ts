// tsx scripts/endpoints-page.ts: writes docs/endpoints.md from the table of ways and the catalogue.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations, type Operation } from "../nodes/lib/facts/operations";
import { CHANGES, WAYS, type Way } from "../nodes/lib/platform/participant-ways";

const DOES: Readonly<Record<Way["does"], string>> = {
  change: Object.keys(CHANGES).join(", "),
  setAttributes: "setAttributes",
  toUser: "transfer to a user",
  toQueue: "transfer to a queue",
  toAddress: "transfer to an address",
  monitor: "monitor",
  coach: "coach",
  barge: "barge",
  placeCall: "place a call",
};
const GRANT: Readonly<Record<Way["grant"], string>> = {
  any: "any",
  user: "a signed-in user",
  client: "client credentials",
};

const permissionsOf = ({ permissions }: Operation): string =>
  permissions === null || permissions.list.length === 0
    ? "none"
    : permissions.list.map((each) => `\`${each}\``).join(permissions.type === "ALL" ? " and " : " or ");

const rowOf = ({ does, grant, of, onBehalf, operation }: Way): string => {
  const facts = loadOperations().find(({ id }) => id === operation);
  if (facts === undefined) throw new Error(`${operation} is not in the catalogue`);
  const whom = `${of}${onBehalf === true ? ", on behalf of a user" : ""}`;
  const request = `\`${facts.method} ${facts.path.replace("/api/v2", "")}\``;
  return `| ${[DOES[does], GRANT[grant], whom, request, permissionsOf(facts)].join(" | ")} |`;
};

/** The page: operation, endpoint per grant, permission. */
export const endpointsPage = (): string =>
  [
    "# Which request is sent",
    "",
    "Written by `npx tsx scripts/endpoints-page.ts` from the table that the nodes _place call_ and _update participant_ use.",
    "The first row that fits is taken. Paths are under `/api/v2`.",
    "",
    "| what | grant | medium | request | permission |",
    "| --- | --- | --- | --- | --- |",
    ...WAYS.map(rowOf),
    "",
    "An access token counts as a signed-in user where `GET /users/me` knows one, else as client credentials.",
    "With client credentials a change of a user's own call leg is made on behalf of that user; any other leg by the",
    "request that names no medium. A signed-in user who calls for somebody else uses the request on behalf of them.",
    "",
  ].join("\n");

if (require.main === module) writeFileSync(join(__dirname, "../docs/endpoints.md"), endpointsPage());
