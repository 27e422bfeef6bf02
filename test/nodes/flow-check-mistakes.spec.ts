import assert from "node:assert/strict";
import { loadIndex } from "../../nodes/lib/facts/platform";
import { foundIn, ours } from "../support/flow-check";
import { MISTAKES } from "../support/flow-mistakes";

describe("genesys-flow-check finds", () => {
  it("more than 30 kinds of mistakes", () => assert.ok(MISTAKES.length >= 30, String(MISTAKES.length)));

  for (const { is, nodes, finds, says, suggests } of MISTAKES)
    it(`${is}, and nothing else`, () => {
      const found = foundIn(nodes).filter(({ what }) => !what.startsWith("note"));
      assert.deepEqual(
        found.map(({ what }) => what),
        [finds],
        JSON.stringify(found),
      );
      if (says !== undefined) assert.match(found[0]?.message ?? "", says);
      if (suggests !== undefined) assert.ok(found[0]?.suggestions.includes(suggests), JSON.stringify(found));
    });

  it("a deprecated operation, as a warning", () => {
    const deprecated = loadIndex().find((one) => one.deprecated && !one.needsUser && !one.path.includes("{"));
    const api = ours("api", "genesys-api", {
      operation: deprecated?.id,
      operationType: "str",
      body: "body",
      bodyType: "msg",
      parameters: "parameters",
      parametersType: "msg",
    });
    const found = foundIn([api]);
    assert.deepEqual(
      found.map(({ what }) => what),
      ["warning api.operation"],
    );
  });

  it("nothing where a message or a variable decides", () => {
    const open = ours("api", "genesys-api", {
      ...{ operation: "getUser", operationType: "str", parametersType: "fields" },
      parameters: [{ name: "userId", value: "userId", type: "msg" }],
      paging: "${PAGING}",
    });
    const named = ours("other", "genesys-api", { operation: "${OPERATION}", operationType: "str" });
    const queues = ours("events", "genesys-events", { ids: ["${QUEUES}"], events: ["${EVENTS}"] });
    assert.deepEqual(
      foundIn([open, named, queues]).map(({ what }) => what),
      ["note ."],
    );
  });

  it("variables that are not set, where it knows the environment, and wrong values that they hold", () => {
    const api = ours("api", "genesys-api", {
      operation: "getUsers",
      operationType: "str",
      paging: "${PAGING}",
    });
    const named = ours("get", "genesys-get-conversation", {
      conversationId: "CONVERSATION",
      conversationIdType: "env",
    });
    const what = (environment: Record<string, string>): string[] =>
      foundIn([api, named], new Map(Object.entries(environment))).map((one) => one.what);
    assert.deepEqual(what({ PAGING: "all", CONVERSATION: "x" }), []);
    assert.deepEqual(what({ PAGING: "every", CONVERSATION: "x" }), ["error api.paging"]);
    assert.deepEqual(what({}), ["error api.paging", "error get.conversationId"]);
  });
});
