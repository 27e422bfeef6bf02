import assert from "node:assert/strict";
import setPostflow from "../../nodes/genesys-set-postflow";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import type { Participant } from "../../nodes/lib/simulator/entities/conversation";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { casesOf } from "../support/cases";
import { moduleOf } from "../support/nodes";
import { openBench, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

const ADA = idOf("start participant agent");
const { conversationId, participantId: CUSTOMER } = CALL;
type Module = Parameters<typeof openBench>[0];

describe("a node whose message names a participant", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (module: Module, type: string, config: Record<string, unknown>): Promise<void> => {
    bench = await openBench(module, type, { ...TARGET_INPUTS, ...config });
  };
  const people = (): Participant[] =>
    bench.simulator.store.conversations.get(conversationId)?.participants ?? assert.fail();
  const ada = (): Participant => people().find(({ id }) => id === ADA) ?? assert.fail();
  /** A colleague of the same queue talks, too. */
  const join = (): void => {
    const [from, at] = [bench.clock.now() - 6_000, bench.clock.now() - 5_000];
    const ben: Participant = { ...structuredClone(ada()), id: "ben", startAt: from, connectedAt: at };
    ben.userId = idOf("user Ben Agent");
    for (const leg of ben.communications) Object.assign(leg, { id: "ben-call", connectedAt: at });
    people().push(ben);
  };
  const leave = async (): Promise<void> => {
    bench.simulator.act.agentHangsUp(conversationId, ADA);
    await bench.clock.advance(1_000);
  };

  for (const [which, wrapped] of [
    ["named", ADA],
    ["newest", "ben"],
    [undefined, "ben"],
  ] as const)
    it(`wraps up ${which === "named" ? "that agent" : "the newest one"} behind acwStarted, even if others talk: which is ${which ?? "missing"}`, async () => {
      await open(wrapUp, "genesys-wrap-up", {
        ...{ code: "Resolved", target: "agent" },
        ...(which === undefined ? {} : { which }),
      });
      join();
      await leave();
      const { at, msg } = await bench.send({ conversationId, participantId: ADA });
      assert.deepEqual([at, msg.participantId], ["result", wrapped], msg.error?.message);
    });

  it("acts on the customer behind an agent's event", async () => {
    const config = { ...fromMessage("destination"), which: "named" };
    await open(setPostflow, "genesys-set-postflow", config);
    const agent = { participantId: ADA, communicationId: ada().communications[0]?.id };
    const { msg } = await bench.send({ conversationId, ...agent, destination: "+15555550142" });
    assert.equal(msg.participantId, CUSTOMER, msg.error?.message);
  });

  it("acts on the agent who is still there, where the one who is named has left", async () => {
    await open(updateParticipant, "genesys-update-participant", {
      action: "hold",
      target: "agent",
      which: "named",
    });
    join();
    assert.equal((await bench.send({ conversationId, participantId: ADA })).msg.participantId, ADA);
    await leave();
    assert.equal((await bench.send({ conversationId, participantId: ADA })).msg.participantId, "ben");
  });

  for (const { type, config } of casesOf("named"))
    for (const field of ["participantId", "communicationId"])
      it(`checks msg.${field} only where it uses it: ${type}`, async () => {
        for (const [which, target, isUsed] of [
          [undefined, undefined, false],
          ["newest", undefined, false],
          ["named", undefined, true],
          ["newest", "ids", true],
        ] as const) {
          const chosen = { ...(which ? { which } : {}), ...(target ? { target } : {}) };
          await open(moduleOf(type), type, { ...config, ...chosen });
          for (const strange of [42, { id: ADA }, [ADA], true]) {
            const { msg } = await bench.send({ conversationId, participantId: ADA, [field]: strange });
            const names = msg.error?.cause?.field === field;
            assert.equal(
              names,
              isUsed,
              `${which ?? "missing"}, ${JSON.stringify(strange)}: ${msg.error?.message}`,
            );
            if (names) assert.deepEqual([msg.error?.code, msg.error?.cause?.outcome], ["input", "notSent"]);
          }
          await bench.close();
        }
        await open(moduleOf(type), type, config);
      });
});
