import assert from "node:assert/strict";
import type { ConsultAction } from "../../../nodes/lib/platform/participants/ways";
import { BEA, CALLS, openCall, QUEUE, type CallName } from "../../support/consult";
import { at, conversation, ended, leg } from "../../support/conversation";
import { refused } from "../../support/scripted-client";

const NOT_CONNECTED = "noTarget: The agent is not connected yet. Consult when both are connected.";
const NO_CONSULT =
  /^noTarget: The agent does not consult anyone\. Start .* "consult", or transfer the call\.$/;
const NOT_ANSWERED = /^noTarget: The consulted party has not answered yet\. Wait .* or cancel/;
const SELF = /^input: The input "destination" is the user who consults\. Choose another user\.$/;
const NO_AGENT = /^noTarget: There is no agent to act on/;

/** What becomes of each action in each call. */
const VERDICTS: Record<CallName, Record<ConsultAction, string | RegExp>> = {
  talking: {
    consult: "send",
    changeConsult: NO_CONSULT,
    completeConsult: NO_CONSULT,
    cancelConsult: "already",
  },
  held: { consult: "send", changeConsult: NO_CONSULT, completeConsult: NO_CONSULT, cancelConsult: "already" },
  "not answered": {
    consult: NOT_CONNECTED,
    changeConsult: NO_CONSULT,
    completeConsult: NO_CONSULT,
    cancelConsult: "already",
  },
  ringing: {
    consult: "already",
    changeConsult: NOT_ANSWERED,
    completeConsult: NOT_ANSWERED,
    cancelConsult: "send",
  },
  "with a queue": {
    consult: /^input: The agent already consults another party\. Complete or cancel/,
    changeConsult: NOT_ANSWERED,
    completeConsult: NOT_ANSWERED,
    cancelConsult: "send",
  },
  consulting: { consult: "already", changeConsult: "send", completeConsult: "send", cancelConsult: "send" },
  "in conference": {
    consult: SELF,
    changeConsult: "already",
    completeConsult: NO_CONSULT,
    cancelConsult: "already",
  },
  "handed over": {
    consult: SELF,
    changeConsult: NO_CONSULT,
    completeConsult: NO_CONSULT,
    cancelConsult: "already",
  },
  ended: {
    consult: /^noTarget: There is no agent to act on: every call of theirs has ended/,
    changeConsult: /^noTarget: There is no agent to act on: every call of theirs has ended/,
    completeConsult: /^noTarget: The agent's call has ended without a transfer/,
    cancelConsult: "already",
  },
  "without an agent": {
    consult: NO_AGENT,
    changeConsult: NO_AGENT,
    completeConsult: NO_AGENT,
    cancelConsult: NO_AGENT,
  },
};

describe("a consultation", () => {
  for (const [name, verdicts] of Object.entries(VERDICTS) as [CallName, (typeof VERDICTS)[CallName]][])
    for (const [action, expected] of Object.entries(verdicts) as [ConsultAction, string | RegExp][])
      it(`in a call ${name}: ${action}`, async () => {
        const call = openCall(CALLS[name]);
        const got = await call.verdict({
          action,
          speakTo: action === "changeConsult" ? "conference" : "destination",
        });
        if (typeof expected === "string") assert.equal(got, expected);
        else assert.match(got, expected);
      });

  it("that the consulted party ends while it is cancelled is cancelled", async () => {
    let now = conversation(...CALLS.consulting);
    const answer = () => {
      now = conversation(...CALLS.talking);
      return refused(404);
    };
    const call = openCall(CALLS.consulting, { now: () => now, answer });
    assert.equal(await call.verdict({ action: "cancelConsult" }), "already");
  });

  it("is begun once, although it does not show yet; it is cancelled all the same", async () => {
    const call = openCall(CALLS.talking);
    assert.equal(await call.verdict({ action: "consult" }), "send");
    assert.equal(await call.verdict({ action: "consult" }), "already");
    const other = { action: "consult", transferTo: "queue", destination: QUEUE } as const;
    assert.match(await call.verdict(other), /^input: The agent already consults another party/);
    assert.match(await call.verdict({ action: "completeConsult" }), NOT_ANSWERED);
    assert.equal(await call.verdict({ action: "cancelConsult" }), "send");
    assert.equal(await call.verdict({ action: "consult" }), "send");
  });

  it("is begun once by two messages at the same time", async () => {
    const call = openCall(CALLS.talking);
    const both = [call.run({ action: "consult" }), call.run({ action: "consult" })];
    const already = (await Promise.all(both)).map((one) => one.already);
    assert.deepEqual([already.sort(), call.sent.length], [[false, true], 1]);
  });

  it("is begun again after the party has declined", async () => {
    let now = conversation(...CALLS.talking);
    const call = openCall(CALLS.talking, { now: () => now });
    await call.run({ action: "consult" });
    const alert = leg("g-c", "disconnected", { disconnectedTime: at(12) });
    now = conversation(...CALLS.talking, { ...ended("g", "agent", 9, 12), userId: BEA, calls: [alert] });
    assert.equal(await call.verdict({ action: "consult" }), "send");
  });
});
