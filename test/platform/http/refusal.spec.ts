import assert from "node:assert/strict";
import { ADVICE } from "../../../nodes/lib/platform/errors/advice";
import { codeOfStatus, type ErrorCode } from "../../../nodes/lib/platform/errors/errors";
import { refusalError } from "../../../nodes/lib/platform/http/refusal";
import { REFUSAL_CODES } from "../../../nodes/lib/simulator/http/errors";

const refuse = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
  refusalError({ status, headers, body });

/** Status, the platform's code and text, then the code that a flow switches on and what the sentence says to do. */
const TABLE: [number, string, string, ErrorCode, RegExp][] = [
  [400, "bad.request", "The request could not be understood.", "rejected", /Correct its inputs/],
  [400, "invalid.value", "Value [x] is not valid.", "rejected", /Correct the input/],
  [400, "invalid.date", "Dates must be ISO-8601.", "rejected", /2026-01-31T09:00:00Z/],
  [400, "not.a.user", "This request requires a user context.", "rejected", /Use an account with the grant/],
  [401, "authentication.required", "No token.", "auth", /Check the account's credentials/],
  [401, "bad.credentials", "Invalid login credentials.", "auth", /Check the account's credentials/],
  [403, "not.authorized", "You are not authorized.", "denied", /division.*may have ended/],
  [404, "not.found", "Not found.", "missing", /Check the id/],
  [405, "method.not.allowed", "Not allowed.", "rejected", /does not have this operation.*method and path/],
  [405, "", "HTTP 405", "rejected", /does not have this operation.*method and path/],
  [501, "not.simulated", "Not simulated.", "rejected", /simulated organisation does not support/],
  [501, "", "Not implemented.", "rejected", /does not have this operation.*method and path/],
  [408, "client.timeout", "Too slow.", "timeout", /Look what became|try again/],
  [409, "general.conflict", "Conflicts.", "conflict", /Read the object again/],
  [412, "precondition", "Failed.", "conflict", /Read the object again/],
  [413, "request.entity.too.large", "Maximum bytes: 512000", "rejected", /Send a smaller request/],
  [415, "unsupported.media.type", "Unsupported.", "rejected", /Correct its inputs/],
  [429, "too.many.requests.retry.after", "Retry in [42] seconds", "limited", /Send requests more slowly/],
  [500, "internal.server.error", "Unexpected.", "server", /try again later/],
  [503, "service.unavailable", "Overloaded.", "server", /try again later/],
  [504, "request.timeout", "Timed out.", "server", /try again later/],
  [404, "conversation.error.conversation.not.found", "Not there.", "missing", /Check the conversation id/],
  [404, "conversation.not.found", "Not there.", "missing", /Check the conversation id/],
  [404, "conversation.error.not.conversation.participant", "No.", "missing", /Read the conversation/],
  [
    400,
    "conversation.error.participant.no.active.conversations",
    "No.",
    "rejected",
    /while they are connected/,
  ],
  [
    400,
    "conversation.error.call.disconnected",
    "Ended.",
    "rejected",
    /already ended.*Send the request during the call/,
  ],
  [400, "conversation.error.cannot.disconnect.call", "No.", "rejected", /Check that the participant/],
  [400, "conversation.error.hold.alerting", "No.", "rejected", /once it is answered/],
  [400, "conversation.error.cannot.confine.party", "No.", "rejected", /three or more/],
  [400, "conversation.error.cannot.create.conference", "No.", "rejected", /Check that each/],
  [400, "conversation.error.wrapup.code.required", "No.", "rejected", /Set the id or name of the code/],
  [400, "conversation.error.wrapup.cannot.skip", "No.", "rejected", /Apply a code/],
  [400, "conversation.error.participant.attribute.null", "No.", "rejected", /Send an object/],
  [403, "conversation.error.forbidden.not.active.participant", "No.", "denied", /Use that user's account/],
  [400, "communication.state.required", "No.", "rejected", /set to disconnected/],
  [400, "conversation.error.no.user.station", "No.", "rejected", /Select a phone/],
  [400, "too.many.create.conversation.parameters", "No.", "rejected", /Set one number, user or queue/],
  [500, "providerapi.error.station.no.active.edge", "No.", "server", /Check the station/],
  [500, "providerapi.error.no.station.for.edge", "No.", "server", /Check the station/],
  [400, "invalid_client", "authentication failed", "rejected", /secret, and the region/],
];

describe("a refusal of the platform", () => {
  for (const [status, platformCode, words, code, advice] of TABLE)
    it(`${status} ${platformCode} is \`${code}\` and says what to do`, () => {
      const error = refuse(status, { status, code: platformCode, message: words, details: [], errors: [] });
      assert.equal(error.code, code);
      assert.match(error.message, advice);
      assert.ok(error.message.endsWith(`The platform reports: ${words}`), error.message);
      assert.deepEqual([error.cause.status, error.cause.platformCode ?? ""], [status, platformCode]);
      const isUnknown = status === 408 || (status >= 500 && status !== 501);
      assert.equal(error.cause.outcome, isUnknown ? "unknown" : "refused");
    });

  const permissions: [string, string, RegExp][] = [
    [
      "missing.permissions",
      "You are missing the following permission(s): conversation:call:setMandatoryPostFlowAction",
      /lacks a permission: conversation:call:setMandatoryPostFlowAction\. Add it/,
    ],
    [
      "missing.any.permissions",
      "You must have at least one of: [conversation:communication:view, analytics:conversationDetail:*]",
      /lacks permissions: .*, analytics:conversationDetail:\* \(one of them is sufficient\)\. Add it/,
    ],
    [
      "missing.division.permission",
      "You are missing conversation:call:view in division 0ae8a1c2-0000-4000-8000-000000000001",
      /conversation:call:view\. The account's role does not include this object's division\. Grant/,
    ],
  ];
  for (const [platformCode, words, sentence] of permissions)
    it(`${platformCode} names the permission and where to grant it`, () => {
      const error = refuse(403, { code: platformCode, message: words });
      assert.equal(error.code, "denied");
      assert.match(error.message, sentence);
      assert.ok((error.cause.missingPermissions ?? []).every((one) => error.message.includes(one)));
    });

  it("of a conversation, a callback, an e-mail or a topic has advice of its own, whatever its code", () => {
    const codes = REFUSAL_CODES.filter((code) =>
      /^(conversations?|communication|callback|email|postino|providerapi|notification|resource)\./.test(code),
    );
    assert.ok(codes.length > 40);
    assert.deepEqual(
      codes.filter((code) => ADVICE[code] === undefined),
      [],
    );
  });

  it("takes no advice from a code that no table has, whatever it is called", () => {
    for (const code of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const { message, cause } = refuse(400, { code, message: "No." });
      assert.match(message, /^Genesys Cloud refused the request \(400\)/);
      assert.equal(cause.platformCode, code);
    }
  });

  it("names a permission once, however often the platform does", () => {
    const message = "missing a:b:view, a:b:edit and a:b:view";
    const { cause } = refuse(403, { code: "missing.permissions", message });
    assert.deepEqual(cause.missingPermissions, ["a:b:view", "a:b:edit"]);
  });

  it("that only says that a permission is missing still says what to do", () => {
    const error = refuse(403, { code: "missing.division.permission", message: "No." });
    assert.match(error.message, /Grant the role for that division/);
    assert.equal(error.cause.missingPermissions, undefined);
  });

  it("brings the time to wait, the rate limit and the correlation id from the headers", () => {
    const { message, cause } = refuse(429, undefined, {
      "retry-after": "42",
      "inin-correlation-id": "corr-1",
      "inin-ratelimit-count": "301",
      "inin-ratelimit-allowed": "300",
      "inin-ratelimit-reset": "42",
    });
    assert.match(message, /wait of 42 s/);
    assert.deepEqual(cause, {
      outcome: "refused",
      status: 429,
      correlationId: "corr-1",
      retryAfterMs: 42_000,
      rateLimit: { used: 301, allowed: 300, resetSeconds: 42 },
    });
  });

  it("takes the correlation id from the body where no header has it, and no time where none is named", () => {
    const { cause } = refuse(429, { contextId: "corr-2" }, { "retry-after": "soon" });
    assert.deepEqual([cause.correlationId, cause.retryAfterMs], ["corr-2", undefined]);
  });

  it("can be read whatever the body is", () => {
    for (const body of [undefined, null, "", "text", 7, [], { message: 7, code: {} }]) {
      const error = refuse(400, body);
      assert.deepEqual([error.code, error.cause], ["rejected", { outcome: "refused", status: 400 }]);
      assert.doesNotMatch(error.message, /undefined|\[object/);
    }
  });

  it("repeats the platform's message without numbers, addresses and tokens", () => {
    const message = "Caller +1 555 010 0123 (jo@example.com) is not reachable";
    const error = refuse(400, { code: "some.code", message });
    assert.equal(error.cause.platformMessage, "Caller *** (***) is not reachable");
    assert.doesNotMatch(error.message, /555|example/);
  });

  it("has a code for every status", () => {
    const codes = [401, 402, 403, 404, 408, 409, 410, 412, 422, 429, 500, 599, 300].map(codeOfStatus);
    assert.deepEqual(codes, [
      ...["auth", "rejected", "denied", "missing", "timeout", "conflict", "missing", "conflict", "rejected"],
      ...["limited", "server", "server", "answer"],
    ]);
  });
});
