import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection, type Connection } from "../../nodes/lib/backplane/connection";
import { backplaneSettings, type BackplaneCredentials } from "../../nodes/lib/backplane/settings";
import { isGenesysError } from "../../nodes/lib/platform/errors/errors";
import { realClock } from "../../nodes/lib/platform/time/clock";
import { startRedis, type RunningRedis } from "./redis";
import { run } from "./servers";
import { selfSigned } from "./tls";
import { until } from "./until";

export const PASSWORD = "a-password-of-the-specs";

/** A connection as the node makes it, and what it logs. */
export interface Opened {
  connection: Connection;
  log: string[];
  /** Waits until it is ready, or away for this reason. */
  reach(wanted: string): Promise<void>;
}

/** A command was not sent, since the backplane is away. */
export const isAway = (error: unknown): boolean =>
  isGenesysError(error, "backplane") && error.cause.outcome === "notSent";

export const settingsFor = (url: string, credentials: BackplaneCredentials = {}) =>
  backplaneSettings({ url }, credentials);

export const openConnection = (url: string, credentials: BackplaneCredentials = {}): Opened => {
  const log: string[] = [];
  const add = (text: string): void => void log.push(text);
  const connection = createConnection({
    settings: settingsFor(url, credentials),
    clock: realClock,
    random: () => 0,
    log: { info: add, warn: add },
  });
  const present = (): string => {
    const state = connection.state();
    return state.kind === "away" ? state.failure : state.kind;
  };
  return { connection, log, reach: (wanted) => until(() => present() === wanted) };
};

/** A Redis that speaks TLS on a second port, with a certificate that only itself vouches for. */
export const startTlsRedis = async (): Promise<{
  redis: RunningRedis;
  tlsPort: number;
  stop(): Promise<void>;
}> => {
  const folder = mkdtempSync(join(tmpdir(), "redis-tls-"));
  const { key, cert } = selfSigned("127.0.0.1");
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  const reserved = await run(createServer());
  await reserved.close();
  const files = ["--tls-key-file", keyFile, "--tls-cert-file", certFile, "--tls-auth-clients", "no"];
  const redis = await startRedis(["--tls-port", String(reserved.port), ...files]);
  return {
    redis,
    tlsPort: reserved.port,
    stop: async () => {
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
