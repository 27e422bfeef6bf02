import assert from "node:assert/strict";
import { isAuthorized, isSameSecret } from "../../../nodes/lib/platform/data-actions/authorization";
import { errorResponse } from "../../../nodes/lib/platform/data-actions/responses";
import { inputError } from "../../../nodes/lib/platform/errors/errors";
import { RESPONSE_STATUS } from "../../../nodes/lib/platform/errors/response-status";

describe("an error of the flow as a response", () => {
  it("has the status of its code, and its code and sentence", () => {
    for (const [code, status] of Object.entries(RESPONSE_STATUS))
      assert.deepEqual(errorResponse({ code, message: "Why. What to do.", cause: { outcome: "notSent" } }), {
        status,
        body: { code, message: "Why. What to do." },
      });
  });

  it("names the field of a wrong input", () =>
    assert.deepEqual(errorResponse(inputError("phone", "The phone is missing.")), {
      status: 400,
      body: { code: "input", message: "The phone is missing.", field: "phone" },
    }));

  it("carries the time after which a retry is accepted, in whole seconds", () =>
    assert.deepEqual(
      errorResponse({ code: "limited", message: "Later.", cause: { retryAfterMs: 2_100 } }).headers,
      { "Retry-After": "3" },
    ));

  it("of any other node is a 500 without what is personal in its text", () => {
    const message = "TypeError: cannot call +15555550142";
    assert.deepEqual(errorResponse({ message, code: "ECONNREFUSED" }), {
      status: 500,
      body: { code: "flowError", message: "TypeError: cannot call ***" },
    });
  });

  it("never takes a name that every object has for a code", () =>
    assert.equal(errorResponse({ code: "constructor", message: "x" }).status, 500));
});

describe("the authorization of a request", () => {
  const header = { auth: "header", name: "X-API-Key", value: "right" } as const;
  const basic = { auth: "basic", user: "gc", password: "p:w" } as const;
  const encoded = (text: string): string => Buffer.from(text).toString("base64");

  it("by a header needs that header with that value", () => {
    assert.ok(isAuthorized(header, { "x-api-key": "right" }));
    for (const headers of [
      {},
      { "x-api-key": "" },
      { "x-api-key": "wrong" },
      { "x-api-key": ["right", "right"] },
      { authorization: "right" },
    ])
      assert.ok(!isAuthorized(header, headers), JSON.stringify(headers));
  });

  it("by user and password needs both, and takes the scheme in any case", () => {
    assert.ok(isAuthorized(basic, { authorization: `Basic ${encoded("gc:p:w")}` }));
    assert.ok(isAuthorized(basic, { authorization: `basic ${encoded("gc:p:w")}` }));
    for (const authorization of [
      "",
      `Bearer ${encoded("gc:p:w")}`,
      `Basic ${encoded("gc:p")}`,
      `Basic ${encoded("other:p:w")}`,
    ])
      assert.ok(!isAuthorized(basic, { authorization }), authorization);
  });

  it("by the machine itself needs a connection from it, with no proxy or browser in between", () => {
    const local = { auth: "local" } as const;
    for (const address of ["127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"])
      assert.ok(isAuthorized(local, {}, address), address);
    for (const address of [undefined, "", "10.0.0.127", "::ffff:10.0.0.1", "::12", "128.127.0.0"])
      assert.ok(!isAuthorized(local, {}, address), address);
    for (const name of ["forwarded", "via", "x-forwarded-for", "x-real-ip", "origin", "sec-fetch-site"])
      assert.ok(!isAuthorized(local, { [name]: "x" }, "127.0.0.1"), name);
  });

  it("by the machine itself is by a name of the machine, not by one that a proxy keeps or that leads to it", () => {
    const isLocal = (host: string): boolean => isAuthorized({ auth: "local" }, { host }, "127.0.0.1");
    for (const host of ["localhost", "LOCALHOST:1880", "127.0.0.1:1880", "[::1]:1880", "red.localhost"])
      assert.ok(isLocal(host), host);
    for (const host of [
      "flows.example.com",
      "localhost.example.com",
      "127.0.0.1.example.com:1880",
      "10.0.0.1",
    ])
      assert.ok(!isLocal(host), host);
  });

  it("compares texts of any length", () => {
    assert.ok(isSameSecret("é", "é"));
    assert.ok(!isSameSecret("a", "aa"));
    assert.ok(!isSameSecret("", "a"));
  });
});
