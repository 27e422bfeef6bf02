import assert from "node:assert/strict";
import { createIntake, type IntakeParts } from "../../nodes/lib/node/open-messages";
import { Refusal } from "../../nodes/lib/node/http-in/refusal";
import { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { createLedger, type Ledger } from "../../nodes/lib/platform/open-messaging/ledger";
import { createClock } from "../support/clock";
import { SECRET, signed, webhookBody } from "../support/open-messages";

type Body = Record<string, unknown>;

/** A ledger that answers as one in another process does, in whatever order the spec lets it. */
const slowLedger = () => {
  const memory = createLedger({ clock: createClock() });
  const waiting: (() => void)[] = [];
  const ledger: Ledger = {
    claim: (key) => new Promise((resolve) => void waiting.push(() => resolve(memory.claim(key)))),
    release: memory.release,
  };
  return { ledger, memory, waiting };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the intake of open messages", () => {
  let emitted: Body[];
  let troubles: GenesysError[];
  beforeEach(() => {
    emitted = [];
    troubles = [];
  });

  const intake = (parts: Partial<IntakeParts> = {}) => {
    const { receive } = createIntake({
      nodeId: "node",
      secret: SECRET,
      types: [],
      integrationId: () => undefined,
      ledger: createLedger({ clock: createClock() }),
      answerBeforeFlow: true,
      isClosed: () => false,
      emit: (_message, body) => void emitted.push(body),
      onReceived: () => undefined,
      onTrouble: (error) => void troubles.push(error),
      ...parts,
    });
    return (body: Body) => receive({ ...signed(body), query: new URLSearchParams() });
  };
  const refused = (status: number) => (error: unknown) => error instanceof Refusal && error.status === status;

  it("emits after the response, or before it where that is chosen", async () => {
    const answer = await intake()(webhookBody());
    assert.deepEqual([answer.status, emitted.length], [200, 0]);
    answer.afterwards?.();
    assert.equal(emitted.length, 1);
    const late = await intake({ answerBeforeFlow: false })(webhookBody());
    assert.deepEqual([late.status, late.afterwards, emitted.length], [200, undefined, 2]);
  });

  it("keeps the order of a conversation while a ledger takes its time, and lets the others go ahead", async () => {
    const { ledger, waiting } = slowLedger();
    const receive = intake({ ledger });
    const texts = ["a1", "a2", "b1"];
    const all = texts.map((text) =>
      receive(webhookBody({ text, conversationId: text.slice(0, 1) })).then((answer) =>
        answer.afterwards?.(),
      ),
    );
    await settled();
    assert.equal(waiting.length, 2, "one of each conversation");
    waiting.splice(1, 1)[0]?.();
    await settled();
    while (waiting.length > 0) {
      waiting.shift()?.();
      await settled();
    }
    await Promise.all(all);
    assert.deepEqual(
      emitted.map(({ text }) => text),
      ["b1", "a1", "a2"],
    );
  });

  it("emits a message once where two Node-RED share a ledger and both receive it, as the platform retries", async () => {
    const { ledger, waiting } = slowLedger();
    const [one, other] = [intake({ ledger }), intake({ ledger })];
    const body = webhookBody({ text: "Hello" });
    const all = [one(body), other(body), other(body)].map((asked) =>
      asked.then((answer) => {
        answer.afterwards?.();
        return answer.status;
      }),
    );
    await settled();
    while (waiting.length > 0) {
      waiting.pop()?.();
      await settled();
    }
    assert.deepEqual(await Promise.all(all), [200, 200, 200]);
    assert.deepEqual(
      emitted.map(({ text }) => text),
      ["Hello"],
    );
  });

  it("emits nothing of what it has not acknowledged because its node was closed; it may come again", async () => {
    const { ledger, memory, waiting } = slowLedger();
    let isClosed = false;
    const receive = intake({ ledger, isClosed: () => isClosed });
    const body = webhookBody();
    const asked = receive(body);
    await settled();
    isClosed = true;
    waiting.shift()?.();
    await assert.rejects(asked, refused(503));
    await assert.rejects(receive(body), refused(503));
    assert.deepEqual([emitted, memory.size()], [[], 0]);
  });

  it("asks for a message again where the ledger or the integration cannot be read now, and goes on", async () => {
    const error = new GenesysError("network", "No connection.", { outcome: "unknown" });
    const body = webhookBody();
    let fails = true;
    const failing = (): Promise<never> => Promise.reject(error);
    const ways: Partial<IntakeParts>[] = [
      { ledger: { claim: () => (fails ? failing() : true), release: () => undefined } },
      { integrationId: () => (fails ? failing() : undefined) },
    ];
    for (const way of ways) {
      const receive = intake(way);
      fails = true;
      await assert.rejects(receive(body), refused(503));
      fails = false;
      assert.equal((await receive(body)).status, 200);
    }
    assert.deepEqual(troubles, [error, error]);
  });

  it("a flow that fails at a message does not hold up the next one", async () => {
    const receive = intake({ emit: () => assert.fail("spoilt") });
    assert.throws((await receive(webhookBody())).afterwards ?? (() => undefined), /spoilt/);
    assert.equal((await receive(webhookBody())).status, 200);
  });

  it("refuses what another integration sends, before it counts as received", async () => {
    const body = webhookBody();
    await assert.rejects(intake({ integrationId: () => "another" })(body), refused(403));
    const mine = String((body["channel"] as Body)["id"]).toUpperCase();
    assert.equal((await intake({ integrationId: () => mine })(body)).status, 200);
  });
});
