import { fork, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CaseResult } from "../case/run-case";
import type { Job, Preparation, Report } from "../messages";
import type { ReadTest } from "../file/read";
import { createUserDir } from "../world/user-dir";

/** A process with a Node-RED, for one case. */
export interface Runner {
  run(job: Job, longestMs: number): Promise<CaseResult>;
  end(): void;
}

/** What of this process's environment the flow needs in order to run: no proxy, no secret. */
const PASSED_ON =
  /^(PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|SystemRoot|windir|LANG|LC_\w+|NODE_\w+|npm_config_\w+)$/i;

const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name))),
  TZ: "UTC",
});

/** The last lines that a process has written, for a report of why it ended. */
const tailOf = (child: ChildProcess): (() => string) => {
  let text = "";
  const keep = (chunk: Buffer): void => void (text = `${text}${chunk.toString("utf8")}`.slice(-4_000));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => text.trim().split("\n").slice(-10).join("\n");
};

/** Long enough for a machine that is busy with other things. */
const START_MS = 180_000;

/** What is reported, or after so much real time that it was not. */
const inTime = async (ms: number, sentence: string, report: Promise<Report>): Promise<Report> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Report>((resolve) => {
    const message = `${sentence} after ${ms / 1000} s of real time.`;
    timer = setTimeout(() => resolve({ kind: "broken", message }), ms);
  });
  return Promise.race([report, late]).finally(() => clearTimeout(timer));
};

const failed = (expected: string, instead: string): CaseResult => ({
  failures: [{ expected, instead: instead.split("\n") }],
  timeline: [],
  virtualMs: 0,
});

export const startRunner = (
  nodeRed: string,
  { flow, flowFile }: Pick<ReadTest, "flow" | "flowFile">,
): Runner => {
  const types = new Set(flow.map(({ type }) => type));
  const { path, work } = createUserDir(dirname(flowFile), types);
  const preparation: Preparation = { nodeRed, userDir: path, work, types: [...types] };
  const file = join(__dirname, `../child.${__filename.endsWith(".ts") ? "ts" : "js"}`);
  const child = fork(file, [JSON.stringify(preparation)], {
    env: environment(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    serialization: "advanced",
  });
  const tail = tailOf(child);
  const end = (): void => {
    child.kill("SIGKILL");
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  const exited = new Promise<Report>((resolve) => {
    child.once("error", ({ message }) => resolve({ kind: "broken", message }));
    child.once("exit", (code) =>
      resolve({ kind: "broken", message: `The process ended with ${code}.\n${tail()}` }),
    );
  });
  const reported = (kind: Report["kind"]): Promise<Report> =>
    new Promise((resolve) => {
      const take = (report: Report): void => {
        if (report.kind === kind || report.kind === "broken") resolve(report);
      };
      child.on("message", take);
    });
  const ready = Promise.race([reported("ready"), exited]);
  const result = reported("result");
  return {
    end,
    run: async (job, longestMs) => {
      const report = await inTime(START_MS, "Node-RED has not started", Promise.race([ready, exited]));
      const isReady = report.kind === "ready";
      if (isReady) child.send(job);
      const sentence = "The flow may loop: the case has not ended";
      const outcome = isReady ? await inTime(longestMs, sentence, Promise.race([result, exited])) : report;
      end();
      if (outcome.kind === "result") return outcome.result;
      const why = outcome.kind === "broken" ? outcome.message : "";
      return failed("the case can be run", `${why}\n${outcome === report ? tail() : ""}`.trim());
    },
  };
};
