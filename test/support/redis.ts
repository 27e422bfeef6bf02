import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import Redis from "ioredis";
import { freePort } from "./ports";

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The Redis or Valkey of this machine: what REDIS_SERVER names, or else the first on the PATH. */
const findRedis = ({ REDIS_SERVER, PATH = "" } = process.env): string | undefined =>
  [
    ...(REDIS_SERVER ? [REDIS_SERVER] : []),
    ...["redis-server", "valkey-server"].flatMap((name) =>
      [...PATH.split(delimiter), "/usr/bin", "/usr/local/bin"].map((folder) => join(folder, name)),
    ),
  ].find(isExecutable);

/** Specs that need a real Redis. Without one they fail in CI; elsewhere the run says loudly that they were left out. */
export const describeWithRedis = (title: string, specs: (this: Mocha.Suite) => void): void => {
  if (findRedis() !== undefined) return void describe(title, specs);
  const bar = "!".repeat(90);
  console.log(
    `\n${bar}\n!!! LEFT OUT: ${title}: no redis-server was found (name one in REDIS_SERVER).\n${bar}`,
  );
  if (process.env.CI !== "true") return;
  describe(title, () =>
    it("finds a redis-server", () => {
      throw new Error("no redis-server was found");
    }),
  );
};

export interface RunningRedis {
  port: number;
  url: string;
  /** A connection as the package opens it: its commands reject soon while Redis is away. It is closed with the server. */
  connect(): Redis;
  /** Starts it again on its port, empty, after `kill` or `stop`. */
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** It holds its connections and answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A port that was free may be taken by another process before the server has it; one of a Cluster also takes port + 10,000. */
const TRIES = 5;

/** A real Redis on a free port of this machine, which keeps nothing on the disk. */
export const startRedis = async (more: readonly string[] = []): Promise<RunningRedis> => {
  const file = findRedis();
  if (file === undefined) throw new Error("no redis-server was found");
  for (let tries = 1; ; tries += 1) {
    try {
      return await startRedisOn(await freePort(), file, more);
    } catch (error) {
      if (tries >= TRIES) throw error;
    }
  }
};

const startRedisOn = async (port: number, file: string, more: readonly string[]): Promise<RunningRedis> => {
  const name = `redis-${process.pid}-${port}`;
  const [data, nodes] = [`${name}.rdb`, `${name}.nodes.conf`];
  const open = new Set<Redis>();
  let child: ChildProcess;
  const end = (): boolean => child.kill("SIGKILL");
  const connect = (): Redis => {
    const redis = new Redis({
      ...{ host: "127.0.0.1", port, maxRetriesPerRequest: 0, commandTimeout: 1_000, connectTimeout: 1_000 },
      ...{ enableOfflineQueue: false, retryStrategy: () => 50, replyMapping: "legacy" },
    });
    redis.on("error", () => undefined); // its commands reject
    open.add(redis);
    return redis;
  };
  const start = async (): Promise<void> => {
    const where = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const replicas = ["--repl-diskless-sync-delay", "0"];
    // A replica keeps what it receives in a file.
    const files = ["--dir", tmpdir(), "--dbfilename", data, "--cluster-config-file", nodes];
    const started = spawn(file, [...where, ...files, ...replicas, ...more], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    await new Promise<void>((resolve, reject) => {
      started.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
      started.stdout.on("data", (text) => String(text).includes("Ready to accept") && resolve());
    });
  };
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    end();
    await ended;
  };
  process.once("exit", end);
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    connect,
    start,
    kill,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    stop: async () => {
      process.removeListener("exit", end);
      for (const redis of open) redis.disconnect();
      await kill();
      for (const one of [data, nodes]) rmSync(join(tmpdir(), one), { force: true });
    },
  };
};

/** Connected, so that its commands are sent. */
export const connected = async (redis: Redis): Promise<Redis> => {
  if (redis.status !== "ready") await once(redis, "ready");
  return redis;
};
