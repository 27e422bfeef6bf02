import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startNodeRed, type NodeRed } from "../node-red";
import { installedFolder } from "../package";

/** What an instance reports of a message, when the node behind *conversation events* receives it. */
export interface Report {
  instance: string;
  /** In µs, by the clock that all processes of this machine share. */
  at: number;
  event?: string;
  conversationId?: string;
  participantId?: string;
  communicationId?: string;
  messageId?: string;
  recovered?: boolean;
  redelivered?: boolean;
  /** Of the status node: the text below *conversation events*. */
  status?: string;
}

export const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);

/** A node that reports what it receives before it returns: what the flow has taken is known, whatever happens next. */
const REPORT_NODE = `
const { writeSync } = require("node:fs");
module.exports = (RED) => RED.nodes.registerType("report", function (config) {
  RED.nodes.createNode(this, config);
  this.on("input", (msg, send, done) => {
    const { event, conversationId, participantId, communicationId, recovered, redelivered, payload } = msg;
    const at = Number(process.hrtime.bigint() / 1000n);
    const status = msg.status && (msg.status.text || "");
    const messageId = event === "messageReceived" && payload ? payload.messageId || payload.id : undefined;
    const facts = { at, event, conversationId, participantId, communicationId, messageId, recovered, redelivered, status };
    writeSync(3, JSON.stringify(facts) + "\\n");
    done();
  });
});`;
const REPORT_PAGE = `<script type="text/javascript">RED.nodes.registerType("report", { category: "function", defaults: {}, inputs: 1, outputs: 0 })</script>`;

/** The clock of a process that is off. */
const CLOCK = `
const off = Number(process.env.CLOCK_OFF_MS || 0);
const now = Date.now.bind(Date);
const Real = Date;
globalThis.Date = class Date extends Real {
  constructor(...args) { super(...(args.length === 0 ? [now() + off] : args)); }
  static now() { return now() + off; }
};`;

const QUEUES = "Support,Sales";

const flowsFor = (simulatorUrl: string): Record<string, unknown>[] => [
  { id: "tab", type: "tab" },
  {
    ...{ id: "backplane", type: "genesys-backplane", url: "${REDIS_URL}" },
    ...{ prefix: "genesys-cloud", group: "node-red" },
  },
  {
    ...{ id: "account", type: "genesys-account", region: "custom", grant: "client-credentials" },
    ...{ apiUrl: simulatorUrl, loginUrl: simulatorUrl, backplane: "backplane", requestsPerMinute: 100_000 },
  },
  {
    ...{ id: "events", type: "genesys-events", z: "tab", x: 1, y: 1, account: "account" },
    ...{ scope: "queue", ids: QUEUES, events: [], wires: [["report"]] },
  },
  { id: "status", type: "status", z: "tab", x: 1, y: 2, scope: ["events"], wires: [["report"]] },
  { id: "report", type: "report", z: "tab", x: 2, y: 1, wires: [] },
];

/** Node-RED's own nodes that the flow does not use: without them an instance is there sooner. */
const EXCLUDED = [
  ...[
    "05-tls.js",
    "06-httpproxy.js",
    "10-file.js",
    "10-function.js",
    "10-mqtt.js",
    "10-switch.js",
    "15-change.js",
  ],
  ...[
    "16-range.js",
    "17-split.js",
    "18-sort.js",
    "19-batch.js",
    "20-inject.js",
    "21-debug.js",
    "21-httpin.js",
  ],
  ...[
    "21-httprequest.js",
    "22-websocket.js",
    "23-watch.js",
    "31-tcpin.js",
    "32-udp.js",
    "70-CSV.js",
    "70-HTML.js",
  ],
  ...[
    "70-JSON.js",
    "70-XML.js",
    "70-YAML.js",
    "80-template.js",
    "89-delay.js",
    "89-trigger.js",
    "90-exec.js",
  ],
  ...["rbe.js", "24-complete.js", "25-catch.js", "60-link.js", "90-comment.js"],
];

export interface InstanceParts {
  name: string;
  simulatorUrl: string;
  redisUrl: string;
  onReport: (report: Report) => void;
}

/** One Node-RED of several, in a process of its own. */
export interface Instance {
  name: string;
  isAlive(): boolean;
  start(clockOffMs?: number): Promise<void>;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT" | "SIGTERM"): void;
  log(): string;
  remove(): Promise<void>;
}

export const createInstance = async (parts: InstanceParts): Promise<Instance> => {
  const { name, simulatorUrl, redisUrl, onReport } = parts;
  const folder = await installedFolder();
  await mkdir(join(folder.path, "nodes"));
  await writeFile(join(folder.path, "nodes", "report.js"), REPORT_NODE);
  await writeFile(join(folder.path, "nodes", "report.html"), REPORT_PAGE);
  await writeFile(join(folder.path, "clock.cjs"), CLOCK);
  let running: NodeRed | undefined;
  let log = "";
  return {
    name,
    isAlive: () => running !== undefined,
    start: async (clockOffMs = 0) => {
      running = await startNodeRed(folder.path, {
        flows: flowsFor(simulatorUrl),
        credentials: { account: { clientId: "simulator", clientSecret: "simulator" } },
        settings: { disableEditor: true, nodesExcludes: EXCLUDED },
        env: {
          ...{ REDIS_URL: redisUrl, CLOCK_OFF_MS: String(clockOffMs) },
          NODE_OPTIONS: `--require ${join(folder.path, "clock.cjs")}`,
        },
        onLine: (line) => onReport({ instance: name, ...(JSON.parse(line) as Omit<Report, "instance">) }),
      });
    },
    signal: (signal) => {
      running?.signal(signal);
      if (signal !== "SIGKILL" && signal !== "SIGTERM") return;
      log += running?.log() ?? "";
      running = undefined;
    },
    log: () => log + (running?.log() ?? ""),
    remove: async () => {
      running?.signal("SIGKILL");
      running = undefined;
      await folder.remove();
    },
  };
};
