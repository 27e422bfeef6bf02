import assert from "node:assert/strict";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { openAgents, type Agents } from "./agents-org";

const SET = "patchUserPresencesPurecloud";
const LIST = "getPresenceDefinitions0";

describe("the presence of an agent", () => {
  let agents: Agents;
  beforeEach(async () => (agents = await openAgents()));
  afterEach(() => agents.close());

  const set = (presence: string) => agents.update({ action: "setPresence", presence });
  const sent = () => agents.requests(SET).map(({ body }) => body);

  for (const [named, id] of [
    ["Coaching", "Coaching"],
    ["coaching ", "Coaching"],
    [idOf("presence Coaching"), "Coaching"],
    ["Meal", "Meal"],
  ] as const)
    it(`is set by "${named}"`, async () => {
      const { already, facts } = await set(named);
      assert.equal(already, false);
      assert.deepEqual((facts["presence"] as { name: string }).name, id);
      assert.deepEqual(sent(), [{ presenceDefinition: { id: idOf(`presence ${id}`) } }]);
    });

  for (const named of ["On Queue", "ON_QUEUE", "OnQueue", "on queue"])
    it(`is not set again if it is "${named}" already`, async () => {
      const { already } = await set(named);
      assert.deepEqual([already, sent()], [true, []]);
    });

  it("is looked up in one request for many messages", async () => {
    for (const name of ["Meal", "Break", "Coaching"]) await set(name);
    assert.equal(agents.requests(LIST).length, 1);
  });

  it("is found although it is newer than the cached list", async () => {
    await set("Meal");
    const like = agents.simulator.org.presences.get(idOf("presence Coaching")) ?? assert.fail();
    const id = idOf("presence Huddle");
    agents.simulator.org.presences.set(id, { ...like, id, name: "Huddle" });
    assert.equal((await set("Huddle")).already, false);
    assert.deepEqual(sent().at(-1), { presenceDefinition: { id } });
  });

  for (const named of ["-", "_", " - "])
    it(`is not one without a name in the place of "${named}"`, async () => {
      const body = {
        entities: [{ id: idOf("presence Meal"), type: "User", languageLabels: { de: "Essen" } }],
      };
      agents.simulator.faults.add({ match: { operation: LIST }, times: 3, fault: { status: 200, body } });
      const { code } = await agents.refused({ action: "setPresence", presence: named });
      assert.deepEqual([code, sent()], ["missing", []]);
    });

  it("names the presences that there are, where none has this name, and sends nothing", async () => {
    const { code, cause, message } = await agents.refused({ action: "setPresence", presence: "Nap" });
    assert.deepEqual([code, cause.outcome, cause.field], ["missing", "notSent", "presence"]);
    assert.match(message, /There are: Available, .*Coaching/);
    assert.deepEqual(sent(), []);
  });

  for (const named of ["Smoke break", idOf("presence Smoke break")])
    it(`refuses ${named}, which is deactivated, before anything is sent`, async () => {
      const { code, cause, message } = await agents.refused({ action: "setPresence", presence: named });
      assert.deepEqual([code, cause.outcome], ["input", "notSent"]);
      assert.match(message, /"Smoke break" is deactivated/);
      assert.deepEqual(sent(), []);
    });

  it("takes the platform's presences where the account may not read the organisation's", async () => {
    agents.simulator.faults.add({ match: { operation: LIST }, fault: { status: 403 } });
    const { already } = await set("Meal");
    assert.equal(already, false);
    assert.deepEqual(sent(), [{ presenceDefinition: { id: idOf("presence Meal") } }]);
  });

  it("is ambiguous where two presences of the organisation have one name", async () => {
    const { presences } = agents.simulator.org;
    const [coaching] = [...presences.values()].filter(({ name }) => name === "Coaching");
    assert.ok(coaching);
    presences.set("other", { ...coaching, id: "other" });
    const { code, cause } = await agents.refused({ action: "setPresence", presence: "Coaching" });
    assert.deepEqual([code, cause["ids"]], ["ambiguous", [coaching.id, "other"]]);
  });

  it("is that of the platform where one of the organisation's has the same name", async () => {
    const { presences } = agents.simulator.org;
    const [coaching] = [...presences.values()].filter(({ name }) => name === "Coaching");
    assert.ok(coaching);
    presences.set("other", { ...coaching, id: "other", name: "Meal" });
    await set("Meal");
    assert.deepEqual(sent(), [{ presenceDefinition: { id: idOf("presence Meal") } }]);
  });
});
