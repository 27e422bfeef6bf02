import assert from "node:assert/strict";
import { anyNodeBench, failure } from "../support/benches/any-node";
import type { Arrival } from "../support/flow";
import { CALL } from "../support/seed";
import { passUntil, until } from "../support/until";

describe("every node", () => {
  const { bench, open } = anyNodeBench();
  afterEach(() => bench().close());

  /** Real sockets and virtual back-off in turn, until the message has come out. */
  const advanceUntilDone = async (ms = 20_000): Promise<void> => {
    await passUntil(bench().clock, () => bench().arrivals.length !== 0, ms);
  };

  describe("reports message, code and cause to a Catch node", () => {
    it("of an input that is blank, naming the property that the flow has to set", async () => {
      const { code, message, cause } = failure(await (await open()).send({}));
      assert.equal(code, "input");
      assert.match(message, /msg\.conversationId is blank\.$/);
      assert.deepEqual([cause.outcome, cause.field], ["notSent", "conversationId"]);
      assert.equal(bench().simulator.log.count(), 0);
    });

    it("of an input that is blank and reads no property, naming the input", async () => {
      const { send } = await open({ conversationId: "", conversationIdType: "str" });
      assert.match(failure(await send({})).message, /The input "conversationId" is blank\.$/);
    });

    it("of an input that is blank, by the name that its dialog shows", async () => {
      const { send } = await open({ conversationId: "#:(memory)::call", conversationIdType: "flow" });
      assert.match(failure(await send({})).message, /^flow\.call is blank\.$/);
    });

    it("of an input that names no property, naming the input", async () => {
      for (const conversationId of ["", " "]) {
        const { send, close } = await open({ conversationId, conversationIdType: "msg" });
        assert.match(failure(await send({})).message, /^The input "conversationId" is blank\.$/);
        if (conversationId === "") await close();
      }
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
      const { code, cause, message } = failure(await bench().send({ ...CALL }));
      assert.deepEqual([code, cause.field], ["config", "clientSecret"]);
      assert.match(message, /Enter them again/);
    });

    it("of a wrong secret, and that a wrong region looks the same", async () => {
      await open({}, { credentials: { clientSecret: "wrong" } });
      const { code, message } = failure(await bench().send({ ...CALL }));
      assert.equal(code, "auth");
      assert.match(message, /secret.*region/s);
    });

    it("of a leg that is not there, saying what is", async () => {
      await open({ target: "user" });
      const { code, message } = failure(await bench().send({ ...CALL, userId: CALL.communicationId }));
      assert.equal(code, "noTarget");
      assert.match(message, /no communication of one/);
    });

    it("of several legs where the only one was asked for", async () => {
      await open({ target: "ids", which: "only" });
      const { code } = failure(await bench().send({ conversationId: CALL.conversationId }));
      assert.equal(code, "ambiguous");
    });

    it("of a conversation that does not exist", async () => {
      const { code, cause } = failure(await (await open()).send({ conversationId: CALL.communicationId }));
      assert.deepEqual([code, cause.status, cause.outcome], ["missing", 404, "refused"]);
      assert.ok(cause.correlationId);
    });

    const answered: [string, number, string, RegExp][] = [
      ["a refusal that may be for the division", 403, "denied", /division/],
      ["a conflict", 409, "conflict", /current state/],
      ["a bad request", 400, "rejected", /Correct its inputs/],
      ["an error of the server", 500, "server", /Check the result of the request/],
    ];
    for (const [what, status, code, sentence] of answered)
      it(`of ${what}, HTTP ${status}`, async () => {
        await open();
        bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { status } });
        const failed = failure(await bench().send({ ...CALL }));
        assert.deepEqual([failed.code, failed.cause.status], [code, status]);
        assert.match(failed.message, sentence);
      });

    it("of a Retry-After that is longer than the account waits, at once", async () => {
      await open();
      bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { retryAfter: 3600 } });
      const { code, cause } = failure(await bench().send({ ...CALL }));
      assert.deepEqual([code, cause.retryAfterMs], ["limited", 3_600_000]);
    });

    it("of a host that refuses connections", async () => {
      const away = "http://127.0.0.1:9";
      await open({}, { account: { apiUrl: away, loginUrl: away } });
      bench().start({ ...CALL });
      await advanceUntilDone();
      const { code, cause, message } = failure(bench().arrivals[0] as Arrival);
      assert.deepEqual([code, cause.networkCode, cause.outcome], ["network", "ECONNREFUSED", "notSent"]);
      assert.match(message, /Check/);
    });

    it("of a region that there is not, whose host is unknown", async () => {
      // The resolver refuses a label of more than 63 letters at once, without the network.
      const region = `${"x".repeat(64)}.invalid`;
      await open({}, { account: { region, apiUrl: "", loginUrl: "" } });
      bench().start({ ...CALL });
      await advanceUntilDone();
      const { code, cause, message } = failure(bench().arrivals[0] as Arrival);
      assert.deepEqual([code, cause.outcome], ["network", "notSent"]);
      assert.match(message, /login\.x{64}\.invalid.*Check the (account's region|network)/s);
    });

    it("of an error page of a gateway, saying that it is none of the API's", async () => {
      await open();
      const page = { html: true, status: 403 } as const;
      bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: page });
      const { code, cause, message } = failure(await bench().send({ ...CALL }));
      assert.deepEqual([code, cause.status], ["denied", 403]);
      assert.match(message, /403 is a web page.*Check the account's hosts/);
    });

    it("of a host that does not answer in time", async () => {
      await open({}, { account: { timeoutSeconds: 5 } });
      bench().simulator.faults.add({
        match: { operation: "getConversation" },
        times: 9,
        fault: { silence: true },
      });
      bench().start({ ...CALL });
      await until(() => bench().simulator.log.count("getConversation") === 1);
      await advanceUntilDone(5000);
      const { code, message } = failure(bench().arrivals[0] as Arrival);
      assert.equal(code, "timeout");
      assert.match(message, /within 5 s/);
    });

    it("of a response that is not JSON, and of a web page in its place", async () => {
      await open();
      bench().simulator.faults.add({ match: { operation: "getConversation" }, fault: { brokenBody: true } });
      assert.equal(failure(await bench().send({ ...CALL })).code, "answer");
      bench().simulator.faults.add({
        match: { operation: "getConversation" },
        fault: { html: true, status: 200 },
      });
      const { code, message } = failure(await bench().send({ ...CALL }));
      assert.equal(code, "answer");
      assert.match(message, /web page.*proxy/);
    });
  });
});
