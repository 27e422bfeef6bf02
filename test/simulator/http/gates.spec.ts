import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { callerOf, postFlowPath, send, START } from "../caller";

describe("the checks of the simulator before a request is carried out", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  it("a request without a token is refused with the platform's message", async () => {
    const got = await send(`${simulator.url}/api/v2/organizations/me`, "GET", {});
    assert.equal(got.status, 401);
    assert.deepEqual(got.body, {
      message: "No authentication bearer token specified in authorization header.",
      code: "authentication.required",
      status: 401,
      contextId: got.headers.get("ININ-Correlation-Id"),
      details: [],
      errors: [],
    });
  });

  it("an unknown, an expired and a revoked token are all bad credentials", async () => {
    const unknown = await callerOf(simulator, "no-token").call("GET", "/api/v2/organizations/me");
    const expired = callerOf(simulator);
    clock.advance(86_400_000);
    const late = await expired.call("GET", "/api/v2/organizations/me");
    const doomed = callerOf(simulator);
    simulator.act.revokeToken();
    const revoked = await doomed.call("GET", "/api/v2/organizations/me");
    for (const got of [unknown, late, revoked]) {
      assert.equal(got.status, 401);
      assert.equal(got.body["code"], "bad.credentials");
      assert.equal(got.body["message"], "Invalid login credentials.");
    }
  });

  it("every response has a correlation id and the state of the rate limit, refusals and successes alike", async () => {
    const { call } = callerOf(simulator);
    const answers = [
      await call("GET", "/api/v2/organizations/me"),
      await call("GET", "/api/v2/users/me"),
      await call("GET", "/api/v2/nothing/like/it"),
      await send(`${simulator.url}/oauth/token`, "POST", {}),
    ];
    for (const { headers } of answers) {
      assert.match(headers.get("ININ-Correlation-Id") ?? "", /^[0-9a-f-]{36}$/);
      assert.equal(headers.get("inin-ratelimit-allowed"), "300");
      assert.ok(Number(headers.get("inin-ratelimit-reset")) > 0);
    }
    assert.deepEqual(
      answers.slice(0, 2).map(({ headers }) => headers.get("inin-ratelimit-count")),
      ["1", "2"],
    );
  });

  it("one request too many gets 429 with the seconds until the window ends, and the next window opens", async () => {
    simulator.act.limitRate({ allowed: 2, windowMs: 60_000 });
    const { call } = callerOf(simulator);
    await call("GET", "/api/v2/organizations/me");
    clock.advance(18_500);
    await call("GET", "/api/v2/organizations/me");
    const got = await call("GET", "/api/v2/organizations/me");
    assert.equal(got.status, 429);
    assert.equal(got.headers.get("Retry-After"), "42");
    assert.equal(got.body["code"], "too.many.requests.retry.after");
    assert.equal(got.body["message"], "Rate limit exceeded the maximum. Retry the request in [42] seconds");
    clock.advance(41_500);
    const again = await call("GET", "/api/v2/organizations/me");
    assert.equal(again.status, 200);
    assert.equal(again.headers.get("inin-ratelimit-count"), "1");
  });

  it("each token has its own window, and other programs can spend of one", async () => {
    const first = callerOf(simulator);
    await first.call("GET", "/api/v2/organizations/me");
    simulator.act.useByOthers(299);
    assert.equal((await first.call("GET", "/api/v2/organizations/me")).status, 429);
    assert.equal((await callerOf(simulator).call("GET", "/api/v2/organizations/me")).status, 200);
  });

  it("the checks are in the platform's order: each failing request gets the error of the first that refuses it", async () => {
    const limited = simulator.act.issueToken("limited");
    const huge = JSON.stringify({ destination: "x".repeat(512_001) });
    const text = { "Content-Type": "text/plain" };
    const path = postFlowPath({ ...START, conversationId: "nowhere" });
    const codeOf = async (token: string, body: string, headers: Record<string, string> = {}) =>
      (await callerOf(simulator, token).call("PATCH", path, body, headers)).body["code"];

    assert.equal(await codeOf("no-token", huge, text), "bad.credentials");
    simulator.act.limitRate({ allowed: 0 });
    assert.equal(await codeOf(limited, huge, text), "too.many.requests.retry.after");
    simulator.act.limitRate({ allowed: 300 });
    assert.equal(await codeOf(limited, huge, text), "request.entity.too.large");
    assert.equal(await codeOf(limited, "{}", text), "unsupported.media.type");
    assert.equal(await codeOf(limited, "{"), "missing.any.permissions");
    const full = simulator.act.issueToken();
    assert.equal(await codeOf(full, "{"), "bad.request");
    assert.equal(
      await codeOf(full, '{"destination":"+15555550100"}'),
      "conversation.error.conversation.not.found",
    );
  });

  it("the refusal of a body over the limit says how large it may be", async () => {
    const body = JSON.stringify({ destination: "x".repeat(512_001) });
    const got = await callerOf(simulator).call("PATCH", postFlowPath(), body);
    assert.equal(got.status, 413);
    assert.equal(got.body["message"], "The request is over the size limit. Maximum bytes: 512000");
  });

  it("client credentials are refused where a user is needed, with 400 and before permissions", async () => {
    const got = await callerOf(simulator, simulator.act.issueToken("limited")).call(
      "GET",
      "/api/v2/users/me",
    );
    assert.equal(got.status, 400);
    assert.equal(got.body["code"], "not.a.user");
    assert.equal(
      got.body["message"],
      "This request requires a user context. Client credentials cannot be used for requests to this resource.",
    );
    const user = await callerOf(simulator, simulator.act.issueToken("sign-in")).call(
      "GET",
      "/api/v2/users/me",
    );
    assert.equal(user.status, 200);
    assert.equal(user.body["email"], "ada.agent@example.com");
  });

  it("a missing permission is named, also in the parameters of the message", async () => {
    const got = await callerOf(simulator, simulator.act.issueToken("limited")).call("DELETE", postFlowPath());
    assert.equal(got.status, 403);
    assert.equal(got.body["code"], "missing.any.permissions");
    assert.equal(
      got.body["message"],
      "Unable to perform the requested action. You must have at least one of the following permissions assigned: conversation:call:deleteMandatoryPostFlowAction",
    );
    assert.deepEqual(got.body["messageParams"], {
      permissions: "conversation:call:deleteMandatoryPostFlowAction",
    });
  });

  it("a path that does not exist returns 404 and names the nearest operation, or none where none is near", async () => {
    const { call } = callerOf(simulator);
    const near = await call("GET", `/api/v2/conversation/${START.conversationId}`);
    assert.equal(near.status, 404);
    assert.match(
      String(near.body["message"]),
      /getConversation: GET \/api\/v2\/conversations\/\{conversationId\}/,
    );
    const far = await call("GET", "/weather/forecast");
    assert.equal(far.status, 404);
    assert.doesNotMatch(String(far.body["message"]), /nearest/);
  });
});
