import assert from "node:assert/strict";
import { proxyError, refusalError, type Refusal } from "../../../nodes/lib/platform/http/refusal";

const refuse = (status: number, more: Partial<Refusal> = {}) =>
  refusalError({ status, headers: {}, body: undefined, ...more });

describe("the error of a proxy", () => {
  it("that requires credentials names the variable for them; the platform has received nothing", () => {
    for (const error of [refuse(407), proxyError(407, "api.example.com")]) {
      assert.deepEqual([error.code, error.cause], ["network", { outcome: "notSent", status: 407 }]);
      assert.equal(
        error.message,
        "The proxy requires credentials. Set them in HTTPS_PROXY, as in http://user:password@proxy.example.com:8080.",
      );
    }
  });

  it("that opens no tunnel says what it returned, and for which host", () => {
    for (const [status, words] of [
      [502, "502"],
      [NaN, "something that is not HTTP"],
    ] as const) {
      const { code, cause, message } = proxyError(status, "api.example.com");
      assert.deepEqual([code, cause], ["network", { outcome: "notSent", networkCode: "NO_TUNNEL" }]);
      assert.equal(
        message,
        `The proxy returned ${words} to the request for a tunnel to api.example.com. Nothing was sent. ` +
          "Ask the administrator of the proxy to allow this host.",
      );
    }
  });
});

describe("the messages of refusals", () => {
  it("say that the response is a web page, where its body begins as one", () => {
    const page =
      "The response 502 is a web page, not the API. Check the account's hosts and the proxy, if there is one.";
    for (const body of ["<!DOCTYPE html><p>", "<HTML>", "x".repeat(495) + "<html"])
      assert.equal(refuse(502, { body }).message, page);
    for (const body of ["x".repeat(496) + "<html", "no page", { text: "<html" }])
      assert.match(refuse(502, { body }).message, /^Genesys Cloud is unavailable or overloaded \(502\)/);
  });

  it("say that the body could not be read, and why", () => {
    const { message, cause } = refuse(500, { damage: "ERR_BODY" });
    assert.match(message, /later\. The body of the response could not be read \(ERR_BODY\)\.$/);
    assert.equal(cause.networkCode, "ERR_BODY");
    assert.doesNotMatch(refuse(500).message, /could not be read/);
    assert.ok(!("networkCode" in refuse(500).cause));
    assert.match(refuse(500).message, /later\.$/);
  });

  it("come from the fields of the API, or from those of the token endpoint", () => {
    const seen = (body: Record<string, unknown>) => {
      const { platformCode, platformMessage } = refuse(400, { body }).cause;
      return [platformCode, platformMessage];
    };
    const endpoint = { error: "b", error_description: "words b", description: "words c" };
    assert.deepEqual(seen({ code: "a", message: "words a", ...endpoint }), ["a", "words a"]);
    assert.deepEqual(seen(endpoint), ["b", "words b"]);
    assert.deepEqual(seen({ description: "words c" }), [undefined, "words c"]);
    assert.deepEqual(seen({ ...endpoint, code: "", message: "" }), ["b", "words b"]);
  });

  it("have nothing of the request's texts", () => {
    const sent = JSON.stringify({ note: "call me back" });
    const { message, cause } = refuse(400, { body: { message: "Bad [call me back]" }, sent });
    assert.equal(cause.platformMessage, "Bad [***]");
    assert.equal(
      message,
      "Genesys Cloud refused the request (400). Correct its inputs. The platform reports: Bad [***]",
    );
  });

  it("name whose rate limit it is, and the wait that the platform requests", () => {
    const room = {
      "inin-ratelimit-count": "7",
      "inin-ratelimit-allowed": "300",
      "inin-ratelimit-reset": "42",
    };
    assert.equal(refuse(429).message, "The rate limit is exceeded. Send requests more slowly.");
    assert.equal(
      refuse(429, { headers: { ...room, "retry-after": "20" } }).message,
      "The rate limit of this operation is exceeded. The platform requests a wait of 20 s. Send requests more slowly.",
    );
    assert.match(refuse(429, { headers: { "retry-after": "1.5" } }).message, /wait of 2 s/);
  });
});

describe("the permissions that a refusal names", () => {
  const named = (code: string, message = "a:b:view") =>
    refuse(403, { body: { code, message } }).cause.missingPermissions;

  it("are only read from a code that begins with what is missing", () => {
    assert.deepEqual(named("missing.permissions"), ["a:b:view"]);
    for (const code of ["x.missing.permissions", "missing", "missingXpermission", "missing.else"])
      assert.equal(named(code), undefined, code);
    assert.equal(refuse(403, { body: { code: "missing.permissions" } }).cause.missingPermissions, undefined);
  });

  it("have their whole names", () => {
    assert.deepEqual(named("missing.any.permissions", "(routing:queue:*, aa:bb:cc)"), [
      "routing:queue:*",
      "aa:bb:cc",
    ]);
    assert.deepEqual(named("missing.permissions", "all:*:view of"), ["all:*:view"]);
  });

  it("are one or several in the sentence, one of which may be sufficient", () => {
    const of = (code: string, message: string) => refuse(403, { body: { code, message } }).message;
    const advice =
      "Add it to a role of the OAuth client or of the signed-in user, for the division of the object.";
    const [one, two] = [
      "The account lacks a permission: a:b:c",
      "The account lacks permissions: a:b:c, a:b:d",
    ];
    assert.equal(of("missing.permissions", "a:b:c a:b:d"), `${two}. ${advice}`);
    assert.equal(
      of("missing.any.permissions", "a:b:c a:b:d"),
      `${two} (one of them is sufficient). ${advice}`,
    );
    assert.equal(of("missing.any.permissions", "a:b:c"), `${one}. ${advice}`);
  });
});
