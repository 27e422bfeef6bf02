import { z } from "zod";

/** The file of a capture: one conversation as it was received, in order, without anything personal. */

export const CAPTURE_FORMAT = "genesys-capture";
export const CAPTURE_VERSION = 1;

/** More records than this are no conversation. */
const MOST_RECORDS = 100_000;
/** A capture of a year is none. */
const LONGEST_MS = 366 * 86_400_000;

/** ms since the start of the capture. */
const at = z.number().min(0).max(LONGEST_MS);
const status = z.number().int().min(100).max(599);
const path = z.string().min(1).max(2_000);

/** What was read to see the conversation: whole, or as one medium shows it. */
const read = z.object({ kind: z.literal("read"), at, path, status, body: z.unknown().optional() });

/** A notification, as the channel sent it. */
const frame = z.object({
  kind: z.literal("frame"),
  at,
  topicName: z.string().min(1).max(500),
  correlationId: z.string().optional(),
  eventBody: z.unknown().optional(),
});

/** What a flow requested meanwhile, and the response. */
const request = z.object({
  kind: z.literal("request"),
  at,
  tookMs: z.number().min(0).optional(),
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
  path,
  query: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
  /** `undefined`: no response came. */
  status: status.optional(),
  answer: z.unknown().optional(),
});

const RECORD = z.discriminatedUnion("kind", [read, frame, request]);

const CAPTURE = z.object({
  format: z.literal(CAPTURE_FORMAT),
  version: z.literal(CAPTURE_VERSION),
  conversationId: z.string().min(1).max(200),
  /** The platform's time at the beginning; ISO 8601. */
  startedAt: z.iso.datetime({ offset: true }),
  /** Did the capture last until the conversation was over? */
  isComplete: z.boolean().default(false),
  records: z.array(RECORD).max(MOST_RECORDS),
});

export type CaptureRecord = z.output<typeof RECORD>;
export type Capture = z.output<typeof CAPTURE>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Deeper values are not read: whatever walks through them would overflow. */
const DEEPEST = 64;

/** Is it nested more deeply than what walks through it can bear? */
export const isTooDeep = (value: unknown, depth = 0): boolean =>
  typeof value === "object" &&
  value !== null &&
  (depth >= DEEPEST || Object.values(value).some((each) => isTooDeep(each, depth + 1)));

/** @throws Error with one sentence that names the place of the mistake. */
export const readCapture = (given: unknown): Capture => {
  if (!isObject(given) || given["format"] !== CAPTURE_FORMAT)
    throw new Error(`This is not a capture: format must be ${CAPTURE_FORMAT}.`);
  if (given["version"] !== CAPTURE_VERSION)
    throw new Error(
      `This package reads captures of version ${CAPTURE_VERSION}, and this one has another version. Use the package that made it, or capture again.`,
    );
  if (isTooDeep(given)) throw new Error("The capture has values that are nested too deeply.");
  const { data, error } = CAPTURE.safeParse(given);
  const [issue] = error?.issues ?? [];
  if (issue) throw new Error(`${issue.path.join(".")}: ${issue.message}.`);
  if (data === undefined) throw new Error("This is not a capture.");
  return { ...data, records: [...data.records].sort((one, other) => one.at - other.at) };
};

/** One record on each line: a file that can be read and compared. */
export const textOfCapture = ({ records, ...head }: Capture): string => {
  const fields = Object.entries(head).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  const lines = records.map((record) => JSON.stringify(record)).join(",\n");
  return `{\n${fields.join(",\n")},\n"records":[\n${lines}\n]}\n`;
};
