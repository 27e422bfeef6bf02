import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { join } from "node:path";
import { ActError } from "../simulator/act/details";
import { startSimulator, type Simulator } from "../simulator/index";
import type { VirtualClock } from "../simulator/store/clock";
import { clockFor, runThrough } from "./clock";
import { readFlags, UsageError, type Options } from "./flags";
import { HELP } from "./help";

const HOUR_MS = 3_600_000;

/** What the command writes to, and how it learns that it is to end. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  /** Calls `stop` with each signal, and when no program reads what is written. */
  onStop(stop: () => void): void;
}

const versionOf = (): string => {
  const folder = __dirname.includes("dist") ? "../../../.." : "../../..";
  const { version } = JSON.parse(readFileSync(join(__dirname, folder, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
};

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (host.startsWith("127.") && isIPv4(host));

/** Why it could not listen, with what to do. */
const notListening = ({ port, host }: Options, error: unknown): string => {
  const { code = "", message } = error as Error & { code?: string };
  if (code === "EADDRINUSE")
    return `Port ${port} is taken. Choose another one with --port ${port === 65_535 ? 8080 : port + 1}, or a free one with --port 0.`;
  if (code === "EACCES") return `Port ${port} needs more rights. Choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `This machine has no address ${host}.`;
  return `It cannot listen on ${host}, port ${port}: ${message}`;
};

const greet = ({ out, error }: Terminal, { host }: Options, { url, captures }: Simulator): void => {
  const account = `region custom, API host and login host ${url}, client id and secret simulator`;
  out(`The simulated organisation listens on ${url} (in an account: ${account}).`);
  out(`${url}/_simulator/... controls it. Ctrl-C stops it.`);
  for (const { conversationId, frames } of captures.list())
    out(`Capture ${conversationId}: ${frames} frames. POST ${url}/_simulator/replayCapture replays them.`);
  if (!isLoopback(host))
    error(
      `Warning: ${host} is not only this machine. Who reaches it controls the organisation, without a sign-in.`,
    );
};

const runUntilEnd = async (options: Options, terminal: Terminal): Promise<void> => {
  const { port, host, allowHost: hosts, start, captures, floor, speed, hours } = options;
  const clock = clockFor(speed);
  const lines: string[] = [];
  let write = (line: string): void => void lines.push(line); // a floor may begin before the greeting
  const org = await startSimulator({
    ...{ clock, port, host, hosts, onEvent: (line) => write(line) },
    ...(start && { start }),
    captures,
    ...(floor && { floor }),
  });
  greet(terminal, options, org);
  for (const line of lines) terminal.out(line);
  write = (line) => terminal.out(line);
  let isStopped = false;
  const stopped = new Promise<void>((resolve) =>
    terminal.onStop(() => {
      isStopped = true;
      resolve();
    }),
  );
  const ms = (hours ?? 0) * HOUR_MS;
  if (speed === "max") await runThrough(clock as VirtualClock, ms, () => isStopped);
  else
    await (hours === undefined
      ? stopped
      : Promise.race([stopped, new Promise<void>((end) => clock.after(ms, end))]));
  await org.close();
};

/** `genesys-simulator`. Resolves with the exit status when it has ended: 0, 1 if it could not listen, 2 for wrong flags. */
export const runCommand = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  let options: ReturnType<typeof readFlags> | undefined;
  try {
    options = readFlags(args);
    if (options === "help") terminal.out(HELP.trimEnd());
    else if (options === "version") terminal.out(versionOf());
    else await runUntilEnd(options, terminal);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return (terminal.error(error.message), 2);
    if (error instanceof ActError) return (terminal.error(`--start: ${error.message}`), 2);
    if (typeof options !== "object") throw error;
    return (terminal.error(notListening(options, error)), 1);
  }
};
