import assert from "node:assert/strict";
import type { IncomingMessage, RequestListener } from "node:http";
import type { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { createTransport } from "../../nodes/lib/platform/http/transport";
import type { Exchange, ExchangeRequest } from "../../nodes/lib/platform/types";
import { createClock, type VirtualClock } from "./clock";
import { secretsIn } from "./secrets";
import { runHttp, type Running } from "./servers";

const TOKEN = "the-bearer-token";
const BODY = "the-text-of-the-message";
/** What no error may hold, wherever one looks. */
export const SECRETS = [TOKEN, BODY, "Axios"];

export interface HttpBench {
  clock: VirtualClock;
  server: Running;
  /** What has reached the server. */
  requests: IncomingMessage[];
  /** What the server answers from now on. */
  answer: RequestListener;
  send(more?: Partial<ExchangeRequest>): Promise<Exchange>;
  /** The error of a call, which leaves no timer and holds nothing secret. */
  failure(more?: Partial<ExchangeRequest>): Promise<GenesysError>;
  close(): Promise<void>;
}

/** A transport with a real server on this machine at its other end. */
export const openHttpBench = async (): Promise<HttpBench> => {
  const clock = createClock();
  const transport = createTransport({ clock });
  const requests: IncomingMessage[] = [];
  const server = await runHttp((request, response) => {
    requests.push(request);
    bench.answer(request, response);
  });
  const send: HttpBench["send"] = (more = {}) =>
    transport.send({
      method: "POST",
      url: `http://127.0.0.1:${server.port}/path`,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: BODY,
      timeoutMs: 30_000,
      ...more,
    });
  const bench: HttpBench = {
    clock,
    server,
    requests,
    answer: () => undefined,
    send,
    failure: async (more) => {
      const error = await send(more).then(
        () => assert.fail("it was answered"),
        (reason: GenesysError) => reason,
      );
      assert.equal(error.name, "GenesysError");
      assert.deepEqual(secretsIn(error, SECRETS), []);
      assert.equal(clock.pending(), 0, "no timer is left");
      return error;
    },
    close: async () => {
      transport.close();
      await server.close();
    },
  };
  return bench;
};

export const answerWith =
  (status: number, headers: Record<string, string>, body?: string | Buffer): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);
