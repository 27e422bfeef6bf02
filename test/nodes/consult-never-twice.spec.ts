import assert from "node:assert/strict";
import updateParticipant from "../../nodes/genesys-update-participant";
import type { Fault } from "../../nodes/lib/simulator/http/faults";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil } from "../support/until";

/** A consultation calls a party, and its end may end a call: whatever goes wrong, nothing is requested twice. */

const ADA = idOf("user Ada Agent");
const SAM = idOf("user Sam Supervisor");
const CONTACT = idOf("external contact Casey Customer");
const AGENT_OPERATION = "postConversationsCallParticipantConsultAgent";

/** With what comes of it. After a lost answer the consultation goes on; after the other faults it does not. */
const FAULTS: [name: string, fault: Fault, comes: "result" | "done" | "unknown" | "refused"][] = [
  ["a lost answer", { lostAnswer: true }, "result"],
  ["a broken body", { brokenBody: true }, "done"],
  ["a reset socket", { reset: true }, "unknown"],
  ["silence", { silence: true }, "unknown"],
  ["a 500", { status: 500 }, "unknown"],
  ["a page with 502", { html: true }, "unknown"],
  ["a 503", { status: 503 }, "unknown"],
  ["a 504", { status: 504 }, "unknown"],
  ["a 409", { status: 409 }, "refused"],
];
const OTHERS = [
  ["queue", idOf("queue Sales"), "postConversationsCallParticipantConsultQueue"],
  ["address", "+15555550142", "postConversationsCallParticipantVoiceConsult"],
  ["contact", CONTACT, "postConversationsCallParticipantConsultContactExternal"],
] as const;

describe("no party is consulted twice", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (config: Record<string, unknown>): Promise<void> => {
    const inputs = { ...TARGET_INPUTS, ...fromMessage("destination", "attributes") };
    bench = await openBench(
      updateParticipant,
      "genesys-update-participant",
      { ...inputs, ...config },
      {
        account: { grant: "access-token" },
        credentials: ({ act }) => ({ accessToken: act.issueToken("sign-in", ADA) }),
      },
    );
  };
  const people = () =>
    (bench.simulator.store.conversations.get(CALL.conversationId) ?? assert.fail()).participants;
  const asked = (operation: string) => bench.simulator.log.count(operation);
  const send = async (destination?: string) => {
    const before = bench.arrivals.length;
    bench.start({ conversationId: CALL.conversationId, destination });
    await passUntil(bench.clock, () => bench.arrivals.length > before, 500);
    await bench.clock.advance(100);
    return bench.arrivals[before] ?? assert.fail();
  };
  const fail = (operation: string, fault: Fault) =>
    bench.simulator.faults.add({ match: { operation }, fault });

  for (const [name, fault, comes] of FAULTS)
    it(`with a user, after ${name}`, async () => {
      await open({ action: "consult", transferTo: "user" });
      const start = people().length;
      fail(AGENT_OPERATION, fault);
      const { at, msg } = await send(SAM);
      const came = at === "result" ? "result" : msg.error?.cause?.outcome;
      assert.deepEqual([came, asked(AGENT_OPERATION)], [comes, 1], msg.error?.message);
      assert.equal(people().length - start, comes === "result" ? 1 : 0);
      if (at === "result")
        assert.equal(
          (msg.payload as { destinationParticipantId?: string }).destinationParticipantId,
          people().at(-1)?.id,
        );
    });

  for (const [transferTo, destination, operation] of OTHERS)
    it(`with a ${transferTo}, after a lost response, and when the message comes again`, async () => {
      await open({ action: "consult", transferTo });
      const start = people().length;
      fail(operation, { lostAnswer: true });
      for (const already of [undefined, true]) {
        const { at, msg } = await send(destination);
        assert.equal(at, "result", msg.error?.message);
        assert.equal((msg.payload as { already?: true }).already, already);
      }
      assert.equal(asked(operation), 1);
      assert.ok(people().length - start <= 2); // the queue and the agent it alerts
    });

  for (const [action, operation] of [
    ["completeConsult", "patchConversationsCallParticipant"],
    ["cancelConsult", "deleteConversationsCallParticipantConsult"],
  ] as const)
    for (const [name, fault, comes] of FAULTS.filter(([each]) => /lost|reset|409/.test(each)))
      it(`${action}, after ${name}`, async () => {
        await open({ action, transferTo: "user" });
        const path = `${bench.simulator.url}/api/v2/conversations/calls/${CALL.conversationId}/participants/${CALL.participantId}/consult/agent`;
        const token = bench.simulator.act.issueToken("sign-in", ADA);
        const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
        await fetch(path, {
          method: "POST",
          headers,
          body: JSON.stringify({ speakTo: "BOTH", userId: SAM }),
        });
        await bench.clock.advance(5_000);
        fail(operation, fault);
        const { at, msg } = await send();
        const came = at === "result" ? "result" : msg.error?.cause?.outcome;
        assert.deepEqual([came, asked(operation)], [comes, 1], msg.error?.message);
      });

  it("is completed once by two messages, the second of which reads what was before", async () => {
    await open({ action: "completeConsult", target: "agent" });
    bench.simulator.act.agentConsults(CALL.conversationId, { user: "Ben Agent" });
    await bench.clock.advance(4_000);
    bench.simulator.settings.lagMs = 3_000;
    for (const nth of [1, 2]) bench.start({ conversationId: CALL.conversationId, nth });
    await passUntil(bench.clock, () => bench.arrivals.length === 2, 50);
    const payloads = bench.arrivals.map(({ at, msg }) => [at, (msg.payload as { already?: true }).already]);
    assert.deepEqual(payloads, [
      ["result", undefined],
      ["result", true],
    ]);
    assert.equal(asked("patchConversationsCallParticipant"), 1);
  });
});
