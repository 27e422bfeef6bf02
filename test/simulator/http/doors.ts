import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { exchange } from "../caller";

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: IncomingMessage["headers"];
}

export const JSON_TYPE = { "Content-Type": "application/json" };

/** What a page can reach: the acts, the login host, the API, what does not exist, and the sockets. */
export const DOORS = [
  ["GET", "/_simulator/state"],
  ["POST", "/_simulator/clearLog"],
  ["POST", "/_simulator/reset"],
  ["OPTIONS", "/_simulator/clearLog"],
  ["GET", "/oauth/authorize"],
  ["POST", "/oauth/token"],
  ["GET", "/api/v2/organizations/me"],
  ["PATCH", "/api/v2/conversations/calls/1"],
  ["OPTIONS", "/api/v2/conversations/calls/1"],
  ["GET", "/nothing/here"],
] as const;

/** The ways in which a page reaches the simulated org. */
export const doorsOf = (simulator: () => Simulator) => {
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = "",
  ): Promise<Answer> => {
    const asked = request(`${simulator().url}${path}`, { method, headers, agent: false });
    asked.end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const text = (await buffer(answer)).toString("utf8");
    const isJson = /json/.test(answer.headers["content-type"] ?? "");
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
  /** The status of a handshake with these headers. */
  const upgrade = (path: string, headers: Record<string, string> = {}): Promise<number> => {
    const handshake = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": Buffer.alloc(16).toString("base64"),
    };
    const asked = request(`${simulator().url}${path}`, {
      headers: { ...handshake, ...headers },
      agent: false,
    });
    return new Promise((resolve, reject) => {
      asked.on("error", reject);
      asked.on("response", (answer) => resolve((answer.resume(), answer.statusCode ?? 0)));
      asked.on("upgrade", (_answer, socket) => resolve((socket.destroy(), 101)));
      asked.end();
    });
  };
  const openChannel = async (): Promise<string> => {
    const token = String((await exchange(simulator())).body["access_token"]);
    const authorization = `Bearer ${token}`;
    const { body } = await send("POST", "/api/v2/notifications/channels", { authorization });
    return new URL(String(body["connectUri"])).pathname;
  };
  const port = (): string => new URL(simulator().url).port;
  return { send, upgrade, openChannel, port };
};

/** The test holds for a dozen of these values. */
export const checkEach = async (arbitrary: fc.Arbitrary<string>, test: (value: string) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, test), { numRuns: 12 });
