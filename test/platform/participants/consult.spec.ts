import assert from "node:assert/strict";
import type { ConsultAction } from "../../../nodes/lib/platform/participants/ways";
import type { ParticipantUpdate } from "../../../nodes/lib/platform/participants/update-participant";
import { BEA, CALLS, openCall, QUEUE, type CallName } from "../../support/consult";
import { ANN, at, connected, conversation, ended, leg } from "../../support/conversation";
import { broken, ok, refused } from "../../support/scripted-client";

const NOT_CONNECTED = "noTarget: The agent is not connected yet. Consult when both are connected.";
const NO_CONSULT =
  /^noTarget: The agent does not consult anyone\. Start .* "consult", or transfer the call\.$/;
const NOT_ANSWERED = /^noTarget: The consulted party has not answered yet\. Wait .* or cancel/;
const SELF = /^input: The input "destination" is the user who consults\. Choose another user\.$/;
const NOBODY = /^noTarget: There is no agent to act on/;

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
    consult: NOBODY,
    changeConsult: NOBODY,
    completeConsult: NOBODY,
    cancelConsult: NOBODY,
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

  const participants = "calls/conversation/participants";
  const REQUESTS: [what: string, update: Partial<ParticipantUpdate>, path: string, body: object][] = [
    ["a user", {}, "consult/agent", { userId: BEA }],
    ["a queue by id", { transferTo: "queue", destination: QUEUE }, "consult/queue", { queueId: QUEUE }],
    [
      "a queue by name",
      { transferTo: "queue", destination: "Sales" },
      "consult/queue",
      { queueName: "Sales" },
    ],
    [
      "a number",
      { transferTo: "address", destination: "+1 555 555 0142" },
      "voice/consult",
      { address: "+15555550142" },
    ],
    [
      "a contact",
      { transferTo: "contact", destination: QUEUE, phoneType: "CellPhone" },
      "consult/contact/external",
      { contactId: QUEUE, phoneType: "CellPhone" },
    ],
  ];
  for (const [what, update, path, body] of REQUESTS)
    it(`with ${what} is requested for the customer, who is to be transferred`, async () => {
      const call = openCall(CALLS.talking);
      const { destinationParticipantId, ids } = await call.run({ action: "consult", ...update });
      assert.deepEqual(call.sent, [
        { method: "POST", path: `${participants}/c/${path}`, body: { ...body, speakTo: "DESTINATION" } },
      ]);
      assert.deepEqual([destinationParticipantId, ids.participantId], ["g", "a"]);
    });

  it("names the agent where the signed-in user is another one", async () => {
    const call = openCall(CALLS.talking, { me: BEA });
    await call.run({ action: "consult", transferTo: "queue", destination: QUEUE, speakTo: "both" });
    assert.deepEqual(call.sent[0]?.body, { queueId: QUEUE, speakTo: "BOTH", consultingUserId: ANN });
  });

  it("is about the customer whom the flow means, by the agent who has them", async () => {
    const call = openCall(CALLS.talking);
    const target = { conversationId: "conversation", target: "customer", which: "newest" } as const;
    await call.run({ action: "consult", target });
    assert.equal(call.sent[0]?.path, `${participants}/c/consult/agent`);
  });

  it("takes no contact by name, and no user who consults themselves", async () => {
    const call = openCall(CALLS.talking);
    const byName = { action: "consult", transferTo: "contact", destination: "Casey" } as const;
    assert.match(await call.verdict(byName), /^input: .* must be the id of an external contact/);
    assert.match(
      await call.verdict({ action: "consult", destination: ANN }),
      /^input: .*Choose another user/,
    );
    assert.deepEqual(call.sent, []);
  });

  const CHANGES: [action: ConsultAction, method: string, path: string, body: unknown][] = [
    ["changeConsult", "PATCH", "c/consult", { speakTo: "CONFERENCE" }],
    ["cancelConsult", "DELETE", "c/consult", undefined],
    ["completeConsult", "PATCH", "a", { state: "disconnected" }],
  ];
  for (const [action, method, path, body] of CHANGES) {
    it(`${action} is one request`, async () => {
      const call = openCall(CALLS.consulting);
      await call.run({ action, speakTo: "conference" });
      assert.deepEqual(call.sent, [{ method, path: `${participants}/${path}`, body }]);
    });

    it(`${action} is the same where the flow means the consulted party`, async () => {
      const call = openCall(CALLS.consulting);
      const target = {
        conversationId: "conversation",
        target: "ids",
        which: "newest",
        participantId: "g",
      } as const;
      await call.run({ action, speakTo: "conference", target });
      assert.equal(call.sent[0]?.path, `${participants}/${path}`);
    });
  }

  it("is completed with client credentials, on behalf of the agent; the rest needs a user", async () => {
    const call = openCall(CALLS.consulting, { grant: "client-credentials" });
    await call.run({ action: "completeConsult" });
    assert.equal(call.sent[0]?.path, `${participants}/a/user/${ANN}`);
    for (const action of ["consult", "changeConsult", "cancelConsult"] as const)
      assert.match(await call.verdict({ action }), /^config: .*signed-in user.*authorization code/);
  });

  it("that the message's agent has completed already is completed, although another has the customer now", async () => {
    const call = openCall(CALLS["handed over"]);
    const target = {
      conversationId: "conversation",
      target: "agent",
      which: "named",
      participantId: "a",
    } as const;
    assert.equal(await call.verdict({ action: "completeConsult", target }), "already");
  });

  describe("whose response is lost", () => {
    const LOST = [broken("unknown"), refused(500), refused(504)] as const;

    for (const error of LOST) {
      it(`is found in the conversation, and not requested again (${error.message.slice(0, 30)})`, async () => {
        let now = conversation(...CALLS.talking);
        const answer = () => {
          now = conversation(...CALLS.ringing);
          return error;
        };
        const call = openCall(CALLS.talking, { now: () => now, answer });
        const { already, destinationParticipantId } = await call.run({ action: "consult" });
        assert.deepEqual([already, destinationParticipantId, call.sent.length], [false, "g", 1]);
      });

      it(`and which does not show is an error (${error.message.slice(0, 30)})`, async () => {
        const call = openCall(CALLS.talking, { answer: () => error });
        const failure = call.run({ action: "consult" });
        await assert.rejects(
          failure,
          ({ message, cause }: { message: string; cause: { outcome: string } }) => {
            assert.match(message, /The party may have been called\. Read the conversation/);
            return cause.outcome === "unknown";
          },
        );
        assert.equal(call.sent.length, 1);
      });
    }

    const AFTER: [ConsultAction, CallName][] = [
      ["completeConsult", "handed over"],
      ["cancelConsult", "talking"],
    ];
    for (const [action, after] of AFTER) {
      it(`${action} is found to be done`, async () => {
        let now = conversation(...CALLS.consulting);
        const answer = () => {
          now = conversation(...CALLS[after]);
          return broken("unknown");
        };
        const call = openCall(CALLS.consulting, { now: () => now, answer });
        assert.equal(await call.verdict({ action }), "send");
        assert.equal(call.sent.length, 1);
      });

      it(`${action} is not requested a second time where it is not`, async () => {
        const call = openCall(CALLS.consulting, { answer: () => broken("unknown") });
        assert.equal(await call.verdict({ action }), "sent, network");
        assert.equal(call.sent.length, 1);
      });
    }
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

  it("with a response that names no participant is found, too", async () => {
    let now = conversation(...CALLS.talking);
    const answer = () => {
      now = conversation(...CALLS.ringing);
      return ok({});
    };
    const call = openCall(CALLS.talking, { now: () => now, answer });
    assert.equal((await call.run({ action: "consult" })).destinationParticipantId, "g");
  });

  it("with a number finds the party by its address", async () => {
    let now = conversation(...CALLS.talking);
    const guest = connected("x", "external", 9, { address: "tel:+15555550142" });
    const answer = () => {
      now = conversation(...CALLS.talking, guest);
      return broken("unknown");
    };
    const call = openCall(CALLS.talking, { now: () => now, answer });
    const to = { action: "consult", transferTo: "address", destination: "+15555550142" } as const;
    assert.equal((await call.run(to)).destinationParticipantId, "x");
  });
});
