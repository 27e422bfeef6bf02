import { randomBytes } from "node:crypto";
import { collect, type Collected } from "./collect";
import { fields } from "./fields";
import { CAPTURE_FORMAT, CAPTURE_VERSION, readCapture, type Capture, type CaptureRecord } from "./format";
import { createMadeUp, type MadeUp } from "./made-up";
import { createPhones, type Phones } from "./phone";
import { createTexts, type Texts } from "./text";

/** Replaces everything personal in a capture: whatever the white list (`fields.ts`) does not name. Pure, but for its key. */

export interface AnonymiseOptions {
  /** Names of attributes that stay, so that a flow finds them. Their values are replaced like all others. */
  keepNames?: readonly string[];
  /** Random by default, and kept nowhere: nothing leads back from the file. */
  key?: Buffer;
}

interface Pass {
  texts: Texts;
  madeUp: MadeUp;
  phones: Phones;
  keptNames: ReadonlySet<string>;
  /** When the capture was made, in ms. */
  around: number;
}

/** As many digits in front of the point; a phone number like that number elsewhere. */
const numberLike = (value: number, { madeUp, phones }: Pass): number => {
  const digits = /\d+/.exec(String(value))?.[0] ?? "";
  const made = (digits.length >= 7 ? phones.national(digits) : undefined) ?? madeUp.run(digits);
  const number = Number(String(value).replace(digits, made));
  return Number.isFinite(number) ? number : 0;
};

const createWalk = (pass: Pass) => {
  const list = fields();

  /** `isFree`: the names are not the platform's, so that they decide nothing. */
  const walk = (value: unknown, name: string, isFree: boolean): unknown => {
    if (typeof value === "string") return textOf(value, name, isFree);
    if (typeof value === "number")
      return !isFree && list.keepsNumber(name, value, pass.around) ? value : numberLike(value, pass);
    if (Array.isArray(value)) return value.map((each) => walk(each, name, isFree));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([each, inner]) => {
        const isKnown = !isFree && list.isKnown(each);
        const isKept = isKnown || pass.keptNames.has(each);
        return [isKept ? each : pass.texts.text(each), walk(inner, each, !isKnown || list.isFree(each))];
      }),
    );
  };
  const textOf = (value: string, name: string, isFree: boolean): string => {
    if (!isFree && list.keepsText(name, value, pass.around)) return value;
    return name === "topicName" && !isFree ? pass.texts.topic(value) : pass.texts.text(value);
  };
  return walk;
};

type Walk = ReturnType<typeof createWalk>;

const recordOf = (record: CaptureRecord, { texts }: Pass, walk: Walk): CaptureRecord => {
  switch (record.kind) {
    case "read":
      return { ...record, path: texts.path(record.path), body: walk(record.body, "", false) };
    case "frame":
      return {
        ...record,
        topicName: texts.topic(record.topicName),
        ...(record.correlationId === undefined ? {} : { correlationId: texts.text(record.correlationId) }),
        eventBody: walk(record.eventBody, "", false),
      };
    case "request":
      return {
        ...record,
        path: texts.path(record.path),
        ...(record.query && { query: walk(record.query, "", false) as Record<string, unknown> }),
        body: walk(record.body, "", false),
        answer: walk(record.answer, "", false),
      };
  }
};

/**
 * The same capture without anything personal. What is equal stays equal, and nothing made up is equal to a word that the
 * capture has.
 */
export const anonymise = (given: Capture, options: AnonymiseOptions = {}): Capture => {
  const { records, conversationId, startedAt, isComplete } = readCapture(given); // nothing but what the format has
  const had: Collected = { words: new Set(), names: new Set(), numbers: new Map() };
  collect([conversationId, records], had);
  const madeUp = createMadeUp(options.key ?? randomBytes(32), had.words);
  const phones = createPhones(madeUp, had.numbers);
  const texts = createTexts({ madeUp, phones, names: had.names, json: (value) => walk(value, "", true) });
  const keptNames = new Set(options.keepNames);
  const parts: Pass = { madeUp, phones, texts, keptNames, around: Date.parse(startedAt) };
  const walk: Walk = createWalk(parts);
  return {
    format: CAPTURE_FORMAT,
    version: CAPTURE_VERSION,
    conversationId: texts.text(conversationId),
    ...{ startedAt, isComplete },
    records: records.map((record) => recordOf(record, parts, walk)),
  };
};
