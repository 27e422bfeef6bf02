import assert from "node:assert/strict";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createObserved, type Observed } from "../../../nodes/lib/platform/http/observed";
import type { Exchange, ExchangeRequest } from "../../../nodes/lib/platform/types";
import { requestRecord } from "../../../nodes/lib/recorder/requests";

const ID = "fe00260d-2b3b-44ff-bc25-6008f321c168";
const requestTo = (url: string, more: Partial<ExchangeRequest> = {}): ExchangeRequest => ({
  ...{ method: "PATCH", url, headers: { Authorization: "Bearer secret-token" }, timeoutMs: 1_000 },
  ...more,
});
const exchange: Exchange = { status: 202, headers: { "set-cookie": "secret-cookie" }, body: { done: true } };

describe("the requests of an account that a capture has", () => {
  it("have bodies and status, never a header; refusals and lost responses too, files not", async () => {
    const seen: Observed[] = [];
    let answer = (): Promise<Exchange> => Promise.resolve(exchange);
    const { send, observe } = createObserved(
      () => answer(),
      () => 1_000,
    );
    await send(requestTo("https://api.example.com/before"));
    const stop = observe((one) => void seen.push(one));
    await send(requestTo("https://api.example.com/a", { body: '{"state":"held"}' }));
    answer = () =>
      Promise.reject(new GenesysError("missing", "Not found.", { outcome: "refused", status: 404 }));
    await assert.rejects(send(requestTo("https://api.example.com/b")), { code: "missing" });
    answer = () => Promise.reject(new GenesysError("network", "Lost.", { outcome: "unknown" }));
    await assert.rejects(send(requestTo("https://api.example.com/c")), { code: "network" });
    answer = () => Promise.resolve(exchange);
    await send(requestTo("https://api.example.com/file", { as: "bytes" }));
    stop();
    await send(requestTo("https://api.example.com/after"));
    assert.deepEqual(
      seen.map(({ url, status, body }) => [url.slice(-2), status, body]),
      [
        ["/a", 202, { state: "held" }],
        ["/b", 404, undefined],
        ["/c", undefined, undefined],
      ],
    );
    assert.ok(!JSON.stringify(seen).includes("secret"));
  });

  it("are those about the conversation, by path, body or response", () => {
    const observed = (url: string, more: Partial<Observed> = {}): Observed => ({
      ...{ method: "GET", url: `https://api.example.com${url}`, status: 200, tookMs: 7, sentAt: 0 },
      ...more,
    });
    const record = (one: Observed) => requestRecord(ID, one, 5);
    assert.equal(record(observed("/api/v2/users/me")), undefined);
    assert.deepEqual(record(observed(`/api/v2/conversations/${ID.toUpperCase()}?expand=a&expand=b&x=1`)), {
      ...{
        kind: "request",
        at: 5,
        tookMs: 7,
        method: "GET",
        status: 200,
        body: undefined,
        answer: undefined,
      },
      ...{ path: `/api/v2/conversations/${ID.toUpperCase()}`, query: { expand: ["a", "b"], x: "1" } },
    });
    assert.ok(record(observed("/api/v2/analytics", { body: { id: ID } })));
    assert.ok(record(observed("/api/v2/conversations/calls", { answer: { id: ID } })));
    assert.equal(record(observed("/api/v2/x", { answer: { id: ID, more: "x".repeat(300_000) } })), undefined);
  });
});
