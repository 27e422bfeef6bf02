import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { loadModels } from "../../../nodes/lib/facts/models";
import { MEDIA_TYPES } from "../../../nodes/lib/platform/conversation/conversation";
import { callsOf } from "../../../nodes/lib/platform/plan/needs";
import {
  CHANGES,
  isChange,
  isForCallsOnly,
  PARTICIPANT_ACTIONS,
  WAYS,
  wayOf,
  type Wanted,
  type Way,
} from "../../../nodes/lib/platform/participants/ways";
import { simulatedOperations } from "../../../nodes/lib/simulator/routes/index";
import { endpointRows, endpointsPage, type Row } from "../../../scripts/endpoints-page";
import { nodeTypes, PLANS, stepsOf } from "../../support/nodes";

const ROWS = endpointRows();
const listedOperations = (): string[] => ROWS.map(({ operation }) => operation);

/** What a node does to a participant, as the page calls it, and its way. */
const DONE: readonly (readonly [action: string, does: Way["does"]])[] = [
  ...PARTICIPANT_ACTIONS.filter((action) => action !== "transfer").map(
    (action) => [action, isChange(action) ? "change" : action] as const,
  ),
  ["transfer to a user", "toUser"],
  ["transfer to a queue", "toQueue"],
  ["transfer to an address", "toAddress"],
];

/** Sent only after something else has failed, which no dialog shows. */
const AFTER_FAILURE = ["getConversationsCalls", "postNotificationsChannelSubscriptions"];

/** What the dialogs read for their lists, tests and permissions. */
const OF_DIALOGS = /^(lookup.*|identity)\.ts$/;

const doesThat = (does: string, action: string): boolean => does.split(", ").includes(action);

/** As a reader takes it from the page. */
const firstRow = (
  action: string,
  { actsAsUser, isUsersLeg, mediaType }: Omit<Wanted, "does">,
): Row | undefined =>
  ROWS.find(
    ({ does, grant, of }) =>
      doesThat(does, action) &&
      (grant === "any" || (grant === "user") === actsAsUser) &&
      (of.startsWith("any") || (of === `${mediaType}, on behalf of a user` ? isUsersLeg : of === mediaType)),
  );

type Configs = Record<string, unknown>[];

/** Each of the choices with each of the others. */
const combined = (choices: Readonly<Record<string, readonly unknown[]>>): Configs =>
  Object.entries(choices).reduce<Configs>(
    (configs, [name, values]) =>
      configs.flatMap((config) => values.map((value) => ({ ...config, [name]: value }))),
    [{}],
  );

/** Inputs that decide which requests are sent. */
const DECIDING: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  "genesys-place-call": { userId: ["", "ada.agent@example.com"] },
  "genesys-events": { ids: ["", "Support", "ada.agent@example.com", "fe00260d-2b3b-44ff-bc25-6008f321c168"] },
};

/** Options that do not; with them there would be far too many combinations. */
const IDLE = ["which", "channel", "raw"];

/** All that a node's options can be set to: its lists and its yes or no. */
const choicesOf = (type: string): Configs => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  const node = require(join(__dirname, "../../../nodes", type)) as {
    definition?: Optioned;
  } & Partial<Optioned>;
  const options = node.definition?.options ?? node.options;
  if (options === undefined) return [];
  const { properties = {} } = z.toJSONSchema(options, { io: "input", unrepresentable: "any" });
  const choices = Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema !== "object" || IDLE.includes(name)) return [];
    const values = schema.type === "boolean" ? [true, false] : schema.enum;
    return values === undefined ? [] : [[name, values] as const];
  });
  return combined({ ...Object.fromEntries(choices), ...DECIDING[type] });
};
interface Optioned {
  options: z.ZodType;
}

/** genesys-api may call anything, and is told so. */
const callsOfAll = (type: string): string[] => [
  ...new Set(
    type === "genesys-api"
      ? []
      : choicesOf(type).flatMap((config) => callsOf({ ...config, id: "n", type }, PLANS)),
  ),
];

const factsOf = (operation: string) => {
  const found = loadOperations().find(({ id }) => id === operation);
  assert.ok(found, operation);
  return found;
};

