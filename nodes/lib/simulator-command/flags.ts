import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readCapture, type Capture } from "../capture/format";
import type { FloorRequest } from "../simulator/floor/switch";
import { ratesOf } from "../simulator/floor/rates";
import { readStart } from "../simulator/seed/read-start";
import type { StartState } from "../simulator/seed/start";
import type { Speed } from "./clock";

/** The flags of `genesys-simulator`, and the file that can have the same. */

/** What was given makes no sense; the message says what to correct. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options {
  port: number;
  host: string;
  allowHost: readonly string[];
  start: StartState | undefined;
  captures: readonly Capture[];
  floor: FloorRequest | undefined;
  speed: Speed;
  hours: number | undefined;
}

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const yes = { type: "boolean" } as const;
const FLAGS = {
  ...{ port: text, host: text, "allow-host": texts, start: text, settings: text, floor: yes },
  ...{ capture: texts, rate: texts, seed: text, speed: text, hours: text, help: yes, version: yes },
} as const;
const IN_FILE = [
  ...["port", "host", "allowHost", "start", "capture", "floor", "rates", "seed", "speed", "hours"],
];

/** The sentences of Node.js about unknown flags are about other things as well. */
const flagsIn = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true }).values;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const [, flag = ""] = /'(?:-\w, )?(-{0,2}[^' <]*)/.exec(message) ?? [];
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" || code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL")
      throw new UsageError(`There is no flag ${flag}. genesys-simulator --help lists the flags.`);
    const isSwitch = message.includes("does not take");
    throw new UsageError(
      `${flag} ${isSwitch ? "takes no value" : "needs a value"}. genesys-simulator --help lists the flags.`,
    );
  }
};

const jsonIn = (flag: string, file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    const isThere = error instanceof SyntaxError;
    throw new UsageError(`${flag} ${file}: ${isThere ? "it is not JSON" : "it cannot be read"}.`);
  }
};

const settingsIn = (file: string): Record<string, unknown> => {
  const given = jsonIn("--settings", file);
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new UsageError(`--settings ${file}: it must have an object.`);
  const unknown = Object.keys(given).find((name) => !IN_FILE.includes(name));
  if (unknown === undefined) return given as Record<string, unknown>;
  throw new UsageError(
    `--settings ${file}: there is no setting ${unknown}. There are: ${IN_FILE.join(", ")}.`,
  );
};

const numberIn = (name: string, given: unknown, [least, most]: [number, number]): number => {
  const value = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new UsageError(`--${name} ${String(given)}: give a number from ${least} to ${most}.`);
};

const portIn = (given: unknown): number => {
  const port = numberIn("port", given, [0, 65_535]);
  if (Number.isInteger(port)) return port;
  throw new UsageError(`--port ${port}: give a whole number.`);
};

const textIn = (name: string, given: unknown): string => {
  if (typeof given === "string" && given !== "") return given;
  throw new UsageError(`--${name} needs a text.`);
};

/** `perHour=300` and `mix.call=2`, over those of the file. */
const ratesIn = (pairs: readonly string[], ofFile: unknown): Record<string, unknown> => {
  const rates = { ...(ofFile as Record<string, unknown> | undefined) };
  const mix: Record<string, number> = {};
  for (const pair of pairs) {
    const [, media, name, value = ""] = /^(mix\.)?(\w+)=(.+)$/.exec(pair) ?? [];
    if (name === undefined) throw new UsageError(`--rate ${pair}: write it as perHour=300.`);
    if (media === undefined) rates[name] = Number(value);
    else mix[name] = Number(value);
  }
  return Object.keys(mix).length === 0 ? rates : { ...rates, mix };
};

/** A mistake that another part finds, as one of the usage. */
const checked = <T>(place: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const speedIn = (given: unknown, hours: number | undefined): Speed => {
  if (given !== "max") return numberIn("speed", given, [0.01, 1000]);
  if (hours !== undefined) return "max";
  throw new UsageError("--speed max needs --hours: without an end, it would fill the memory.");
};

/**
 * What the flags say, and where they say nothing, the file of `--settings`.
 * @throws UsageError in one sentence
 */
export const readFlags = (args: readonly string[]): Options | "help" | "version" => {
  const { help, version, settings, rate = [], "allow-host": names, capture, ...flags } = flagsIn(args);
  if (help) return "help";
  if (version) return "version";
  const file = settings === undefined ? {} : settingsIn(settings);
  const {
    start,
    floor = false,
    seed,
    host = "127.0.0.1",
    port = 8080,
    ...given
  } = { ...file, ...flags } as Record<string, unknown>;
  const hours = given["hours"] === undefined ? undefined : numberIn("hours", given["hours"], [0.001, 8784]);
  if (typeof floor !== "boolean") throw new UsageError("floor must be true or false.");
  if (!floor && rate.length > 0) throw new UsageError("--rate needs --floor.");
  const rates = checked("--rate", () => ratesOf(ratesIn(rate, given["rates"])));
  const allowHost = names ?? given["allowHost"] ?? [];
  if (!Array.isArray(allowHost)) throw new UsageError("allowHost must be a list of names.");
  const captures = [capture ?? given["capture"] ?? []].flat();
  return {
    port: portIn(port),
    host: textIn("host", host),
    allowHost: allowHost.map((name) => textIn("allow-host", name).toLowerCase()),
    start: start === undefined ? undefined : startIn(textIn("start", start)),
    captures: captures.map((name) => captureIn(textIn("capture", name))),
    floor: floor ? { rates, ...(seed === undefined ? {} : { seed }) } : undefined,
    speed: speedIn(given["speed"] ?? 1, hours),
    hours,
  };
};

const startIn = (file: string): StartState =>
  checked(`--start ${file}`, () => readStart(jsonIn("--start", file)));

const captureIn = (file: string): Capture =>
  checked(`--capture ${file}`, () => readCapture(jsonIn("--capture", file)));
