import assert from "node:assert/strict";
import { buildRequest, findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import { refusal } from "../../facts/refusal";

describe("a parameter in a path", () => {
  const operation = findOperation("getConversationsEmailMessage");
  const pathOf = (messageId: unknown): string =>
    buildRequest(operation, { conversationId: "c", messageId }).path;

  for (const [written, encoded] of [
    ["../../users/me", "..%2F..%2Fusers%2Fme"],
    ["a/b", "a%2Fb"],
    ["a?expand=x", "a%3Fexpand%3Dx"],
    ["a#b", "a%23b"],
    ["a\\b", "a%5Cb"],
    ["%2e%2e", "%252e%252e"],
    ["a;b", "a%3Bb"],
    ["{conversationId}", "%7BconversationId%7D"],
    ["$&", "%24%26"],
    ["  m1\n", "m1"],
    ["é", "%C3%A9"],
  ] as const)
    it(`keeps ${JSON.stringify(written)} inside its segment`, () => {
      const path = pathOf(written);
      assert.equal(path, `/api/v2/conversations/emails/c/messages/${encoded}`);
      assert.equal(new URL(path, "https://api.example.com").pathname, path);
    });

  for (const wrong of [".", "..", " .. ", "", "  ", undefined, null, true, {}, ["a"], "\ud800"])
    it(`is refused as ${JSON.stringify(wrong)}`, () => {
      assert.equal(refusal(() => pathOf(wrong)).cause.field, "messageId");
    });

  it("may be a number", () => {
    assert.match(pathOf(42), /\/messages\/42$/);
  });
});

describe("a parameter of the query", () => {
  const queryOf = (id: string, parameters: Record<string, unknown>) =>
    buildRequest(findOperation(id), parameters).query;

  it("is sent as text, lists joined by commas, as from the SDK", () => {
    assert.deepEqual(queryOf("getUsers", { id: ["a", "b"], pageSize: 5, state: "active" }), {
      id: "a,b",
      pageSize: "5",
      state: "active",
    });
    assert.deepEqual(queryOf("getFlows", { deleted: false, includeSchemas: "TRUE" }), {
      deleted: "false",
      includeSchemas: "true",
    });
  });

  it("may be a list written as text", () => {
    assert.deepEqual(queryOf("getUsers", { expand: "presence, routingStatus" }), {
      expand: "presence,routingStatus",
    });
  });

  it("is left out when it is blank", () => {
    assert.equal(queryOf("getUsers", { id: [], state: "", pageSize: null, expand: undefined }), undefined);
  });

  it("takes enumerated values in any case, and the platform's default even where its enumeration lacks it", () => {
    assert.deepEqual(queryOf("getUsers", { sortOrder: "ASC" }), { sortOrder: "ASC" });
    assert.deepEqual(queryOf("getUsers", { sortOrder: "Descending" }), { sortOrder: "Descending" });
  });

  for (const [id, parameters, field, meant] of [
    ["getUsers", { expand: ["presense"] }, "expand", /Did you mean presence/],
    ["getUsers", { pageSize: "many" }, "pageSize", /whole number/],
    ["getUsers", { pageSize: 2.5 }, "pageSize", /whole number/],
    ["getFlows", { deleted: "yes" }, "deleted", /true or false/],
    ["getUsers", { state: {} }, "state", /has to be text, but is object/],
    ["getUsers", { pagesize: 5 }, "pagesize", /Did you mean pageSize/],
    ["getOrganizationsMe", { id: "x" }, "id", /It has none/],
  ] as const)
    it(`is refused: ${id} ${JSON.stringify(parameters)}`, () => {
      const error = refusal(() => queryOf(id, parameters));
      assert.equal(error.cause.field, field);
      assert.match(error.message, meant);
    });
});
