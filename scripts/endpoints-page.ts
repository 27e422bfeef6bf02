// npm run endpoints: which requests the nodes send, from their plans, the table of ways and the catalogue. With --write it goes
// into docs/endpoints.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { Operation } from "../nodes/lib/facts/operations";
import type { Occasion } from "../nodes/lib/platform/plan/step";
import type { Grant } from "../nodes/lib/platform/types";
import {
  CHANGES,
  isForCallsOnly,
  WAYS,
  wayOf,
  type ChangeAction,
  type Way,
} from "../nodes/lib/platform/participants/ways";
import { nodeTypes } from "../test/support/nodes";
import { EXAMPLES, factsOf, GRANTS, planRows, type PlanRow } from "./plan-rows";

/** One row of the page. */
export interface Row {
  does: string;
  grant: Way["grant"];
  of: string;
  operation: string;
}

const DOES: Readonly<Record<Exclude<Way["does"], "change">, string>> = {
  setAttributes: "setAttributes",
  toUser: "transfer to a user",
  toQueue: "transfer to a queue",
  toAddress: "transfer to an address",
  toContact: "transfer to a contact",
  consultUser: "consult a user",
  consultQueue: "consult a queue",
  consultAddress: "consult an address",
  consultContact: "consult a contact",
  changeConsult: "changeConsult",
  cancelConsult: "cancelConsult",
  recording: "securePause, secureResume",
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

const ON_BEHALF = ", on behalf of a user";
const OWN = " that the user takes part in";
const ACTIONS = Object.keys(CHANGES) as ChangeAction[];
const OF_CALLS = ACTIONS.filter(isForCallsOnly);
const OF_ANY = ACTIONS.filter((action) => !isForCallsOnly(action));

/** Most changes are there for calls only; of these, too, the way without a medium is taken where no call's way fits. */
const changeRows = ({ grant, of, onBehalf, operation }: Way): Row[] => {
  if (of === "call")
    return [{ does: ACTIONS.join(", "), grant, of: `call${onBehalf ? ON_BEHALF : ""}`, operation }];
  const rows: Row[] = [{ does: OF_ANY.join(", "), grant, of, operation }];
  if (of !== "any") return rows;
  const ofUser = wayOf({ does: "change", mediaType: "call", actsAsUser: true, isUsersLeg: false });
  const left = ofUser.way?.operation === operation ? grant : "client";
  return [...rows, { does: OF_CALLS.join(", "), grant: left, of: "call", operation }];
};

const wayRows = (way: Way): Row[] => {
  const { does, grant, of, onBehalf, own, operation } = way;
  if (does === "change") return changeRows(way);
  const whose = onBehalf ? ON_BEHALF : own ? OWN : "";
  return [{ does: DOES[does], grant, of: `${of}${whose}`, operation }];
};

/** The rows of the ways, in the order in which they are tried. */
export const wayTable = (): Row[] => WAYS.flatMap(wayRows);

const requestOf = ({ method, path }: Operation): string => `\`${method} ${path.replace("/api/v2", "")}\``;
const written = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly string[][]): string[] => [
  "",
  ...[head, head.map(() => "---"), ...rows].map(written),
  "",
];

const wayCells = ({ does, grant, of, operation }: Row): string[] => {
  const facts = factsOf(operation);
  return [does, GRANT[grant], of, requestOf(facts), permissionsOf(facts)];
};

/** When a request is sent, where that is not always. */
const OCCASIONS: Readonly<Record<Occasion, string>> = {
  always: "",
  ifEmail: "for an e-mail address or a name",
  ifAccessToken: "for an access token",
  keptAWhile: "cached",
  untilReady: "until it can be done",
  ifFile: "for a file",
  untilChecked: "until the file has been checked",
  afterwards: "afterwards",
  atStart: "at start",
  sharedAtStart: "at start, once for the account",
  perConversation: "for each conversation of a message",
  perUser: "for each user of the conversation",
  perMessage: "for each message of the customer",
  perEvent: "for an event without the whole conversation",
  afterGap: "after a gap",
  morePages: "for each page",
  ifDifferent: "if the agent does not have it already",
  ifOtherQueue: "for queues that the user does not have",
  perQueue: "for each queue",
  perOwnConversation: "for each conversation of the agent",
  withFile: "with a file",
  untilEnded: "until the job has ended",
  jobResults: "for the results of a job",
  withDownload: "with a download",
  afterFailure: "after a failure",
};
const TOKENS: Readonly<Record<Grant, string>> = {
  "client-credentials": "client credentials",
  "authorization-code": "a signed-in user",
  "access-token": "an access token",
};

