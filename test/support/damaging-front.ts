import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { damaged } from "./damage";
import { runHttp } from "./servers";

export interface Front {
  url: string;
  /** Where it leads; set once it is known. */
  target: string;
  /** How many requests were damaged so far. */
  struck: () => number;
  /** The next requests of this kind, `times` of them, are not passed on: their answer has this status, and such a body. */
  strike(match: { method: string; path: RegExp }, damage: string, status: number, times?: number): void;
  close(): Promise<void>;
}

/** A proxy in front of a host, which damages its responses. */
export const openFront = async (): Promise<Front> => {
  let strikes = 0;
  let left = 0;
  let strikesAt: (asked: IncomingMessage) => boolean = () => false;
  let answer = damaged("nothing in it", 500);

  const passOn = (asked: IncomingMessage, reply: ServerResponse): void => {
    const { url = "/", method, headers } = asked;
    const sent = request(new URL(url, front.target), { method, headers }, (answered) => {
      reply.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(reply);
    });
    sent.on("error", () => reply.destroy());
    asked.pipe(sent);
  };
  const server = await runHttp((asked, reply) => {
    if (left === 0 || !strikesAt(asked)) return passOn(asked, reply);
    left -= 1;
    strikes += 1;
    answer(asked, reply);
  });
  const front: Front = {
    url: `http://127.0.0.1:${server.port}`,
    target: "",
    struck: () => strikes,
    strike: ({ method, path }, damage, status, times = Infinity) => {
      left = times;
      strikesAt = (asked) => asked.method === method && path.test(asked.url ?? "");
      answer = damaged(damage, status, { "retry-after": "1" });
    },
    close: server.close,
  };
  return front;
};
