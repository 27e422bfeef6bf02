import assert from "node:assert/strict";
import type { RecordingAction } from "../../../nodes/lib/platform/participants/ways";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { BEA, CALLS, openCall } from "../../support/consult";
import { ANN, connected, conversation, leg, party } from "../../support/conversation";
import { broken } from "../../support/scripted-client";

const talking = (more: object = {}): Conversation => ({ ...conversation(...CALLS.talking), ...more });
const flagged = (securePause: boolean): Conversation =>
  conversation(
    party("c", "customer", { calls: [leg("c-c", "connected", { securePause })] }),
    connected("a", "agent", 5, { userId: ANN }),
  );

type Verdicts = Record<RecordingAction, string | RegExp>;
const PAUSED: Verdicts = { securePause: "already", secureResume: "send" };
const RECORDED: Verdicts = { securePause: "send", secureResume: "already" };

const STATES: [what: string, now: Conversation, verdicts: Verdicts][] = [
  ["that is paused", talking({ securePause: true, recordingState: "PAUSED" }), PAUSED],
  ["that is recorded", talking({ securePause: false, recordingState: "ACTIVE" }), RECORDED],
  ["that is not recorded", talking({ securePause: false, recordingState: "NONE" }), RECORDED],
  [
    "whose recording pauses because of a hold",
    talking({ securePause: false, recordingState: "PAUSED" }),
    RECORDED,
  ],
  ["of an older platform, paused", talking({ recordingState: "PAUSED" }), PAUSED],
  ["of an older platform, recorded", talking({ recordingState: "ACTIVE" }), RECORDED],
  ["that says nothing", talking(), { securePause: "send", secureResume: "send" }],
  ["that says null", talking({ securePause: null }), { securePause: "send", secureResume: "send" }],
  ["whose leg is paused", flagged(true), PAUSED],
  ["whose leg is recorded", flagged(false), RECORDED],
  ["on hold", { ...conversation(...CALLS.held), securePause: false }, RECORDED],
  ["that alerts", { ...conversation(...CALLS["not answered"]), securePause: false }, RECORDED],
  ["with a consultation", { ...conversation(...CALLS.consulting), securePause: true }, PAUSED],
  ["whose agent has left", { ...conversation(...CALLS["without an agent"]), securePause: true }, PAUSED],
  [
    "that has ended",
    { ...conversation(...CALLS.ended), securePause: true },
    { securePause: /^noTarget: The conversation has ended, so nothing is recorded/, secureResume: "already" },
  ],
  [
    "without anyone",
    conversation(),
    { securePause: /^noTarget: There is no agent/, secureResume: /^noTarget: There is no agent/ },
  ],
];

describe("the secure pause", () => {
  for (const [what, now, verdicts] of STATES)
    for (const [action, expected] of Object.entries(verdicts) as [RecordingAction, string | RegExp][])
      it(`of a conversation ${what}: ${action}`, async () => {
        const got = await openCall([], { now: () => now }).verdict({ action });
        if (typeof expected === "string") assert.equal(got, expected);
        else assert.match(got, expected);
      });

  const message = [party("a", "agent", { userId: ANN, messages: [leg("a-m", "connected")] })];
  const email = [party("a", "agent", { userId: ANN, emails: [leg("a-e", "connected")] })];
  const chat = [party("a", "agent", { userId: ANN, chats: [leg("a-x", "connected")] })];
  const WAYS = [
    ["a user in the call", CALLS.talking, "authorization-code", ANN, "PATCH", "calls/conversation"],
    [
      "a user elsewhere",
      CALLS.talking,
      "authorization-code",
      BEA,
      "PUT",
      "calls/conversation/recordingstate",
    ],
    [
      "client credentials",
      CALLS.talking,
      "client-credentials",
      "",
      "PUT",
      "calls/conversation/recordingstate",
    ],
    ["a message", message, "client-credentials", "", "PUT", "messages/conversation/recordingstate"],
    ["an e-mail", email, "authorization-code", ANN, "PUT", "emails/conversation/recordingstate"],
    ["any other medium", chat, "client-credentials", "", "PATCH", "conversation/recordingstate"],
  ] as const;
  for (const [what, people, grant, me, method, path] of WAYS)
    it(`is requested as it may be: ${what}`, async () => {
      const call = openCall([...people], { grant, me });
      await call.run({ action: "securePause" });
      assert.deepEqual(call.sent, [{ method, path, body: { recordingState: "PAUSED" } }]);
    });

  it("is ended although the conversation does not show it yet", async () => {
    const call = openCall([], { now: () => talking({ securePause: false }) });
    assert.equal(await call.verdict({ action: "securePause" }), "send");
    assert.equal(await call.verdict({ action: "secureResume" }), "send");
    assert.deepEqual(
      call.sent.map(({ body }) => body),
      [{ recordingState: "PAUSED" }, { recordingState: "ACTIVE" }],
    );
  });

  it("is ended although its own response was lost", async () => {
    let lost = 0;
    const answer = () => ((lost += 1), broken("unknown"));
    const call = openCall([], { now: () => talking({ securePause: false }), answer });
    assert.equal(await call.verdict({ action: "securePause" }), "sent, network");
    assert.ok(lost > 1, "the same state again does no harm");
    assert.match(await call.verdict({ action: "secureResume" }), /^sent/);
  });

  it("is ended after the pause that is still in progress, not before it", async () => {
    const call = openCall([], { now: () => talking({ securePause: false }) });
    const both = [call.run({ action: "securePause" }), call.run({ action: "secureResume" })];
    await Promise.all(both);
    const [first, second] = call.sent.map(({ body }) => body);
    assert.deepEqual(first, { recordingState: "PAUSED" });
    assert.deepEqual(second, { recordingState: "ACTIVE" });
  });
});
