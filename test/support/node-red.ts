import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

const resolve = createRequire(__filename).resolve;

/** The Node-RED that the specs of this process run on: `NR=node-red` (4.1) or `NR=node-red-5`. */
export const flavour = process.env.NR ?? "node-red";

export interface NodeRed {
  /** Ends with a slash: paths of the admin API are relative to it, as in the editor. */
  url: string;
  /** All that it has logged. */
  log(): string;
  get<T>(path: string): Promise<T>;
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

interface StartOptions {
  flows?: Record<string, unknown>[];
  /** By node id; kept in clear, since the user directory is a temporary one. */
  credentials?: Record<string, Record<string, string>>;
  /** Flows and credentials are those that the Node-RED before has left. */
  keep?: boolean;
  settings?: Record<string, unknown>;
  /** The code editor of the dialogs; "monaco" is Node-RED's default, and takes two seconds to load. */
  codeEditor?: "ace" | "monaco";
  /** With the core nodes that no flow of the specs has, too. */
  allNodes?: boolean;
  env?: Record<string, string>;
  /** Called with each line that the process writes to its file descriptor 3. */
  onLine?: (line: string) => void;
}

/**
 * The core nodes that no flow of the specs has. Without them, a start takes a quarter less of the processor, and a page of the
 * editor an eighth.
 */
const NOT_USED = [
  ...["10-mqtt.js", "16-range.js", "18-sort.js", "19-batch.js", "22-websocket.js", "23-watch.js"],
  ...["31-tcpin.js", "32-udp.js", "70-HTML.js", "70-XML.js", "70-YAML.js", "89-trigger.js", "90-exec.js"],
  "rbe.js",
];

const quietSettings = ({ codeEditor = "ace", allNodes = false }: StartOptions) => ({
  nodesExcludes: allNodes ? [] : NOT_USED,
  uiHost: "127.0.0.1",
  flowFile: "flows.json",
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: {
    tours: false,
    palette: { catalogues: [] },
    projects: { enabled: false },
    codeEditor: { lib: codeEditor },
  },
});

const startTimeoutMs = 60_000;

/** A real Node-RED of its own process on a user directory, started and ready. The caller stops it. */
export const startNodeRed = async (userDir: string, options: StartOptions = {}): Promise<NodeRed> => {
  const settings = { ...quietSettings(options), ...options.settings };
  await writeFile(join(userDir, "settings.js"), `module.exports = ${JSON.stringify(settings)};`);
  if (options.keep !== true) {
    await writeFile(join(userDir, "flows.json"), JSON.stringify(options.flows ?? []));
    await writeFile(join(userDir, "flows_cred.json"), JSON.stringify(options.credentials ?? {}));
  }

  const red = join(dirname(resolve(`${flavour}/package.json`)), "red.js");
  const child = spawn(process.execPath, [red, "--userDir", userDir, "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe", ...(options.onLine ? (["pipe"] as const) : [])],
    env: { ...process.env, ...options.env },
  });
  const lines = child.stdio[3];
  if (options.onLine && lines instanceof Readable)
    createInterface({ input: lines }).on("line", options.onLine);
  let log = "";
  let isStarted = false;
  const ended = once(child, "exit");
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const started = new Promise<string>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`Node-RED did not start:\n${log}`)), startTimeoutMs);
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      if (isStarted) return;
      const port = /Server now running at \S+?:(\d+)/.exec(log)?.[1];
      if (port === undefined || !/Started flows/.test(log)) return;
      isStarted = true;
      done(`http://127.0.0.1:${port}/`);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => fail(new Error(`Node-RED ended:\n${log}`)));
    void Promise.allSettled([ended]).then(() => clearTimeout(timer));
  });
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    child.kill("SIGTERM");
    const last = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await ended;
    clearTimeout(last);
  };

  let url: string;
  try {
    url = await started;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    log: () => log,
    get: async <T>(path: string): Promise<T> => {
      const answer = await fetch(new URL(path, url), { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return (await answer.json()) as T;
    },
    signal: (name) => void child.kill(name),
    stop,
  };
};
