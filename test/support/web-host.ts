import { EventEmitter } from "node:events";
import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { createRequire } from "node:module";
import type { NodeAPI } from "node-red";
import { run } from "./servers";

const load = createRequire(__filename);

interface App {
  (...asked: unknown[]): void;
  use(...steps: unknown[]): void;
  post(path: string, ...steps: unknown[]): void;
}

export interface Sent {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface HostOptions {
  root?: string;
  /** In front of the root, as `httpNodeAuth` is. */
  auth?: (request: { headers: Record<string, string> }, response: never, next: () => void) => void;
  settings?: Record<string, unknown>;
  /** The parser of the editor, which is mounted at the root by default. */
  parsesFirst?: boolean;
}

/** As much of a running Node-RED as an endpoint needs: its Express below a root, its settings and its events. */
export const openWebHost = async ({
  root = "/",
  auth,
  settings = {},
  parsesFirst = false,
}: HostOptions = {}) => {
  const nodeRed = createRequire(load.resolve(process.env.NR ?? "node-red"));
  const express = nodeRed("express") as { (): App; json(): unknown };
  const [app, httpNode, httpAdmin] = [express(), express(), express()];
  if (parsesFirst) app.use(express.json());
  if (auth !== undefined) app.use(root, auth);
  app.use(root, httpNode);
  const events = new EventEmitter();
  const RED = { httpNode, httpAdmin, events, settings } as unknown as NodeAPI;
  const server = createServer((...asked) => app(...asked));
  const { port, close } = await run(server);

  const send = (
    path: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
    method = "POST",
  ): Promise<Sent> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest({ port, host: "127.0.0.1", path, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.on("error", reject);
      asked.end(body);
    });

  const deployed = (): void => void events.emit("flows:started");
  return { RED, httpNode, events, port, send, deployed, close };
};

export type WebHost = Awaited<ReturnType<typeof openWebHost>>;
