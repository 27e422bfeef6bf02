import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import getConversation from "../../nodes/genesys-get-conversation";
import sidebar from "../../nodes/sidebar";
import { openBench, type Bench } from "../support/flow";
import { CALL as SEEDED } from "../support/seed";

interface Look {
  revision: string;
  whole: boolean;
  deployed: boolean;
  simulated: boolean;
  conversations: { id: string; rows: { role: string; name?: string; bars: { state: string }[] }[] }[];
  messages: {
    type: string;
    conversationId?: string;
    inputs: Record<string, unknown>;
    requests: { operation: string; status?: number; code?: string }[];
    legs?: { participantId: string; why: string }[];
    error?: { code: string; message: string };
  }[];
}

const CALL = SEEDED.conversationId;
const NUMBER = "+15551230142";
const NAME = "Gloria Customer";

describe("what the sidebar receives", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown> = {},
    account: Record<string, unknown> = {},
  ): Promise<void> => {
    bench = await openBench(
      getConversation,
      "genesys-get-conversation",
      {
        ...{ conversationId: "conversationId", conversationIdType: "msg", target: "agent", which: "newest" },
        ...{ mediaType: "any", ...config },
      },
      { modules: [sidebar], account },
    );
  };
  afterEach(async () => {
    await bench.clock.advance(61_000); // what was gathered is dropped, with its listeners
    await bench.close();
  });

  const read = async (path: string): Promise<{ text: string; look: Look }> => {
    const { text } = await helper.request().get(path).expect(200);
    return { text, look: JSON.parse(text) as Look };
  };
  const look = (more = "") => read(`/genesys-cloud/sidebar/the-account${more}`);
  const act = async (body: unknown): Promise<Record<string, unknown>> =>
    (
      await helper
        .request()
        .post("/genesys-cloud/sidebar/the-account/act")
        .send(body as object)
    ).body as Record<string, unknown>;
  /** Until the simulated org has been looked at once more. */
  const seen = async (is: (found: Look) => boolean): Promise<Look> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { look: found } = await look();
      if (is(found)) return found;
      await bench.clock.advance(400);
      await new Promise((done) => setImmediate(done));
    }
    return assert.fail("it was not seen");
  };

  it("begins with the first request: a message before it was not recorded", async () => {
    await open();
    await bench.send({ conversationId: CALL });
    const first = await look();
    assert.deepEqual([first.look.deployed, first.look.whole, first.look.messages], [true, true, []]);
    await bench.send({ conversationId: CALL });
    const { whole, messages } = (await look(`?since=${first.look.revision}`)).look;
    assert.equal(whole, false);
    assert.equal(messages.length, 1);
  });

  it("has the way of a message: inputs, requests, who was considered and why, and nothing else", async () => {
    await open();
    await look();
    await bench.send({ conversationId: CALL });
    const [message] = (await look()).look.messages;
    assert.equal(message?.type, "genesys-get-conversation");
    assert.equal(message.conversationId, CALL);
    assert.deepEqual(
      message.requests.map(({ operation, status }) => [operation, status]),
      [["getConversation", 200]],
    );
    const whys = message.legs?.map(({ why }) => why).sort();
    assert.equal(whys?.filter((why) => why === "chosen").length, 1);
    assert.ok(whys.includes("otherParty"));
    assert.equal(message.error, undefined);
  });

  it("has the reason of a failure, and that no leg was chosen", async () => {
    await open({ target: "user", userId: CALL, userIdType: "str" });
    await look();
    await bench.send({ conversationId: CALL });
    const [message] = (await look()).look.messages;
    assert.equal(message?.error?.code, "noTarget");
    assert.ok(message.legs?.every(({ why }) => why !== "chosen"));
  });

  it("has a request that was refused, with its code", async () => {
    await open();
    await look();
    await bench.send({ conversationId: "00000000-0000-4000-8000-000000000000" });
    const [message] = (await look()).look.messages;
    assert.deepEqual(
      message?.requests.map(({ operation, status, code }) => [operation, status, code]),
      [["getConversation", 404, "missing"]],
    );
  });

  it("ends a minute after the last request, and what was gathered is dropped", async () => {
    await open();
    await look();
    await bench.send({ conversationId: CALL });
    assert.equal((await look()).look.messages.length, 1);
    await bench.clock.advance(61_000);
    await bench.send({ conversationId: CALL });
    const { whole, messages } = (await look()).look;
    assert.deepEqual([whole, messages], [true, []]);
  });

  it("has no name, no number and no text of a real org, except for those who may see personal data", async () => {
    await open({ conversationId: "The text of a customer", conversationIdType: "str" });
    await look();
    await bench.send({});
    const made = await act({
      action: "customerCalls",
      details: { queue: "Support", from: NUMBER, name: NAME },
    });
    assert.equal(made["ok"], true);
    await seen(({ conversations }) => conversations.some(({ id }) => id === made["conversationId"]));
    const { text } = await look();
    for (const secret of [NUMBER, NUMBER.slice(1), NAME, "text of a customer"])
      assert.ok(!text.includes(secret), secret);
    const personal = (await look("/personal")).text;
    for (const shown of [NAME, "text of a customer"]) assert.ok(personal.includes(shown), shown);
  });

  it("shows the invented people of a simulated org, and never a number", async () => {
    await open({}, { region: "simulator" });
    await look();
    const made = await act({
      action: "customerCalls",
      details: { queue: "Support", from: NUMBER, name: NUMBER },
    });
    await act({ action: "customerCalls", details: { queue: "Support", name: NAME } });
    const found = await seen(({ conversations }) =>
      conversations.some(({ rows }) => rows.some(({ name }) => name === NAME)),
    );
    assert.ok(found.conversations.some(({ id }) => id === made["conversationId"]));
    assert.equal(found.simulated, true);
    const { text } = await look();
    assert.ok(!text.includes(NUMBER.slice(1)));
  });

  it("says that an account is not deployed, and gathers nothing for it", async () => {
    await open();
    const { look: found } = await read("/genesys-cloud/sidebar/no-such-account");
    assert.equal(found.deployed, false);
    assert.equal((await read("/genesys-cloud/sidebar/__proto__")).look.deployed, false);
  });

  it("takes any revision: what it does not know gets everything", async () => {
    await open();
    for (const since of ["", "x", "-", "1-1", "NaN-NaN", "%00", "a".repeat(2_000)])
      assert.equal((await look(`?since=${since}`)).look.whole, true, since);
  });

  it("takes only the acts that there are, and explains what is wrong", async () => {
    await open();
    for (const action of ["constructor", "settings", "advance", "__proto__", "../state", 7, undefined])
      assert.deepEqual((await act({ action }))["code"], "input", String(action));
    const refused = await act({ action: "agentAnswers", details: { conversationId: "unknown" } });
    assert.equal(refused["ok"], false);
    assert.match(String(refused["reason"]), /\w/);
    assert.equal((await act({ action: "timePasses", details: [1] }))["ok"], false);
  });

  it("has no input in the sentence of an error, but for those who may see personal data", async () => {
    await open({ target: "user", userId: NAME, userIdType: "str" });
    await look();
    assert.equal((await bench.send({ conversationId: CALL })).at, "catch");
    assert.ok(!(await look()).text.includes(NAME));
    assert.ok((await look("/personal")).text.includes(NAME));
  });

  it("acts in no real org", async () => {
    await open({}, { region: "mypurecloud.com" });
    assert.equal((await act({ action: "customerCalls", details: {} }))["code"], "config");
  });

  it("forgets the conversations of an org that was reset", async () => {
    await open();
    const made = await act({ action: "customerCalls", details: { queue: "Support" } });
    const isThere = ({ conversations }: Look): boolean =>
      conversations.some(({ id }) => id === made["conversationId"]);
    await seen(isThere);
    await act({ action: "reset" });
    await seen((found) => !isThere(found) && found.conversations.length > 0);
  });

  it("causes no request to the platform while it is open, whatever it shows", async () => {
    await open();
    const before = bench.simulator.log.entries().length;
    for (let count = 0; count < 15; count += 1) {
      await look();
      await bench.clock.advance(20_000); // as a browser renews it: five minutes in all
    }
    assert.equal(bench.simulator.log.entries().length, before);
  });
});
