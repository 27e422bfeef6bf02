import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import type { Grant } from "../../../nodes/lib/platform/types";
import { MEDIA_TYPES } from "../../../nodes/lib/platform/conversation/conversation";
import { callsOf } from "../../../nodes/lib/platform/plan/needs";
import {
  isAboutRecording,
  isChange,
  isForCallsOnly,
  PARTICIPANT_ACTIONS,
  wayOf,
  type Wanted,
  type Way,
} from "../../../nodes/lib/platform/participants/ways";
import { simulatedOperations } from "../../../nodes/lib/simulator/routes/index";
import { BY_WAYS, endpointsPage, planTable, wayTable, type Row } from "../../../scripts/endpoints-page";
import { configsOf, factsOf, GRANTS, type Config, type PlanRow } from "../../../scripts/plan-rows";
import { nodeTypes, PLANS, stepsOf } from "../../support/nodes";

const ROWS = wayTable();
const OTHERS = planTable();
const listedOperations = (): string[] =>
  [...ROWS, ...[...OTHERS.values()].flat()].map(({ operation }) => operation);

/** What a node does to a participant, as the page calls it, and its way. */
const DONE: readonly (readonly [action: string, does: Way["does"]])[] = [
  ...PARTICIPANT_ACTIONS.flatMap((action): [string, Way["does"]][] => {
    if (isChange(action)) return [[action, "change"]];
    if (isAboutRecording(action)) return [[action, "recording"]];
    if (action === "transfer" || action === "consult") return [];
    // The agent is disconnected, as by any other change of that leg.
    return action === "completeConsult" ? [] : [[action, action]];
  }),
  ["transfer to a user", "toUser"],
  ["transfer to a queue", "toQueue"],
  ["transfer to an address", "toAddress"],
  ["transfer to a contact", "toContact"],
  ["consult a user", "consultUser"],
  ["consult a queue", "consultQueue"],
  ["consult an address", "consultAddress"],
  ["consult a contact", "consultContact"],
];

/** What the dialogs read for their lists, tests and permissions. */
const OF_DIALOGS = /^(lookup.*|identity)\.ts$/;

const doesThat = (does: string, action: string): boolean => does.split(", ").includes(action);

/** As a reader takes it from the page. */
const firstRow = (
  action: string,
  { actsAsUser, isUsersLeg, isOwn, mediaType }: Omit<Wanted, "does">,
): Row | undefined =>
  ROWS.find(
    ({ does, grant, of }) =>
      doesThat(does, action) &&
      (grant === "any" || (grant === "user") === actsAsUser) &&
      (of.startsWith("any") ||
        (of === `${mediaType}, on behalf of a user` && isUsersLeg) ||
        (of === `${mediaType} that the user takes part in` && isOwn === true) ||
        of === mediaType),
  );

/** Every operation that a node may call, whatever is chosen. _genesys api_ may call any. */
const callsOfAll = (type: string): string[] =>
  configsOf(type).flatMap((config) => callsOf({ ...config, id: "n", type }, PLANS));

describe("the ways to do something to a participant", () => {
  it("are those of the page docs/endpoints.md", async () => {
    const page = readFileSync(join(__dirname, "../../../docs/endpoints.md"), "utf8");
    assert.equal(page, await endpointsPage(), "run: npm run endpoints -- --write");
  });

  it("are those of the page for each action, grant and medium: the first row that fits", () => {
    const fitted = new Set<Row>();
    for (const [action, does] of DONE)
      for (const actsAsUser of [true, false])
        for (const isUsersLeg of [true, false])
          for (const medium of [...MEDIA_TYPES, undefined]) {
            const isOwn = isUsersLeg;
            const isForCalls = PARTICIPANT_ACTIONS.some((each) => each === action && isForCallsOnly(each));
            const mediaType =
              isForCalls || action.startsWith("consult") || (action === "monitor" && medium === undefined)
                ? "call"
                : medium;
            const { way } = wayOf({ does, mediaType, actsAsUser, isUsersLeg, isOwn });
            const row = firstRow(action, { actsAsUser, isUsersLeg, isOwn, mediaType });
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
    const sent = new Set(nodeTypes().flatMap(callsOfAll));
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
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((operation) => !listedOperations().includes(operation)),
      [],
    );
  });

  /** The rows that a reader finds for these settings, each with its occasion. */
  const foundFor = (rows: readonly PlanRow[], config: Config, grant: Grant): string[] => {
    const medium = config.mediaType === "any" ? undefined : config.mediaType;
    const fitting = rows.filter(
      ({ chosen, grants }) =>
        grants.includes(grant) &&
        Object.entries(chosen).every(([name, values]) => values.includes(config[name])),
    );
    const isOwn = fitting.some(({ of }) => of === medium);
    const isMeant = ({ of }: PlanRow): boolean =>
      medium === undefined || of === "any" || of === (isOwn ? medium : "any other");
    return fitting.filter(isMeant).map(({ when, operation }) => `${when} ${operation}`);
  };

  for (const [type, rows] of [...OTHERS].filter(([one]) => !BY_WAYS.includes(one)))
    it(`are on that page for each choice in the dialog of ${type}`, () => {
      for (const config of configsOf(type))
        for (const grant of GRANTS) {
          const steps = stepsOf(type, config, grant);
          const sent = steps.flatMap(({ when, requests }) =>
            requests.map(({ operation }) => `${when} ${operation}`),
          );
          assert.deepEqual(
            foundFor(rows, config, grant).sort(),
            [...new Set(sent)].sort(),
            JSON.stringify(config),
          );
        }
    });

  it("use no operation that is deprecated, and none that is not simulated", () => {
    for (const operation of listedOperations()) {
      assert.equal(factsOf(operation).deprecated, undefined, operation);
      assert.ok(simulatedOperations().includes(operation), `${operation} is simulated`);
    }
  });
});