describe("the ways to do something to a participant", () => {
  it("are those of the page docs/endpoints.md", () => {
    const page = readFileSync(join(__dirname, "../../../docs/endpoints.md"), "utf8");
    const cells = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
    assert.equal(cells(page), cells(endpointsPage()), "run: npx tsx scripts/endpoints-page.ts");
  });

  it("are those of the page for each action, grant and medium: the first row that fits", () => {
    const fitted = new Set<Row>();
    for (const [action, does] of DONE)
      for (const actsAsUser of [true, false])
        for (const isUsersLeg of [true, false])
          for (const medium of [...MEDIA_TYPES, undefined]) {
            const isForCalls = PARTICIPANT_ACTIONS.some((each) => each === action && isForCallsOnly(each));
            const mediaType = isForCalls || (action === "monitor" && medium === undefined) ? "call" : medium;
            const { way } = wayOf({ does, mediaType, actsAsUser, isUsersLeg });
            const row = firstRow(action, { actsAsUser, isUsersLeg, mediaType });
            assert.equal(row?.operation, way?.operation, `${action} ${medium} ${actsAsUser} ${isUsersLeg}`);
            if (row !== undefined) fitted.add(row);
          }
    const rows = ROWS.filter(({ does }) => DONE.some(([action]) => doesThat(does, action)));
    assert.deepEqual(
      rows.filter((row) => !fitted.has(row)),
      [],
      "no row is there that never fits",
    );
  });

  it("are listed for no medium in which an action does not exist", () => {
    for (const action of PARTICIPANT_ACTIONS.filter(isForCallsOnly))
      for (const { does, of } of ROWS.filter((row) => doesThat(row.does, action)))
        assert.match(of, /^call\b/, does);
  });

  it("are on that page with all else that the nodes send, whatever is chosen, and with nothing more", () => {
    const sent = new Set([...AFTER_FAILURE, ...nodeTypes().flatMap(callsOfAll)]);
    assert.ok(sent.size > 40);
    assert.deepEqual([...sent].sort(), [...new Set(listedOperations())].sort());
  });

  it("are on that page with all that the code names", () => {
    const folder = join(__dirname, "../../../nodes/lib/platform/api");
    const ids = new Set(loadOperations().map(({ id }) => id));
    const named = readdirSync(folder)
      .filter((file) => !OF_DIALOGS.test(file))
      .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/"(\w+)"/g)])
      .flatMap(([, word = ""]) => (ids.has(word) ? [word] : []));
    for (const operation of AFTER_FAILURE) assert.ok(named.includes(operation), operation);
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((operation) => !listedOperations().includes(operation)),
      [],
    );
  });

  const WRAP_UPS: [does: string, config: Record<string, unknown>][] = [
    ["wrap up", { action: "apply" }],
    ["skip the wrap-up", { action: "skip" }],
    ["list wrap-up codes", { action: "list" }],
    ["read a wrap-up", { action: "read" }],
    ["read a wrap-up that is not final yet", { action: "read", provisional: true }],
  ];
  for (const [does, config] of WRAP_UPS)
    it(`${does}: as the page says for each medium`, () => {
      for (const mediaType of MEDIA_TYPES) {
        const settings = { target: "agent", ...config, mediaType };
        const [last] = stepsOf("genesys-wrap-up", settings, "client-credentials").slice(-1);
        const row = firstRow(does, { actsAsUser: false, isUsersLeg: true, mediaType });
        assert.deepEqual(
          last?.requests.map(({ operation }) => operation),
          [row?.operation],
          mediaType,
        );
      }
    });

  it("trap 23: use no operation that is deprecated, and none that is not simulated", () => {
    for (const operation of listedOperations()) {
      assert.equal(factsOf(operation).deprecated, undefined, operation);
      assert.ok(simulatedOperations().includes(operation), `${operation} is simulated`);
    }
  });

  it("offer nothing to a client that needs a user", () => {
    for (const { grant, operation } of WAYS)
      if (factsOf(operation).needsUser) assert.equal(grant, "user", operation);
  });

  it("change by one property of the request's model each", () => {
    const fields = loadModels()["MediaParticipantRequest"]?.properties ?? {};
    for (const change of Object.values(CHANGES)) {
      const [name = "", ...more] = Object.keys(change);
      assert.deepEqual(more, []);
      assert.ok(name in fields, name);
    }
  });

  const wanted = (more: Partial<Wanted>): Wanted => ({
    does: "change",
    mediaType: "call",
    actsAsUser: false,
    isUsersLeg: false,
    ...more,
  });
  const CASES: [what: string, wanted: Partial<Wanted>, operation: string | undefined][] = [
    ["a user's change of a call", { actsAsUser: true }, "patchConversationsCallParticipant"],
    [
      "a user's change of a message",
      { actsAsUser: true, mediaType: "message" },
      "patchConversationsMessageParticipant",
    ],
    [
      "a user's change of what was not read",
      { actsAsUser: true, mediaType: undefined },
      "patchConversationParticipant",
    ],
    ["a user's change of a video", { actsAsUser: true, mediaType: "video" }, "patchConversationParticipant"],
    [
      "a client's change of an agent's call",
      { isUsersLeg: true },
      "patchConversationsCallParticipantUserUserId",
    ],
    ["a client's change of a customer's call", {}, "patchConversationParticipant"],
    [
      "a client's change of an agent's message",
      { isUsersLeg: true, mediaType: "message" },
      "patchConversationParticipant",
    ],
    ["a user's monitoring", { does: "monitor", actsAsUser: true }, "postConversationsCallParticipantMonitor"],
    ["a client's monitoring", { does: "monitor" }, undefined],
    ["barging into a message", { does: "barge", mediaType: "message" }, undefined],
  ];
  for (const [what, more, operation] of CASES)
    it(`${what}: ${operation ?? "no way"}`, () => {
      assert.equal(wayOf(wanted(more)).way?.operation, operation);
    });
});
