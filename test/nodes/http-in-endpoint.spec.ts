import assert from "node:assert/strict";
import { Refusal } from "../../nodes/lib/node/http-in/refusal";
import { isGenesysError } from "../../nodes/lib/platform/errors/errors";
import { endpointsOn } from "../support/endpoint";
import { until } from "../support/until";
import { openWebHost, type WebHost } from "../support/web-host";

describe("an endpoint of a node", () => {
  let host: WebHost;
  const { open, forget, received, failures } = endpointsOn(() => host);
  beforeEach(forget);
  afterEach(() => host.close());

  describe("on the web server of Node-RED", () => {
    it("is below httpNodeRoot, and nowhere else", async () => {
      host = await openWebHost({ root: "/flows/" });
      open("a");
      assert.equal((await host.send("/flows/in", "{}")).status, 200);
      assert.equal((await host.send("/in", "{}")).status, 404);
    });

    it("is behind httpNodeAuth", async () => {
      host = await openWebHost({
        auth: ({ headers }, response: never, next) => {
          if (headers["authorization"] === "Basic dTpw") next();
          else (response as { sendStatus(code: number): void }).sendStatus(401);
        },
      });
      open("a");
      assert.equal((await host.send("/in", "{}")).status, 401);
      assert.equal(received.length, 0);
      assert.equal((await host.send("/in", "{}", { authorization: "Basic dTpw" })).status, 200);
    });

    it("is behind httpNodeMiddleware, a function or a list of them, and survives one that fails", async () => {
      const order: string[] = [];
      let failing: (() => unknown) | undefined;
      type Step = (
        request: unknown,
        response: { sendStatus(code: number): void },
        next: () => void,
      ) => unknown;
      const steps: Step[] = [
        (_request, _response, next) => (order.push("first"), next()),
        (_request, _response, next) => (failing === undefined ? next() : failing()),
      ];
      host = await openWebHost({ settings: { httpNodeMiddleware: [steps] } });
      open("a");
      assert.equal((await host.send("/in", "{}")).status, 200);
      assert.deepEqual(order, ["first"]);
      for (const way of [() => assert.fail("spoilt"), () => Promise.reject(new Error("spoilt"))]) {
        failing = way;
        const answer = await host.send("/in", "{}");
        assert.equal(answer.status, 500);
        assert.doesNotMatch(answer.body, /spoilt/);
      }
      assert.equal(received.length, 1);
    });

    it("leaves all other paths and methods to the other nodes", async () => {
      host = await openWebHost();
      open("a");
      host.httpNode.post("/other", (_asked: unknown, reply: { sendStatus(code: number): void }) =>
        reply.sendStatus(202),
      );
      assert.equal((await host.send("/other", "")).status, 202);
      assert.equal((await host.send("/in", "", {}, "PUT")).status, 404);
      assert.equal((await host.send("/in/deeper", "")).status, 404);
    });

    it("takes the spellings of a path for the same that Node-RED's own http in does", async () => {
      host = await openWebHost();
      open("a", { path: "/Genesys/in" });
      for (const path of ["/genesys/in", "/Genesys/IN/", "/Genesys/in?a=b"])
        assert.equal((await host.send(path, "{}")).status, 200, path);
      assert.equal(received[2]?.query.get("a"), "b");
    });

    it("is refused with a sentence where Node-RED serves no HTTP nodes", async () => {
      host = await openWebHost({ settings: { httpNodeRoot: false } });
      assert.throws(
        () => open("a"),
        (error) => isGenesysError(error, "config") && /httpNodeRoot is false/.test(error.message),
      );
    });
  });

  describe("when its node", () => {
    it("refuses, sends status, code and sentence, before the body is read where the headers are enough", async () => {
      host = await openWebHost();
      const admit = (): never => {
        throw new Refusal(401, "unsigned", "Sign it.", { "WWW-Authenticate": "Basic" });
      };
      open("a", { admit });
      const answer = await host.send("/in", "{}");
      assert.equal(answer.status, 401);
      assert.equal(answer.headers["www-authenticate"], "Basic");
      assert.deepEqual(JSON.parse(answer.body), { code: "unsigned", message: "Sign it." });
      assert.equal(received.length, 0);
    });

    it("fails, answers 500 without the text of the error, which its node receives", async () => {
      host = await openWebHost();
      open("a", { receive: () => Promise.reject(new Error("a secret")) });
      const answer = await host.send("/in", "{}");
      assert.equal(answer.status, 500);
      assert.doesNotMatch(answer.body, /secret/);
      assert.match(String(failures[0]), /a secret/);
    });

    it("has more to do, answers first", async () => {
      host = await openWebHost();
      let isAnswered = false;
      const done: boolean[] = [];
      const receive = () => ({
        status: 200,
        afterwards: () => void setImmediate(() => done.push(isAnswered)),
      });
      open("a", { receive });
      await host.send("/in", "{}");
      isAnswered = true;
      await until(() => done.length > 0);
      open("b", { path: "/fails", receive: () => ({ status: 200, afterwards: () => assert.fail("late") }) });
      assert.equal((await host.send("/fails", "{}")).status, 200);
      assert.match(String(failures[0]), /late/);
    });
  });
});
