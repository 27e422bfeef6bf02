import assert from "node:assert/strict";
import {
  everConnected,
  legsOf,
  type Leg,
  type Participant,
} from "../../../nodes/lib/platform/conversation/conversation";
import { wrapupState } from "../../../nodes/lib/platform/wrap-up/state";
import { at, conversation, leg, party } from "../../support/conversation";
import { call, callback, caller, over, PENDING } from "../../support/callback-legs";

const stateOf = (participant: Participant, id: string) => {
  const found = legsOf(conversation(participant)).find(({ communication }) => communication.id === id);
  assert.ok(found);
  return wrapupState(found).is;
};

describe("the wrap-up state of a leg, by the facts of real conversations", () => {
  it("is shown by the callback of a callback that became a call", () => {
    const live = caller(callback(), call(over(30)));
    assert.deepEqual([stateOf(live, "callback"), stateOf(live, "call")], ["talking", "settling"]);
    const due = caller(callback({ ...over(40), ...PENDING }), call(over(30)), { startAcwTime: at(40) });
    assert.deepEqual([stateOf(due, "callback"), stateOf(due, "call")], ["due", "settling"]);
    const done = caller(callback(over(40)), call(over(30)), { wrapup: { code: "resolved" } });
    assert.deepEqual([stateOf(done, "callback"), stateOf(done, "call")], ["wrapped", "settling"]);
  });

  it("has ended beside a state of connected, and works beside errorInfo", () => {
    const error = { errorInfo: { code: "error.ininedgecontrol.session.inactive" } };
    const lagging = party("a", "agent", {
      calls: [call({ disconnectedTime: at(40), ...PENDING, ...error })],
    });
    assert.equal(stateOf(lagging, "call"), "due");
    assert.equal(stateOf(party("a", "agent", { ...error, calls: [call(error)] }), "call"), "talking");
  });

  it("is due where only the participant says since when", () => {
    const agentWith = (more: Partial<Participant>) =>
      party("a", "agent", { calls: [call(over(40))], ...more });
    assert.equal(stateOf(agentWith({ startAcwTime: at(40) }), "call"), "due");
    assert.equal(stateOf(agentWith({ startAcwTime: at(40), endAcwTime: at(50) }), "call"), "settling");
    assert.equal(
      stateOf(agentWith({ startAcwTime: null as never, wrapup: null as never }), "call"),
      "settling",
    );
  });

  it("was skipped where it ended when it began and no code was wanted", () => {
    const more = { wrapupRequired: false, startAcwTime: at(40), endAcwTime: at(40) };
    assert.equal(stateOf(party("a", "agent", { calls: [call(over(40))], ...more }), "call"), "wrapped");
  });

  it("rings on a call that a callback's agent has only begun to place", () => {
    const dialing = caller(callback(), leg("call", "contacting", { initialState: "contacting" }));
    assert.equal(stateOf(dialing, "call"), "ringing");
    const legs = new Map(
      legsOf(conversation(dialing)).map((one): [string, Leg] => [one.communication.id, one]),
    );
    assert.equal(everConnected(legs.get("call") as Leg), false);
    assert.equal(everConnected(legs.get("callback") as Leg), true);
  });
});
