import assert from "node:assert/strict";
import type { ConsultAction } from "../../../nodes/lib/platform/participants/ways";
import type { ParticipantUpdate } from "../../../nodes/lib/platform/participants/update-participant";
import { BEA, CALLS, openCall, QUEUE } from "../../support/consult";
import { ANN } from "../../support/conversation";

describe("a consultation", () => {
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

  it("is about the customer that the flow means, by the agent who has them", async () => {
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
});
