import assert from "node:assert/strict";
import { connect } from "node:net";
import type { Readable } from "node:stream";
import { openEndpoint, type EndpointOptions, type Received } from "../../nodes/lib/node/http-in/endpoint";
import { Refusal } from "../../nodes/lib/node/http-in/refusal";
import { isGenesysError } from "../../nodes/lib/platform/errors/errors";
import { until } from "../support/until";
import { openWebHost, type WebHost } from "../support/web-host";

describe("an endpoint of a node", () => {
  let host: WebHost;
  const failures: unknown[] = [];
  const received: Received[] = [];
  beforeEach(() => {
    failures.length = 0;
    received.length = 0;
  });
  afterEach(() => host.close());

  const open = (id: string, options: Partial<EndpointOptions> = {}) =>
    openEndpoint(
      host.RED,
      { id, name: `node ${id}` },
      {
        method: "post",
        path: "/in",
        receive: (one) => {
          received.push(one);
          return { status: 200, body: { by: id } };
        },
        onFailure: (error) => void failures.push(error),
        onTaken: () => undefined,
        ...options,
      },
    );

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

  describe("with a body", () => {
    it("receives its bytes as they were sent", async () => {
      host = await openWebHost();
      open("a");
      const body = Buffer.from('{ "text":  "Grüße \\u00e9",\n"n": 1.0 }');
      await host.send("/in", body, { "content-type": "application/json" });
      assert.deepEqual(received[0]?.raw, body);
    });

    it("takes the bytes that middleware has kept, and names the mistake where it kept none", async () => {
      let kept: object = { body: Buffer.from("kept"), _body: true };
      const httpNodeMiddleware = (request: Readable, _response: unknown, next: () => void): void => {
        Object.assign(request, kept);
        request.on("end", next).resume();
      };
      host = await openWebHost({ settings: { httpNodeMiddleware } });
      const refused: Refusal[] = [];
      open("a", { onRefused: (refusal) => void refused.push(refusal) });
      assert.equal((await host.send("/in", "kept")).status, 200);
      kept = { body: { parsed: true }, rawBody: Buffer.from("raw"), _body: true };
      assert.equal((await host.send("/in", "raw")).status, 200);
      assert.deepEqual(
        received.map(({ raw }) => raw.toString()),
        ["kept", "raw"],
      );
      kept = { body: { parsed: true }, rawBody: undefined, _body: true };
      assert.equal((await host.send("/in", "{}")).status, 500);
      assert.match(refused[0]?.message ?? "", /middleware .* has read the body/);
    });

    it("receives its bytes also behind the parser of the editor, whose other routes stay as they are", async () => {
      host = await openWebHost({ root: "/hooks/", parsesFirst: true });
      open("a");
      const parsed: unknown[] = [];
      host.httpNode.post("/other", (asked: { body: unknown }, reply: { sendStatus(code: number): void }) => {
        parsed.push(asked.body);
        reply.sendStatus(200);
      });
      const body = Buffer.from('{ "a":  1 }');
      const headers = { "content-type": "application/json" };
      assert.equal((await host.send("/hooks/in?x=1", body, headers)).status, 200);
      assert.deepEqual(received[0]?.raw, body);
      assert.equal((await host.send("/hooks/other", body, headers)).status, 200);
      assert.equal((await host.send("/in", body, headers)).status, 404);
      assert.deepEqual(parsed, [{ a: 1 }]);
    });

    it("answers 413 to one above the limit, with its length announced or in chunks", async () => {
      host = await openWebHost();
      open("a", { largestBody: 100 });
      const large = "x".repeat(101);
      assert.equal((await host.send("/in", large, { "content-length": "101" })).status, 413);
      assert.equal((await host.send("/in", large, { "transfer-encoding": "chunked" })).status, 413);
      assert.equal((await host.send("/in", "x".repeat(100))).status, 200);
      assert.deepEqual(failures, []);
    });

    it("answers 415 to a compressed one", async () => {
      host = await openWebHost();
      open("a");
      assert.equal((await host.send("/in", "x", { "content-encoding": "gzip" })).status, 415);
    });

    it("forgets one that breaks off", async () => {
      host = await openWebHost();
      const refused: string[] = [];
      open("a", { onRefused: ({ code }) => void refused.push(code) });
      const socket = connect(host.port, "127.0.0.1");
      socket.write("POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
      setTimeout(() => socket.destroy(), 20);
      await until(() => refused.length > 0);
      assert.deepEqual([refused, received], [["brokenOff"], []]);
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

    it("fails, answers 500 without a word of the error, which its node receives", async () => {
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