const KINDS = new Map<unknown, string>(Object.entries(EXAMPLES).map(([kind, value]) => [value, kind]));

const chosenIn = ({ chosen }: PlanRow): string =>
  Object.entries(chosen)
    .map(
      ([name, values]) =>
        `\`${name}\`: ${values.map((value) => KINDS.get(value) ?? String(value)).join(", ")}`,
    )
    .join("; ");

const planCells = (row: PlanRow): string[] => {
  const facts = factsOf(row.operation);
  const isAny = row.grants.length === GRANTS.length;
  return [
    chosenIn(row),
    OCCASIONS[row.when],
    isAny ? "any" : row.grants.map((grant) => TOKENS[grant]).join(" or "),
    ...[row.of, requestOf(facts), permissionsOf(facts)],
  ];
};

/** By the table of ways: these nodes choose by the medium and by whose leg it is, which no setting shows. */
export const BY_WAYS: readonly string[] = ["genesys-place-call", "genesys-update-participant"];
const isInWays = ({ type, operation }: PlanRow): boolean =>
  BY_WAYS.includes(type) && WAYS.some((way) => way.operation === operation);

/** What is sent besides the ways: of each node that sends anything, by its type. */
export const planTable = (): ReadonlyMap<string, PlanRow[]> =>
  new Map(
    nodeTypes()
      .map((type) => [type, planRows(type).filter((row) => !isInWays(row))] as const)
      .filter(([, rows]) => rows.length > 0),
  );

const sectionOf = ([type, rows]: readonly [string, PlanRow[]]): string[] => [
  `## ${type}`,
  ...(BY_WAYS.includes(type) ? ["", "Besides the first table:"] : []),
  ...table(["chosen", "when", "grant", "medium", "request", "permission"], rows.map(planCells)),
];

const INTRODUCTION = `# Which request is sent

Written by \`npm run endpoints -- --write\` from the plans of the nodes. Paths are under \`/api/v2\`. _genesys api_ sends the operation
that is chosen. What the dialogs read for their lists and tests is not on this page.

## By medium and grant

_Place call_ and _update participant_ take the first row that fits.
`;

const EXPLANATION = `
An access token counts as a signed-in user where \`GET /users/me\` returns one, else as client credentials.
_completeConsult_ disconnects the agent's leg, by the request for _disconnect_. With client credentials, a change of a user's own call leg is made on behalf of that user. Any other leg is changed by the
request that names no medium. A signed-in user who calls for another user uses the request on behalf of that user.

Where the target is given _by ids_ and the conversation is not read, neither the user of the leg nor its medium is known.
Then what exists for calls only, and _monitor_, is sent as for a call; nothing is sent on behalf of a user; and _disconnect_
uses the request that names no medium.

Each topic of the notifications needs a permission of its own, which the platform checks when it is subscribed to.
A refused topic is named in the status of the node and in one warning, with the permission.

In the tables below, a row names the options that decide, with the values for which the request is sent on that occasion.
`;

/** The page, as it is in docs. */
export const endpointsPage = async (): Promise<string> => {
  const ways = table(["what", "grant", "medium", "request", "permission"], wayTable().map(wayCells));
  const lines = [INTRODUCTION, ...ways, EXPLANATION, ...[...planTable()].flatMap(sectionOf)];
  const options = await resolveConfig(PAGE);
  return format(lines.join("\n"), { ...options, parser: "markdown" });
};

const PAGE = join(__dirname, "../docs/endpoints.md");

if (require.main === module)
  void endpointsPage().then((page) =>
    process.argv.includes("--write") ? writeFileSync(PAGE, page) : process.stdout.write(page),
  );
