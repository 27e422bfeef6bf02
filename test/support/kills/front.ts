import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** The network between one instance and Redis. */
export interface Front {
  url: string;
  /** Connections stay open, new ones are accepted, and nothing passes in either direction until `pass`. */
  silence(): void;
  /** What was held back meanwhile is delivered first. */
  pass(): void;
  /** Every connection is reset, and new ones are refused until `leadTo`. */
  refuse(): Promise<void>;
  /** New connections lead to this port; the present ones are reset. */
  leadTo(port: number): Promise<void>;
  /** The ports from which it connects to Redis now. */
  ports(): number[];
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
}

export const startFront = async (redisPort: number): Promise<Front> => {
  let target = redisPort;
  let isSilent = false;
  const pairs = new Set<Pair>();

  const flow = ({ near, far }: Pair): void => {
    for (const socket of [near, far])
      if (isSilent) socket.pause();
      else socket.resume();
  };
  const accept = (near: Socket): void => {
    const far = connect(target, "127.0.0.1");
    const pair = { near, far };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on("data", (chunk) => void to.write(chunk));
      from.on("error", end);
      from.on("close", end);
    }
    flow(pair);
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(accept).listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  const reset = (): void => {
    for (const { near, far } of [...pairs]) {
      near.resetAndDestroy();
      far.destroy();
    }
    pairs.clear();
  };
  let server: Server | undefined = await listen(0);
  const { port } = server.address() as AddressInfo;
  const refuse = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    reset();
    if (closing === undefined) return;
    closing.close();
    await once(closing, "close");
  };

  return {
    url: `redis://127.0.0.1:${port}`,
    silence: () => {
      isSilent = true;
      pairs.forEach(flow);
    },
    pass: () => {
      isSilent = false;
      pairs.forEach(flow);
    },
    refuse,
    leadTo: async (next) => {
      target = next;
      reset();
      server ??= await listen(port);
    },
    ports: () => [...pairs].flatMap(({ far }) => far.localPort ?? []),
    close: refuse,
  };
};
