// tsx scripts/org-table.ts: writes what the simulated org starts with into docs/simulator.md, from its seed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CALLS } from "../nodes/lib/simulator/seed/conversations";
import { INTEGRATIONS } from "../nodes/lib/simulator/seed/integrations";
import {
  CLIENTS,
  EXTERNAL_CONTACTS,
  FLOWS,
  LANGUAGES,
  PRESENCES,
  QUEUES,
  SKILLS,
  USERS,
  WRAPUP_CODES,
} from "../nodes/lib/simulator/seed/org";
import { DEFAULT_SETTINGS } from "../nodes/lib/simulator/store/settings";

const PAGE = join(__dirname, "../docs/simulator.md");
const MARKED = /(<!-- simulator-org -->\n)[\s\S]*?(<!-- \/simulator-org -->)/;

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return ["", `**${title}**`, "", line(head), line(head.map(() => "---")), ...rows.map(line)];
};
const names = (entries: readonly { name: string }[]): string => entries.map(({ name }) => name).join(", ");
const noteOn = ({ permissions, station }: (typeof USERS)[number]): string => {
  if (station === undefined) return "has no phone";
  return permissions.includes("*") ? "" : "has few permissions";
};

/** Those of the platform are the same everywhere. */
const OWN_PRESENCES = PRESENCES.filter(({ type }) => type === "User")
  .map(({ name, deactivated }) => (deactivated ? `${name} (deactivated)` : name))
  .join(", ");

const ACW_MODES = {
  mandatory: "mandatory",
  optional: "optional",
  agentRequested: "on the agent's request",
  timeout: "mandatory, with a time-out",
  forcedTimeout: "forced, with a time-out",
} as const;
const CALLEES = {
  answers: "the called party answers",
  busy: "the called party is busy",
  noAnswer: "the called party does not answer",
  declined: "the called party declines",
  unreachable: "the called party is unreachable",
  failed: "the call fails",
  rings: "the call rings until the caller gives up",
} as const;
const RECEIVERS = {
  delivered: "is delivered",
  failed: "is not delivered",
  silent: "is only sent",
  notSent: "is not even sent",
} as const;

const queueRow = (queue: (typeof QUEUES)[number]): string[] => {
  const { name, acwMode, wrapupTimeoutMs, wrapupCodeIds, memberIds } = queue;
  const seconds = wrapupTimeoutMs === undefined ? "" : ` of ${wrapupTimeoutMs / 1000} s`;
  const codes = WRAPUP_CODES.filter(({ id }) => wrapupCodeIds.includes(id));
  const note = memberIds.length === 0 ? "has no agents" : "";
  return [name, `${ACW_MODES[acwMode]}${seconds}`, names(codes), note];
};

const numberRows = (): string[][] => [
  ...EXTERNAL_CONTACTS.flatMap(({ firstName, lastName, phone }) =>
    phone === undefined ? [] : [[`\`${phone}\``, `the customer ${firstName} ${lastName}`]],
  ),
  ...INTEGRATIONS.flatMap(({ phoneNumber, name }) =>
    phoneNumber === undefined ? [] : [[`\`${phoneNumber}\``, `the organisation's, for messages: ${name}`]],
  ),
  ...CALLS.map(({ dnis }) => [`\`${dnis.replace("tel:", "")}\``, "the organisation's, for calls"]),
  ...Object.entries(DEFAULT_SETTINGS.callees).map(([end, outcome]) => [
    `ends in \`${end}\``,
    CALLEES[outcome],
  ]),
  ...Object.entries(DEFAULT_SETTINGS.receivers).map(([end, outcome]) => [
    `ends in \`${end}\``,
    `a message ${RECEIVERS[outcome]}`,
  ]),
];

/** The page with the tables of what the org starts with. */
export const withOrg = (page: string): string => {
  const callRow = ({ id, legs }: (typeof CALLS)[number]): string[] => {
    const live = legs.filter(({ endMs }) => endMs === undefined).map(({ name }) => name ?? "");
    return [`\`${id}\``, live.join(" with ")];
  };
  const written = [
    ...table(
      "People",
      ["name", "e-mail", "title", "note"],
      USERS.map((user) => [user.name, `\`${user.email}\``, user.title ?? "", noteOn(user)]),
    ),
    ...table("Queues", ["name", "after-call work", "wrap-up codes", "note"], QUEUES.map(queueRow)),
    ...table("Numbers", ["number", "what it is"], numberRows()),
    ...table(
      "More",
      ["kind", "names"],
      [
        ["wrap-up codes", names(WRAPUP_CODES)],
        ["presences of the organisation's own", OWN_PRESENCES],
        ["flows", names(FLOWS)],
        ["skills", names(SKILLS)],
        ["languages", names(LANGUAGES)],
        ["OAuth clients; the secret is the id", CLIENTS.map(({ id }) => `\`${id}\``).join(", ")],
      ],
    ),
    ...table("Live call", ["conversation", "who is in it"], CALLS.map(callRow)),
  ].join("\n");
  return page.replace(MARKED, (_whole, begin: string, end: string) => `${begin}${written}\n\n${end}`);
};

if (require.main === module) writeFileSync(PAGE, withOrg(readFileSync(PAGE, "utf8")));
