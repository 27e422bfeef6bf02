import type { IncomingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";
import { runHttp } from "./servers";

export interface Posted {
  headers: IncomingHttpHeaders;
  raw: Buffer;
  body: Record<string, unknown>;
}

/** A server that a webhook is posted to. `answer` decides what it answers; "nothing" is no answer at all. */
export const openReceiver = async (answer: (nth: number) => number | "nothing" = () => 200) => {
  const posted: Posted[] = [];
  const server = await runHttp((asked, reply) => {
    void buffer(asked).then((raw) => {
      posted.push({ headers: asked.headers, raw, body: JSON.parse(raw.toString()) as Posted["body"] });
      const status = answer(posted.length);
      if (status !== "nothing") reply.writeHead(status).end();
    });
  });
  return { url: `http://127.0.0.1:${server.port}/hook`, posted, close: server.close };
};
