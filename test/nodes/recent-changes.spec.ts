import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import api from "../../nodes/genesys-api";
import updateParticipant from "../../nodes/genesys-update-participant";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

/** A state that was changed a moment ago through the same account is not trusted to be the old one. */

type Message = Record<string, unknown>;
const INPUTS = { ...TARGET_INPUTS, ...fromMessage("attributes", "destination") };
const AGENT = idOf("start participant agent");
const SAM = idOf("user Sam Supervisor");
const PATCH = { method: "PATCH" };

/** An action, the one that takes it back, and the property by which the platform shows both. */
const PAIRS = [
  ["hold", "resume", "held"],
  ["mute", "unmute", "muted"],
  ["record", "stopRecording", "recording"],
] as const;

describe("a participant that was changed a moment ago", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (first: Message, second: Message, more: Parameters<typeof openBench>[3] = {}) => {
    const other = { id: "other", z: "tab", account: "the-account", wires: [["the-second"]], ...INPUTS };
    const { type = "genesys-update-participant", ...config } = first;
    bench = await openBench(type === "genesys-api" ? api : updateParticipant, String(type), { ...INPUTS, ...config }, {
      modules: type === "genesys-api" ? [updateParticipant] : [],
      flow: [{ ...other, type: "genesys-update-participant", ...second }],
      ...more,
    }); // prettier-ignore
  };
  const conversation = () => bench.simulator.store.conversations.get(CALL.conversationId) ?? assert.fail();
  const partOf = (id: string) => conversation().participants.find((each) => each.id === id) ?? assert.fail();
  const legOf = (id: string) => partOf(id).communications[0] as unknown as Record<string, unknown>;
  const patches = () => bench.simulator.log.entries().filter(({ method }) => method === "PATCH");
  /** The first node's message has come out: its change is accepted, and not visible yet. */
  const actFirst = async (msg: Message = {}): Promise<void> => {
    const { at, msg: out } = await bench.send({ conversationId: CALL.conversationId, ...msg });
    assert.equal(at, "result", out.error?.message);
  };
  const actSecond = async (msg: Message = {}): Promise<Arrival["msg"]> => {
    const before = bench.arrivals.length;
    helper.getNode("other").receive({ conversationId: CALL.conversationId, ...msg });
    await until(() => bench.arrivals.length > before);
    const { at, msg: out } = bench.arrivals[before] as Arrival;
    assert.equal(at, "second", out.error?.message);
    return out;
  };
  const isAlready = ({ payload }: Arrival["msg"]): boolean =>
    (payload as { already?: boolean }).already === true;

  for (const [there, back, property] of PAIRS)
    for (const [first, second, start] of [
      [there, back, false],
      [back, there, true],
    ] as const)
      describe(`${first}, then ${second} in another node`, () => {
        const begin = async (...given: Parameters<typeof open>): Promise<void> => {
          await open(...given);
          legOf(AGENT)[property] = start;
          legOf(AGENT).recordingState = start && property === "recording" ? "active" : "none";
        };
        /** As it is once all that was accepted has taken effect. */
        const inTheEnd = async () => {
          await bench.clock.advance(1_000);
          return legOf(AGENT)[property];
        };

        it("is changed back, although the first change cannot be seen yet", async () => {
          await begin({ action: first }, { action: second });
          await actFirst();
          assert.equal(legOf(AGENT)[property], start, "the effect of a 202 comes later");
          assert.equal(isAlready(await actSecond()), false);
          assert.equal(patches().length, 2);
          assert.equal(await inTheEnd(), start);
        });

        it("is changed back behind a change that is still in progress", async () => {
          await begin({ action: first }, { action: second });
          bench.simulator.faults.add({ match: PATCH, fault: { delayMs: 400 } });
          bench.start({ conversationId: CALL.conversationId });
          await until(() => patches().length === 1);
          helper.getNode("other").receive({ conversationId: CALL.conversationId });
          await passUntil(bench.clock, () => bench.arrivals.length === 2, 50);
          assert.equal(patches().length, 2);
          assert.equal(await inTheEnd(), start);
        });

        it("is left alone once the first change has been seen", async () => {
          await begin({ action: first }, { action: first });
          await actFirst();
          await bench.clock.advance(1_000);
          assert.equal(isAlready(await actSecond()), true);
          assert.equal(patches().length, 1);
        });

        it("is believed where the change was refused", async () => {
          await begin({ action: first }, { action: second });
          bench.simulator.faults.add({ match: PATCH, fault: { status: 409 } });
          assert.equal((await bench.send({ conversationId: CALL.conversationId })).at, "catch");
          assert.equal(isAlready(await actSecond()), true);
          assert.equal(patches().length, 1);
        });

        it("is not believed where the response was lost for good", async () => {
          await begin({ action: first }, { action: second });
          bench.simulator.faults.add({ match: PATCH, times: 4, fault: { status: 503 } });
          bench.start({ conversationId: CALL.conversationId });
          await passUntil(bench.clock, () => bench.arrivals.length === 1, 100);
          assert.equal(isAlready(await actSecond()), false);
        });

        it("is believed again after ten seconds, though the change was never seen", async () => {
          await begin({ action: first }, { action: second });
          bench.simulator.settings.lagMs = 60_000;
          await actFirst();
          await bench.clock.advance(9_000);
          assert.equal(isAlready(await actSecond()), false);
          await bench.clock.advance(10_001);
          assert.equal(isAlready(await actSecond()), true);
        });

        for (const [how, config, msg] of [
          [
            "by genesys api",
            {
              type: "genesys-api",
              operation: "patchConversationParticipant",
              operationType: "str",
              ...fromMessage("parameters", "body"),
            },
            {
              parameters: { conversationId: CALL.conversationId, participantId: AGENT },
              body: { [property]: !start },
            },
          ],
          ["by ids, without being read", { action: first, target: "ids" }, { participantId: AGENT }],
        ] as const)
          // prettier-ignore
          it(`counts as changed ${how} as well`, async () => {
            await begin(config, { action: second });
            await actFirst(msg);
            assert.equal(isAlready(await actSecond()), false);
            assert.equal(await inTheEnd(), start);
          });
      });

  it("hold, resume, hold: a read in between does not settle what is still to come", async () => {
    await open({ action: "hold" }, { action: "resume" });
    await actFirst();
    await actSecond();
    await actFirst();
    assert.equal(patches().length, 3);
    await bench.clock.advance(1_000);
    assert.equal(legOf(AGENT).held, true);
  });

  it("attributes: one that is set back is sent, one that has not been changed is not", async () => {
    const config = { action: "setAttributes", target: "customer" };
    await open(config, config);
    await actFirst({ attributes: { step: "1", kept: "a" } });
    await bench.clock.advance(1_000);
    await actSecond({ attributes: { kept: "a" } }); // seen
    await actFirst({ attributes: { step: "2" } });
    await actSecond({ attributes: { step: "1", kept: "a" } });
    assert.deepEqual(patches().at(-1)?.body, { attributes: { step: "1" } });
    await bench.clock.advance(1_000);
    assert.equal(partOf(CALL.participantId).attributes.step, "1");
  });

  it("a customer who is being disconnected does not count as the one who stays", async () => {
    await open({ action: "disconnect", target: "ids" }, { action: "disconnect", target: "ids" });
    const { participantId } = bench.simulator.act.conferenceFormed(CALL.conversationId);
    await actSecond({ participantId });
    const { at, msg } = await bench.send({ ...CALL });
    assert.deepEqual([at, msg.error?.code, msg.error?.cause?.field], ["catch", "input", "allowLastCustomer"]);
    assert.equal(patches().length, 1, "the conversation would end for all");
  });

  it("a supervisor who is leaving is called in again", async () => {
    await open({ action: "disconnect", target: "user" }, { action: "monitor" }, {
      account: { grant: "access-token" },
      credentials: ({ act }) => ({ accessToken: act.issueToken("sign-in", SAM) }),
    }); // prettier-ignore
    await actSecond();
    await bench.clock.advance(10_000);
    await actFirst({ userId: SAM });
    assert.equal(isAlready(await actSecond()), false);
  });
});
