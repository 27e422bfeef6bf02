import assert from "node:assert/strict";
import setPostflow from "../../nodes/genesys-set-postflow";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { Participant } from "../../nodes/lib/simulator/entities/conversation";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

const ADA = idOf("start participant agent");
const { conversationId, participantId: CUSTOMER } = CALL;
type Module = Parameters<typeof openBench>[0];

describe("during a consultation", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (module: Module, type: string, config: Record<string, unknown>): Promise<void> => {
    bench = await openBench(module, type, { ...TARGET_INPUTS, ...config });
  };
  const people = (): Participant[] =>
    bench.simulator.store.conversations.get(conversationId)?.participants ?? assert.fail();
  const one = (id: string): Participant => people().find((each) => each.id === id) ?? assert.fail();

  /** Ada consults a party who has answered; all three have the customer's id. */
  const consult = (
    purpose: "user" | "external",
    asks: "everybody" | "consulted" = "everybody",
  ): Participant => {
    const like = structuredClone(one(purpose === "user" ? ADA : CUSTOMER));
    const guest: Participant = { ...like, id: "guest", purpose, consultParticipantId: CUSTOMER };
    const now = bench.clock.now();
    Object.assign(guest, { startAt: now - 6_000, connectedAt: now - 5_000 });
    if (purpose === "user") guest.userId = idOf("user Ben Agent");
    const [leg] = guest.communications;
    if (leg) Object.assign(leg, { id: "guest-call", connectedAt: now - 5_000 });
    people().push(guest);
    if (asks === "everybody") for (const id of [ADA, CUSTOMER]) one(id).consultParticipantId = CUSTOMER;
    return guest;
  };
  const acted = (): string[] =>
    bench.simulator.log
      .entries()
      .filter(({ method, path }) => method !== "GET" && path.includes("/participants/"))
      .map(({ path }) => /participants\/([^/]+)/.exec(path)?.[1] ?? "");

  for (const asks of ["everybody", "consulted"] as const)
    for (const [action, more] of [
      ["hold", {}],
      ["mute", {}],
      ["transfer", { transferTo: "queue" }],
      ["disconnect", {}],
      ["setAttributes", {}],
    ] as const)
      it(`${action} acts on the agent who has the customer, where ${asks} carries a link`, async () => {
        const inputs = fromMessage("attributes", "destination");
        await open(updateParticipant, "genesys-update-participant", {
          ...inputs,
          action,
          target: "agent",
          ...more,
        });
        consult("user", asks);
        const msg = { conversationId, destination: idOf("queue Sales"), attributes: { step: "1" } };
        const arrival = await bench.send(msg);
        assert.equal(arrival.at, "result", arrival.msg.error?.message);
        assert.deepEqual([arrival.msg.participantId, acted()], [ADA, [ADA]]);
      });

  it("a wrap-up is that of the agent who has the customer", async () => {
    await open(wrapUp, "genesys-wrap-up", { target: "agent", code: "Resolved" });
    consult("user");
    assert.equal((await bench.send({ conversationId })).msg.participantId, ADA);
  });

  it("the post-flow action is set for the customer, not for an external party who is consulted", async () => {
    await open(setPostflow, "genesys-set-postflow", fromMessage("destination"));
    consult("external");
    assert.equal(
      (await bench.send({ conversationId, destination: "+15555550142" })).msg.participantId,
      CUSTOMER,
    );
    assert.deepEqual(acted(), [CUSTOMER]);
  });

  it("the last customer is not disconnected because an external party is consulted", async () => {
    const config = { action: "disconnect", target: "customer" };
    await open(updateParticipant, "genesys-update-participant", config);
    consult("external");
    const { at, msg } = await bench.send({ conversationId });
    assert.deepEqual([at, msg.error?.cause?.field, acted()], ["catch", "allowLastCustomer", []]);
  });

  it("the consulted party can be disconnected by id, although only the customer is left", async () => {
    await open(updateParticipant, "genesys-update-participant", { action: "disconnect", target: "ids" });
    consult("external");
    const { at, msg } = await bench.send({ conversationId, participantId: "guest" });
    assert.deepEqual([at, acted()], ["result", ["guest"]], msg.error?.message);
  });
});
