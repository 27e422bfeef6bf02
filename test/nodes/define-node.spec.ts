import assert from "node:assert/strict";
import getConversation from "../../nodes/genesys-get-conversation";
import setPostflow from "../../nodes/genesys-set-postflow";
import { accountClosed } from "../../nodes/lib/node/delivery";
import { GenesysError, type Outcome } from "../../nodes/lib/platform/errors/errors";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil, until } from "../support/until";

type Options = Parameters<typeof openBench>[3];

describe("every node", () => {
  let bench: Bench;
  const open = async (config: Record<string, unknown> = {}, options: Options = {}): Promise<Bench> =>
    (bench = await openBench(
      getConversation,
      "genesys-get-conversation",
      { ...TARGET_INPUTS, ...config },
      options,
    ));
  afterEach(() => bench.close());

  const failure = ({ at, msg }: Arrival) => {
    assert.equal(at, "catch", "the message reaches the Catch node");
    return { code: msg.error?.code, cause: msg.error?.cause ?? {}, message: msg.error?.message ?? "" };
  };

  describe("tells a Catch node message, code and cause", () => {
    it("of an input that is missing, naming the field and where it was to come from", async () => {
      const { code, message, cause } = failure(await (await open()).send({}));
      assert.equal(code, "input");
      assert.match(message, /"conversationId" \(msg\.conversationId\) is missing/);
      assert.deepEqual([cause.outcome, cause.field], ["notSent", "conversationId"]);
      assert.equal(bench.simulator.log.count(), 0);
    });

    it("of an input of the wrong kind, without repeating its value", async () => {
      const { code, message } = failure(await (await open()).send({ conversationId: { id: "+15550100" } }));
      assert.equal(code, "input");
      assert.match(message, /must be text, but is an object/);
      assert.doesNotMatch(message, /555/);
    });

    it("of an id that would leave its place in the path", async () => {
      const { code, cause } = failure(await (await open()).send({ conversationId: ".." }));
      assert.deepEqual([code, cause.outcome], ["input", "notSent"]);
    });

    it("of an option that is unknown", async () => {
      const { code, cause } = failure(await (await open({ target: "everybody" })).send({ ...CALL }));
      assert.deepEqual([code, cause.field], ["config", "target"]);
    });

    it("of an account that was deleted", async () => {
      const { code, message } = failure(await (await open({ account: "gone" })).send({ ...CALL }));
      assert.equal(code, "config");
      assert.match(message, /Choose an account and deploy/);
    });

    it("of an account without credentials", async () => {
      await open({}, { credentials: { clientSecret: "" } });
      const { code, cause, message } = failure(await bench.send({ ...CALL }));
      assert.deepEqual([code, cause.field], ["config", "clientSecret"]);
      assert.match(message, /Enter them again/);
    });

    it("trap 1: of a wrong secret, and that a wrong region looks the same", async () => {
      await open({}, { credentials: { clientSecret: "wrong" } });
      const { code, message } = failure(await bench.send({ ...CALL }));
      assert.equal(code, "auth");
      assert.match(message, /secret.*region/s);
    });

    it("of a leg that is not there, saying what is", async () => {
      await open({ target: "user" });
      const { code, message } = failure(await bench.send({ ...CALL, userId: CALL.communicationId }));
      assert.equal(code, "noTarget");
      assert.match(message, /no communication of one/);
    });

    it("of several legs where the only one was asked for", async () => {
      await open({ target: "ids", which: "only" });
      const { code } = failure(await bench.send({ conversationId: CALL.conversationId }));
      assert.equal(code, "ambiguous");
    });

    it("of a conversation that does not exist", async () => {
      const { code, cause } = failure(await (await open()).send({ conversationId: CALL.communicationId }));
      assert.deepEqual([code, cause.status, cause.outcome], ["missing", 404, "refused"]);
      assert.ok(cause.correlationId);
    });

    const answered: [string, number, string, RegExp][] = [
      ["a refusal that may be for the division (trap 18)", 403, "denied", /division/],
      ["a conflict", 409, "conflict", /current state/],
      ["a bad request", 400, "rejected", /Correct its inputs/],
      ["an error of the server", 500, "server", /Check the result of the request/],
    ];
    for (const [what, status, code, sentence] of answered)
      it(`of ${what}, HTTP ${status}`, async () => {
        await open();
        bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { status } });
        const failed = failure(await bench.send({ ...CALL }));
        assert.deepEqual([failed.code, failed.cause.status], [code, status]);
        assert.match(failed.message, sentence);
      });

    it("of a Retry-After that is longer than the account waits, at once", async () => {
      await open();
      bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 3600 } });
      const { code, cause } = failure(await bench.send({ ...CALL }));
      assert.deepEqual([code, cause.retryAfterMs], ["limited", 3_600_000]);
    });

    it("of a host that refuses connections", async () => {
      const away = "http://127.0.0.1:9";
      await open({}, { account: { apiUrl: away, loginUrl: away } });
      bench.start({ ...CALL });
      await advanceUntilDone();
      const { code, cause, message } = failure(bench.arrivals[0] as Arrival);
      assert.deepEqual([code, cause.networkCode, cause.outcome], ["network", "ECONNREFUSED", "notSent"]);
      assert.match(message, /Check/);
    });

    it("of a region that there is not, whose host is unknown", async function () {
      this.timeout(60_000); // a machine without names takes its time to say so
      await open({}, { account: { region: "nowhere.invalid", apiUrl: "", loginUrl: "" } });
      bench.start({ ...CALL });
      await advanceUntilDone();
      const { code, cause, message } = failure(bench.arrivals[0] as Arrival);
      assert.deepEqual([code, cause.outcome], ["network", "notSent"]);
      assert.match(message, /login\.nowhere\.invalid.*Check the (account's region|network)/s);
    });

    it("of an error page of a gateway, saying that it is none of the API's", async () => {
      await open();
      const page = { html: true, status: 403 } as const;
      bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: page });
      const { code, cause, message } = failure(await bench.send({ ...CALL }));
      assert.deepEqual([code, cause.status], ["denied", 403]);
      assert.match(message, /403 is a web page.*Check the account's hosts/);
    });

    it("of a host that does not answer in time", async () => {
      await open({}, { account: { timeoutSeconds: 5 } });
      bench.simulator.faults.add({
        match: { operation: "getConversation" },
        times: 9,
        fault: { silence: true },
      });
      bench.start({ ...CALL });
      await until(() => bench.simulator.log.count("getConversation") === 1);
      await advanceUntilDone(5000);
      const { code, message } = failure(bench.arrivals[0] as Arrival);
      assert.equal(code, "timeout");
      assert.match(message, /within 5 s/);
    });

    it("of an answer that is not JSON, and of a web page in its place", async () => {
      await open();
      bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { brokenBody: true } });
      assert.equal(failure(await bench.send({ ...CALL })).code, "answer");
      bench.simulator.faults.add({
        match: { operation: "getConversation" },
        fault: { html: true, status: 200 },
      });
      const { code, message } = failure(await bench.send({ ...CALL }));
      assert.equal(code, "answer");
      assert.match(message, /web page.*proxy/);
    });
  });

  /** Real sockets and virtual back-off in turn, until the message has come out. */
  const advanceUntilDone = async (ms = 20_000): Promise<void> => {
    await passUntil(bench.clock, () => bench.arrivals.length !== 0, ms);
  };

  it("sends the message with its error out of the second output where the node says so", async () => {
    await open({ errorOutput: true });
    const { at, msg } = await bench.send({ topic: "kept", payload: 7 });
    assert.equal(at, "second");
    assert.equal(msg.error?.code, "input");
    assert.deepEqual([msg.topic, msg.payload], ["kept", 7]);
    assert.deepEqual(bench.seen.caught, []);
    await until(() => bench.seen.completed.length === 1);
  });

  it("writes nothing to the message before success", async () => {
    await open();
    const { msg } = await bench.send({
      conversationId: CALL.communicationId,
      payload: "mine",
      topic: "kept",
    });
    assert.deepEqual([msg.payload, msg.topic], ["mine", "kept"]);
    assert.equal(msg.genesys, undefined);
    assert.equal(msg.participantId, undefined);
  });

  it("is done exactly once, with each of a hundred messages that succeed or fail at random", async () => {
    await open();
    for (let i = 0; i < 100; i += 1)
      bench.start(i % 3 === 0 ? {} : { conversationId: i % 3 === 1 ? CALL.conversationId : "no" });
    await until(() => bench.arrivals.length === 100);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(bench.seen.caught.length + bench.seen.completed.length, 100);
    assert.equal(bench.seen.completed.length, 33);
  });

  it("ends within a second when it is closed in mid-wait, silently and with the request aborted", async () => {
    await open();
    bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { silence: true } });
    bench.start({ ...CALL });
    await until(() => bench.simulator.log.count("getConversation") === 1);
    const before = Date.now();
    await bench.node.close(false);
    assert.ok(Date.now() - before < 1000);
    await until(() => bench.seen.completed.length === 1); // nothing waits for the message any more
    assert.deepEqual(bench.arrivals, []);
  });

  it("never reports `closed`: not to Catch, not on the second output, not in the status", async () => {
    for (const errorOutput of [false, true]) {
      await open({ errorOutput });
      bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { silence: true } });
      bench.start({ ...CALL });
      await until(() => bench.simulator.log.count("getConversation") === 1);
      await bench.node.close(false);
      await until(() => bench.seen.completed.length === 1);
      await bench.clock.advance(1_000);
      assert.deepEqual([bench.arrivals, bench.seen.caught], [[], []]);
      assert.deepEqual(
        bench.statuses.filter(({ fill }) => fill === "red"),
        [],
      );
      if (!errorOutput) await bench.close();
    }
  });

  it("shows what is under way, what failed, and nothing after success", async () => {
    await open();
    await bench.send({});
    await bench.clock.advance(300);
    await bench.send({ ...CALL });
    await bench.clock.advance(300);
    const texts = bench.statuses.map(({ text }) => text?.replace(/.*:/, ""));
    assert.equal(texts.at(-1) ?? "", "");
    assert.ok(texts.includes("status.input"));
    const failed = bench.statuses.find(({ text }) => text?.endsWith("status.input"));
    assert.deepEqual([failed?.fill, failed?.shape], ["red", "ring"]);
    assert.equal(failed?.text, "@genesys-flows/node-red-genesys-cloud/genesys-account:status.input");
  });

  it("shows a yellow ring while the account is held back, and goes on by itself", async () => {
    await open();
    bench.simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 7 } });
    bench.start({ ...CALL });
    await until(() => bench.clock.pending() > 0 && bench.simulator.log.count("getConversation") === 1);
    await bench.clock.advance(300);
    await until(() => bench.statuses.some(({ text }) => text?.endsWith("status.heldBack") === true));
    await bench.clock.advance(6_000);
    assert.equal(bench.simulator.log.count("getConversation"), 1);
    await bench.clock.advance(1_500);
    await until(() => bench.arrivals.length === 1);
    assert.equal(bench.arrivals[0]?.at, "result");
    assert.equal((bench.arrivals[0]?.msg.genesys as { attempts: number }).attempts, 2);
  });

  it("evaluates typed inputs of every kind", async () => {
    process.env.SPEC_CONVERSATION = CALL.conversationId;
    for (const [value, type, msg] of [
      ["SPEC_CONVERSATION", "env", {}],
      [CALL.conversationId, "str", {}],
      ["$trim(call.id)", "jsonata", { call: { id: ` ${CALL.conversationId} ` } }],
      ["call.id", "msg", { call: { id: CALL.conversationId } }],
    ] as const) {
      await open({ conversationId: value, conversationIdType: type });
      const { at, msg: out } = await bench.send({ ...msg });
      assert.equal(at, "result", `${type}: ${out.error?.message}`);
      assert.equal(out.conversationId, CALL.conversationId);
      await bench.close();
    }
    await open();
  });

  it("names the input whose expression cannot be evaluated", async () => {
    for (const [value, type] of [
      ["$nosuch(", "jsonata"],
      ["$error('no')", "jsonata"],
      ["{", "json"],
    ]) {
      await open({ conversationId: value, conversationIdType: type });
      const { code, message } = failure(await bench.send({}));
      assert.equal(code, "input");
      assert.match(message, /"conversationId".*cannot be evaluated/);
      await bench.close();
    }
    await open();
  });

  it("does not repeat what an expression quotes of the message when it fails", async () => {
    await open({ conversationId: "$number(ani)", conversationIdType: "jsonata" });
    const { code, message } = failure(await bench.send({ ani: "+1 555 010 0142" }));
    assert.equal(code, "input");
    assert.match(message, /cannot be evaluated: .*number/);
    assert.doesNotMatch(message, /0142|555/);
  });

  it("reads flow and global context", async () => {
    await open({ conversationId: "id", conversationIdType: "flow" });
    bench.node.context().flow.set("id", CALL.conversationId);
    assert.equal((await bench.send({})).at, "result");
  });

  it("never places what a mutating call did under a second request when the answer is lost and it may not be repeated", async () => {
    bench = await openBench(setPostflow, "genesys-set-postflow", {
      ...TARGET_INPUTS,
      ...fromMessage("destination", "invocationData"),
      target: "ids",
    });
    bench.simulator.faults.add({ match: { method: "PATCH" }, fault: { lostAnswer: true } });
    bench.start({ ...CALL, destination: "+15550142" });
    await advanceUntilDone();
    // setting the same values again changes nothing, so this one is repeated
    assert.equal(bench.arrivals[0]?.at, "result");
    assert.equal(bench.simulator.log.entries().filter(({ method }) => method === "PATCH").length, 2);
  });
});

describe("the error of a node whose account was closed", () => {
  it("says to send the message again only where nothing was sent", () => {
    const told = (outcome: Outcome) => {
      const { code, message, cause } = accountClosed(new GenesysError("closed", "", { outcome }));
      assert.deepEqual([code, cause.outcome, cause.field], ["config", outcome, "account"]);
      return message;
    };
    assert.match(told("notSent"), /Send the message again\./);
    for (const outcome of ["unknown", "done"] as const) {
      assert.match(told(outcome), /closed in the meantime.*Check the result before you send/);
      assert.doesNotMatch(told(outcome), /Send the message again/);
    }
  });
});
