import { once } from "node:events";
import { createServer } from "node:net";

/** Below what systems give to outgoing connections, one of which could take the port before it is listened on. */
const [LOWEST, COUNT] = [20_000, 12_000];
const TRIES = 50;

/** A port of this machine that nothing listens on, for a server that has to keep it over restarts. Others listen on 0. */
export const freePort = async (): Promise<number> => {
  for (let left = TRIES; left > 0; left -= 1) {
    const port = LOWEST + Math.floor(Math.random() * COUNT);
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch {
      continue; // it is taken
    }
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error("no port is free");
};
