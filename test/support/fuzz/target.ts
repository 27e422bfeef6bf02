/** What strangers send to one door of the package. */
export interface Target {
  name: string;
  /** The files whose coverage guides the search. */
  rooms: RegExp;
  /** How many executions it gets, compared with the others; 1 by default. A slow door gets fewer. */
  weight?: number;
  /** Real inputs to begin with. */
  seeds: readonly string[];
  /** A door with new state. It throws only what is a fault: what it should refuse, it catches itself. */
  open(): (input: Buffer) => void;
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** Runs the door; an error of these classes is its way to refuse an input. */
export const refusing = (classes: readonly ErrorClass[], run: () => void): void => {
  try {
    run();
  } catch (error) {
    if (!classes.some((each) => error instanceof each)) throw error;
  }
};

/** The input as JSON; `undefined` where it is none. */
export const jsonOf = (input: Buffer): unknown => {
  try {
    return JSON.parse(input.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Headers as Node.js hands them on: names in lower case, texts or, for some, lists of texts. */
export const headersOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).map(([name, one]) => [name.toLowerCase(), String(one)]),
  );

/** A request or response in one text: `{ headers, body, ... }`, of which the body is text. What is no such object is a body. */
export const exchangeOf = (input: Buffer): Record<string, unknown> & { bytes: Buffer } => {
  const value = jsonOf(input);
  if (!isRecord(value) || !("body" in value)) return { bytes: input };
  const { body } = value;
  return { ...value, bytes: Buffer.from(typeof body === "string" ? body : (JSON.stringify(body) ?? "")) };
};
