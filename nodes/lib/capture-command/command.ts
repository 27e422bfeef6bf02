import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { textOfCapture, type Capture } from "../capture/format";
import { compose } from "../platform/compose";
import { isGenesysError } from "../platform/errors/errors";
import { createClosing, realClock } from "../platform/time/clock";
import type { Clock } from "../platform/types";
import { recordConversation } from "../recorder/record";
import { readAccount, readOptions, UsageError, type Options } from "./options";

const HELP = `Usage: genesys-capture <conversationId> [options]

Records a conversation of your organisation, while it runs, into a file without anything personal.

  --out <file>        the file, capture.json by default
  --force             replaces the file if it exists
  --seconds <number>  ends after so many seconds; else with the conversation, or with Ctrl-C
  --keep-name <name>  the name of an attribute that stays, its value is replaced; can be repeated
  --help, --version

The environment has the account: GENESYS_CLOUD_REGION (such as mypurecloud.ie) or GENESYS_CLOUD_API_URL, and
GENESYS_CLOUD_ACCESS_TOKEN or GENESYS_CLOUD_CLIENT_ID and GENESYS_CLOUD_CLIENT_SECRET.

Exit status: 0 the file is written, 1 the conversation cannot be captured, 2 wrong usage.

https://github.com/genesys-flows/node-red-genesys-cloud/blob/main/docs/simulator.md
`;

/** What the command needs of the process that runs it. */
export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  out(line: string): void;
  error(line: string): void;
  /** Calls `stop` with a signal. */
  onStop(stop: () => void): void;
  /** The time of this machine by default. */
  clock?: Clock;
}

const versionOf = (): string => {
  const folder = __dirname.includes("dist") ? "../../../.." : "../../..";
  const { version } = JSON.parse(readFileSync(join(__dirname, folder, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
};

/** Before anything is recorded: a file that cannot be written at the end would lose it. Returns whether the file is new. */
const reserve = ({ out, force }: Options): boolean => {
  const isNew = !existsSync(out);
  try {
    closeSync(openSync(out, force ? "a" : "wx"));
  } catch (error) {
    const { code } = error as Error & { code?: string };
    if (code === "EEXIST") throw new UsageError(`${out} exists already. Name another file, or add --force.`);
    throw new UsageError(`${out} cannot be written (${String(code)}).`);
  }
  return isNew;
};

const record = async (options: Options, terminal: Terminal): Promise<Capture> => {
  const { env, error, onStop, clock = realClock } = terminal;
  const composition = compose({
    ...readAccount(env),
    clock,
    openSimulator: () => Promise.reject(new Error("There is no simulated organisation here.")),
    onState: () => undefined,
    log: { info: () => undefined, warn: (text) => error(text) },
  });
  const closing = createClosing();
  onStop(() => closing.abort());
  const cancel =
    options.seconds === undefined ? undefined : clock.after(options.seconds * 1000, () => closing.abort());
  try {
    error("Recording. Ctrl-C ends it and writes the file.");
    return await recordConversation({
      ...{ clock, client: composition.client(), events: composition.events() },
      ...{ conversationId: options.conversationId, keepNames: options.keepNames, signal: closing.signal },
    });
  } finally {
    cancel?.();
    await composition.close();
  }
};

const describe = ({ records, isComplete }: Capture, out: string): string => {
  const frames = records.filter(({ kind }) => kind === "frame").length;
  const end = isComplete ? "until the end of the conversation" : "the conversation had not ended yet";
  return `${out}: ${records.length} records, ${frames} of them notifications; ${end}.`;
};

const capture = async (options: Options, terminal: Terminal): Promise<number> => {
  readAccount(terminal.env); // before a file is made
  const isNew = reserve(options);
  let made: Capture | undefined;
  try {
    made = await record(options, terminal);
    if (made.records.length > 0) {
      writeFileSync(options.out, textOfCapture(made));
      terminal.out(describe(made, options.out));
      return 0;
    }
    terminal.error("Nothing was recorded.");
    return 1;
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    terminal.error(`The conversation cannot be captured: ${error.message}`);
    return 1;
  } finally {
    if (isNew && (made?.records.length ?? 0) === 0) rmSync(options.out, { force: true });
  }
};

/** `genesys-capture`. Resolves with the exit status. */
export const runCommand = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  try {
    const options = readOptions(args);
    if (options === "help") terminal.out(HELP.trimEnd());
    else if (options === "version") terminal.out(versionOf());
    else return await capture(options, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(error.message);
    return 2;
  }
};
