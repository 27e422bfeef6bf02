import assert from "node:assert/strict";
import { createFate, fateOfRequest, followed, isRead } from "../../../nodes/lib/platform/errors/act-fate";
import { GenesysError, type Outcome } from "../../../nodes/lib/platform/errors/errors";

const failed = (outcome: Outcome): GenesysError => new GenesysError("network", "It failed.", { outcome });

describe("what only reads", () => {
  const reads: [method: string, operation: string][] = [
    ["GET", "getConversation"],
    ["HEAD", "headDownload"],
    ["POST", "postUsersSearch"],
    ["POST", "postAnalyticsConversationsAggregatesQuery"],
  ];
  for (const [method, operation] of reads)
    it(`includes ${method} ${operation}`, () => assert.equal(isRead({ method, operation }), true));

  const acts: [method: string, operation: string][] = [
    ["POST", "postConversationsCalls"],
    ["POST", "postKnowledgeSearchFeedback"],
    ["POST", "postQueryOfSomething"],
    ["PUT", "putOutpostSearch"],
    ["PATCH", "patchConversation"],
    ["DELETE", "deletePostflow"],
  ];
  for (const [method, operation] of acts)
    it(`does not include ${method} ${operation}`, () => assert.equal(isRead({ method, operation }), false));

  it("has no outcome to follow, unlike an act", () => {
    const fate = createFate();
    assert.equal(fateOfRequest({ method: "GET", operation: "getConversation" }, fate), undefined);
    assert.equal(fateOfRequest({ method: "POST", operation: "postConversationsCalls" }, fate), fate);
    assert.equal(
      fateOfRequest({ method: "POST", operation: "postConversationsCalls" }, undefined),
      undefined,
    );
  });
});

describe("the outcome of all acts of one message", () => {
  /** What is known after these steps. */
  const after = (...steps: ("sent" | Outcome)[]): Outcome => {
    const fate = createFate();
    for (const step of steps) {
      if (step === "sent") fate.sent();
      else fate.settled(step);
    }
    return fate.outcome();
  };

  it("is `notSent` while nothing was sent", () => assert.equal(after(), "notSent"));

  it("is unknown while a request is in progress, also after another one is done", () => {
    assert.equal(after("sent"), "unknown");
    assert.equal(after("sent", "sent", "done"), "unknown");
    assert.equal(after("sent", "done", "sent"), "unknown");
  });

  it("is that of the only one", () => {
    assert.equal(after("sent", "done"), "done");
    assert.equal(after("sent", "unknown"), "unknown");
    assert.equal(after("sent", "notSent"), "notSent");
  });

  it("is `notSent` after a refusal: the message may be sent again", () =>
    assert.equal(after("sent", "refused"), "notSent"));

  it("stays unknown after a lost response, whatever is refused or not sent later", () => {
    assert.equal(after("sent", "unknown", "sent", "refused"), "unknown");
    assert.equal(after("sent", "unknown", "sent", "notSent"), "unknown");
    assert.equal(after("sent", "done", "sent", "unknown"), "unknown");
  });

  it("is done once the retry of a lost one is", () =>
    assert.equal(after("sent", "unknown", "sent", "done"), "done"));

  it("stays done when a later request is refused", () =>
    assert.equal(after("sent", "done", "sent", "refused"), "done"));
});

describe("a request that is followed", () => {
  const follow = async (send: () => Promise<unknown>) => {
    const fate = createFate();
    let during: Outcome | undefined;
    const result = await followed(fate, () => {
      during = fate.outcome();
      return send();
    }).catch((error: unknown) => error);
    return { result, during, outcome: fate.outcome() };
  };

  it("counts as sent from before it is sent, and as done with its response", async () => {
    const answer = { id: 1 };
    assert.deepEqual(await follow(() => Promise.resolve(answer)), {
      result: answer,
      during: "unknown",
      outcome: "done",
    });
  });

  it("has the outcome that its error names, and rejects with that error", async () => {
    for (const [named, known] of [
      ["refused", "notSent"],
      ["notSent", "notSent"],
      ["unknown", "unknown"],
    ] as const) {
      const error = failed(named);
      assert.deepEqual(await follow(() => Promise.reject(error)), {
        result: error,
        during: "unknown",
        outcome: known,
      });
    }
  });

  it("has an unknown outcome where the error names none", async () => {
    const bug = new TypeError("x is not a function");
    const { result, outcome } = await follow(() => Promise.reject(bug));
    assert.deepEqual([result, outcome], [bug, "unknown"]);
  });

  it("is sent as well where no caller follows it", async () => {
    assert.equal(await followed(undefined, () => Promise.resolve("sent")), "sent");
    await assert.rejects(
      followed(undefined, () => Promise.reject(failed("unknown"))),
      { code: "network" },
    );
  });
});
