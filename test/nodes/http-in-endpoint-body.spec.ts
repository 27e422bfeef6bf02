import assert from "node:assert/strict";
import { connect } from "node:net";
import type { Readable } from "node:stream";
import type { Refusal } from "../../nodes/lib/node/http-in/refusal";
import { endpointsOn } from "../support/endpoint";
import { until } from "../support/until";
import { openWebHost, type WebHost } from "../support/web-host";

describe("an endpoint of a node", () => {
  let host: WebHost;
  const { open, forget, received, failures } = endpointsOn(() => host);
  beforeEach(forget);
  afterEach(() => host.close());

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
});
