import assert from "node:assert/strict";
import { loadModels } from "../../../nodes/lib/facts/models";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { checkedCaller } from "../../support/models";
import { callerOf, type Got } from "../caller";

interface Criterion {
  type: string;
  fields?: string[];
  value?: string;
  operator?: string;
  group?: Criterion[];
}

const name = (value: string, operator?: string): Criterion => ({
  type: "CONTAINS",
  fields: ["name"],
  value,
  ...(operator === undefined ? {} : { operator }),
});

describe("the search for users in the simulator", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ clock: createVirtualClock() });
    simulator.settings.requestsPerMinute = Infinity;
  });
  after(() => simulator.close());

  const ask = (body: object): Promise<Got> =>
    checkedCaller(simulator).call("POST", "/api/v2/users/search", body);
  const found = async (...query: Criterion[]): Promise<string[]> => {
    const { status, body, text } = await ask({ query, pageSize: 100 });
    assert.equal(status, 200, text);
    return (body["results"] as { name: string }[]).map((each) => each.name);
  };

  it("joins each criterion to those before it by its operator", async () => {
    assert.deepEqual(await found(name("ada"), name("ben")), []);
    assert.deepEqual(await found(name("ada"), name("ben", "OR")), ["Ada Agent", "Ben Agent"]);
    assert.deepEqual(await found(name("ada", "OR"), name("ben", "OR")), ["Ada Agent", "Ben Agent"]);
    assert.deepEqual(await found(name("a"), name("agent", "NOT"), name("s")), [
      "Nora Nostation",
      "Sam Supervisor",
    ]);
    assert.ok(!(await found(name("ada", "NOT"))).includes("Ada Agent"));
  });

  it("takes a group for one criterion", async () => {
    const group = { type: "MATCH_ALL", group: [name("ada"), name("ben", "OR")] };
    assert.deepEqual(await found(group, name("ben")), ["Ben Agent"]);
    assert.deepEqual(await found(name("lou"), { ...group, operator: "OR" }), [
      "Ada Agent",
      "Ben Agent",
      "Lou Agent",
    ]);
  });

  it("sorts by what it is asked for", async () => {
    const first = async (more: object) => {
      const { body } = await ask({ query: [{ type: "MATCH_ALL" }], pageSize: 1, ...more });
      return (body["results"] as { name: string }[])[0]?.name;
    };
    assert.equal(await first({}), "Ada Agent");
    assert.equal(await first({ sortOrder: "DESC" }), "Sam Supervisor");
    assert.equal(await first({ sortBy: "title", sortOrder: "DESC" }), "Sam Supervisor");
    const sort = [{ sortBy: "title" }, { sortBy: "name", sortOrder: "DESC" }];
    assert.equal(await first({ sort }), "Nora Nostation");
  });

  describe("names with 501 what it does not do", () => {
    const REFUSED: [what: string, body: object, name: RegExp][] = [
      ["a field", { query: [{ type: "EXACT", fields: ["shoeSize"], value: "9" }] }, /shoeSize/],
      ["an order", { sortBy: "shoeSize" }, /shoeSize/],
      ["the order of the score", { sortOrder: "SCORE" }, /SCORE/],
      ["something to expand", { expand: ["team"] }, /expand team/],
      ["a source of presence", { integrationPresenceSource: "MicrosoftTeams" }, /integrationPresenceSource/],
      ["the check of permissions", { enforcePermissions: true }, /enforcePermissions/],
      ["a value to start from", { query: [{ ...name("a"), startValue: "a" }] }, /startValue/],
    ];
    for (const [what, body, words] of REFUSED)
      it(what, async () => {
        const got = await ask(body);
        assert.equal(got.status, 501);
        assert.match(String(got.body["message"]), words);
      });

    const PLAYED = ["EXACT", "STARTS_WITH", "CONTAINS", "TERM", "TERMS", "MATCH_ALL", "QUERY_STRING"];
    for (const type of loadModels()["UserSearchCriteria"]?.properties["type"]?.enum ?? [])
      it(`the type ${type}, unless it is played`, async () => {
        const got = await ask({ query: [{ ...name("ada"), type }] });
        assert.equal(got.status, PLAYED.includes(type) ? 200 : 501);
        if (got.status === 501) assert.ok(String(got.body["message"]).includes(type));
      });
  });

  it("refuses a criterion without fields or without a value", async () => {
    for (const criterion of [
      { type: "EXACT", value: "a" },
      { type: "EXACT", fields: ["name"] },
    ])
      assert.equal((await ask({ query: [criterion] })).status, 400);
  });
});

/** Every documented parameter of every list. */
describe("the parameters of a query in the simulator", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ clock: createVirtualClock() });
  });
  after(() => simulator.close());
  const get = (path: string) => callerOf(simulator).call("GET", `/api/v2/${path}`);

  it("are obeyed, or named with 501", async () => {
    for (const [path, words] of [
      ["users?jabberId=x", /jabberId/],
      ["users?expand=presence,team", /expand=team/],
      ["flows?nameOrDescription=x", /nameOrDescription/],
      ["routing/queues?divisionId=x", /divisionId/],
      ["externalcontacts/contacts?sortOrder=name:asc", /sortOrder/],
    ] as const) {
      const got = await get(path);
      assert.equal(got.status, 501, path);
      assert.match(String(got.body["message"]), words);
    }
  });

  it("that the operation does not have are left alone", async () => {
    assert.equal((await get("users?colour=red")).status, 200);
  });

  it("sort lists", async () => {
    const names = async (path: string) =>
      ((await get(path)).body["entities"] as { name: string }[]).map((each) => each.name);
    for (const path of ["users", "routing/queues", "routing/wrapupcodes", "routing/languages", "flows"]) {
      const up = await names(path);
      assert.ok(up.length > 1, path);
      const order = path === "routing/queues" || path === "flows" ? "desc" : "descending";
      assert.deepEqual(await names(`${path}?sortOrder=${order}`), up.reverse(), path);
    }
  });
});
