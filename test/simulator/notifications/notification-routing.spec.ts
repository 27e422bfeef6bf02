import assert from "node:assert/strict";
import { routingData } from "../../../nodes/lib/simulator/formatters/event-spelling";

describe("the routing data of a frame", () => {
  it("names everything by id, the preferred agents as well, without the address that REST adds", () => {
    const named = (id: string) => ({ id, selfUri: `/api/v2/things/${id}` });
    assert.deepEqual(
      routingData({
        queue: named("q"),
        language: named("l"),
        skills: [named("s")],
        scoredAgents: [{ agent: named("a"), score: 100 }],
      }),
      {
        queue: { id: "q" },
        language: { id: "l" },
        priority: 0,
        skills: [{ id: "s" }],
        scoredAgents: [{ agent: { id: "a" }, score: 100 }],
      },
    );
  });
});
