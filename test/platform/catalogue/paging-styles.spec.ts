import assert from "node:assert/strict";
import type { Operation } from "../../../nodes/lib/facts/operations";
import { loadIndex, operationWithId } from "../../../nodes/lib/facts/platform";
import { listOperation } from "../../../nodes/lib/platform/api/operations";
import { buildRequest, findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import { answerWithMore, nextPage } from "../../../nodes/lib/platform/catalogue/paging";
import type { Client, PlatformRequest } from "../../../nodes/lib/platform/types";
import { sampleOf } from "../../facts/sample";

/** A client that returns these responses one after the other, and the requests that it was given. */
const clientWith = (answers: unknown[]): { client: Client; requests: PlatformRequest[] } => {
  const requests: PlatformRequest[] = [];
  const request = (one: PlatformRequest): Promise<unknown> => {
    requests.push(one);
    return Promise.resolve(answers.shift());
  };
  return { client: { grant: "authorization-code", request } as unknown as Client, requests };
};

const read = async (
  id: string,
  answers: unknown[],
  parameters: Record<string, unknown> = {},
  body?: unknown,
) => {
  const { client, requests } = clientWith(answers);
  const result = await listOperation(client, { operation: id, parameters, body }, 100, {});
  assert.ok("pages" in result);
  return { entries: result.pages.flat(), sent: requests.map(({ query, body: sent }) => sent ?? query ?? {}) };
};

describe("the pages of a list", () => {
  const withOwn = loadIndex()
    .flatMap(({ id }) => operationWithId(id) ?? [])
    .filter((one): one is Operation & Required<Pick<Operation, "pages">> => one.pages !== undefined);

  it("are followed by the names that each operation has for them, and only those change", () => {
    assert.ok(withOwn.length > 130, String(withOwn.length));
    for (const operation of withOwn) {
      const { by, next, name, in: place } = operation.pages;
      const { parameters, body } = sampleOf(operation, true);
      const request = buildRequest(operation, parameters, body ?? (place === "body" ? {} : undefined));
      const following = nextPage(operation, request, answerWithMore(operation));
      if (by === "cursor" && next === undefined) {
        assert.equal(following, undefined, operation.id);
        continue;
      }
      const wanted = { [name]: by === "item" ? 2 : "cursor" };
      const expected =
        place === "query"
          ? { ...request, query: { ...request.query, ...wanted } }
          : { ...request, body: { ...(request.body as object), ...wanted } };
      assert.deepEqual(following, expected, operation.id);
      assert.equal(nextPage(operation, request, { entities: [], Resources: [] }), undefined, operation.id);
    }
  });

  it("are read by a cursor in an address, of which host and path are not used", async () => {
    const { entries, sent } = await read("getWebdeploymentsDeployments", [
      { entities: [{ id: 1 }], nextUri: "https://elsewhere.example/api/v2/other?after=abc%3D&pageSize=1" },
      { entities: [{ id: 2 }], nextUri: "/api/v2/webdeployments/deployments?pageSize=1" },
    ]);
    assert.deepEqual(entries, [{ id: 1 }, { id: 2 }]);
    assert.deepEqual(sent, [{}, { after: "abc=" }]);
  });

  it("are read by a nested cursor, one in a body, the number of an entry, and the number of a page", async () => {
    const nested = await read("getExternalcontactsScanContacts", [
      { entities: [1], cursors: { after: "next" } },
      { entities: [2], cursors: {} },
    ]);
    assert.deepEqual(
      [nested.entries, nested.sent],
      [
        [1, 2],
        [{}, { cursor: "next" }],
      ],
    );
    const filters = { filters: [] };
    const inBody = await read(
      "postTaskmanagementWorktypesQuery",
      [{ entities: [1], after: "next" }, { entities: [2] }],
      {},
      filters,
    );
    assert.deepEqual(inBody.sent, [filters, { ...filters, after: "next" }]);
    const items = await read("getScimUsers", [
      { Resources: [1, 2], totalResults: 3 },
      { Resources: [3], totalResults: 3 },
    ]);
    assert.deepEqual(
      [items.entries, items.sent],
      [
        [1, 2, 3],
        [{}, { startIndex: 3 }],
      ],
    );
    const numbered = await read("getOutboundCampaigns", [
      { entities: [1], pageNumber: 1, pageCount: 2 },
      { entities: [2], pageNumber: 2, pageCount: 2 },
    ]);
    assert.deepEqual(
      [numbered.entries, numbered.sent],
      [
        [1, 2],
        [{}, { pageNumber: 2 }],
      ],
    );
  });

  it("end with an error where a response names its own page as the next one", () => {
    const operation = findOperation("getScimUsers");
    const cursor = findOperation("getWebdeploymentsDeployments");
    const request = { ...buildRequest(cursor, {}), query: { after: "same" } };
    assert.throws(() => nextPage(cursor, request, { entities: [1], nextUri: "/x?after=same" }), {
      code: "answer",
    });
    assert.equal(
      nextPage(operation, buildRequest(operation, {}), { Resources: [], totalResults: 9 }),
      undefined,
    );
  });
});
