import { loadOperations } from "../facts/operations";
import { loadTopics } from "../facts/topics";
import { isTooDeep } from "./format";
import { inFormat, type Phones } from "./phone";
import type { MadeUp } from "./made-up";

/** Texts: each part that may say something is replaced by one of its kind; punctuation and spaces stay. */

export interface Texts {
  /** Any text: names, notes, addresses, URLs, JSON. */
  text(value: string): string;
  /** The path of a request, with its query. The platform's own words in it stay. */
  path(value: string): string;
  topic(value: string): string;
}

const ENDS = String.raw`(?![\p{L}\p{M}\p{N}])`;
const BEGINS = String.raw`(?<![\p{L}\p{M}\p{N}])`;

/** What a text consists of. An earlier one wins. */
const PARTS = [
  ["scheme", String.raw`${BEGINS}(?:https?|wss?|tel|sips?|mailto)(?=:)`],
  [
    "id",
    String.raw`${BEGINS}[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}${ENDS}|${BEGINS}[0-9a-f]{32}${ENDS}`,
  ],
  ["date", String.raw`${BEGINS}\d{4}-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?!\d)`],
  [
    "ipv6",
    String.raw`(?<![\w:.])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:.])|(?<![\w:.])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:.])`,
  ],
  ["ipv4", String.raw`(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])`],
  ["phone", String.raw`(?<![\p{L}\p{N}+])\+\d(?:[ ().\/-]{0,2}\d){6,16}${ENDS}`],
  ["national", String.raw`(?<![\p{L}\p{N}])\(?\d(?:[ ().\/-]{0,2}\d){6,16}${ENDS}`],
  ["host", String.raw`(?<=@|:\/\/)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+`],
  ["file", String.raw`(?<=\.)(?:jpe?g|png|gif|pdf|mp[34]|wav|docx?|xlsx?|txt|csv|zip)(?=$|[?#&;,\s)"'>])`],
  ["run", String.raw`[\p{L}\p{M}\p{N}]+`],
  ["symbol", String.raw`[^\x00-\x7f\p{L}\p{M}\p{N}\p{P}\p{Z}]`],
] as const;
type Part = (typeof PARTS)[number][0];
/** A group for each part; named ones are several times as slow. */
const PATTERN = new RegExp(PARTS.map(([, pattern]) => `(${pattern})`).join("|"), "giu");
/** A part of a URL, as a whole: escapes are decoded together. */
const URL_PART = /([\p{L}\p{M}\p{N}._~%-]+)/u;
const ESCAPE = /%[0-9a-f]{2}/i;
/** Most texts are a word or a few. */
const PLAIN = /^[\p{L}\p{M} _,'"-]*$/u;
/** A text with more words than this is not a name. */
const MOST_IN_NAMES = 5;
const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
/** In a long text, the same word becomes another one each time: else the lengths and repetitions would give it away. */
export const isLong = (value: string): boolean => (value.match(WORDS)?.length ?? 0) > MOST_IN_NAMES;
const RUN = /[\p{L}\p{M}]+/gu;

/** Not about anybody. */
const LOOPBACK = "127.0.0.1";
/** A text inside a text inside a text ... */
const DEEPEST = 8;

/** The platform's own words in paths and in topics. Made once: the facts never change. */
const once = (make: () => readonly string[]): (() => ReadonlySet<string>) => {
  let made: ReadonlySet<string> | undefined;
  return () => (made ??= new Set(make()));
};
const pathWords = once(() =>
  loadOperations().flatMap(({ path }) => path.split("/").filter((part) => !part.startsWith("{"))),
);
const topicWords = once(() =>
  loadTopics().flatMap(({ topic }) =>
    topic
      .toLowerCase()
      .split(/[.?&]/)
      .filter((part) => part !== "{id}"),
  ),
);

const ALL_RUNS = /[\p{L}\p{M}\p{N}]+/gu;

/** What takes the place of each part. */
const createParts = (madeUp: MadeUp, phones: Phones, text: (value: string) => string) => {
  const phone = (written: string): string => {
    const made = phones.international(written.replaceAll(/[^\d+]/g, ""));
    return made === undefined ? `+${text(written.slice(1))}` : inFormat(written, made);
  };
  const national = (written: string): string => {
    const made = phones.national(written.replaceAll(/\D/g, ""));
    return made === undefined ? written.replaceAll(/\d+/g, madeUp.run) : inFormat(written, made);
  };
  /** The last label is one that no host has. */
  const host = (written: string): string => {
    const labels = written.split(".").slice(0, -1);
    return [...labels.map((label) => label.replaceAll(ALL_RUNS, madeUp.run)), "example"].join(".");
  };
  const parts: Readonly<Record<Part, (found: string) => string>> = {
    scheme: (found) => found,
    id: madeUp.id,
    date: madeUp.date,
    ipv6: madeUp.ipv6,
    ipv4: (found) => (found === LOOPBACK ? found : madeUp.ipv4(found)),
    ...{ phone, national, host },
    file: (found) => found,
    run: madeUp.run,
    symbol: () => "☆",
  };
  return parts;
};

const asJson = (value: string): object | undefined => {
  try {
    const parsed = JSON.parse(value) as unknown;
    return typeof parsed === "object" && parsed !== null && !isTooDeep(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

export interface TextParts {
  madeUp: MadeUp;
  /** Words of names and other short texts, in lower case: they stay recognisable inside long ones. */
  names: ReadonlySet<string>;
  phones: Phones;
  /** Replaces what a text has as JSON. */
  json(value: object): unknown;
}

export const createTexts = ({ madeUp, names, phones, json }: TextParts): Texts => {
  const before = new Map<string, string>();
  let depth = 0;

  const encoded = (written: string): string => {
    try {
      return encodeURIComponent(text(decodeURIComponent(written)));
    } catch {
      return written.replaceAll(ALL_RUNS, (run) => madeUp.run(run)).replaceAll("%", "_");
    }
  };

  const isJson = (value: string): boolean => /^\s*[[{]/.test(value) && depth < DEEPEST;
  const replaced = (value: string): string => {
    const object = isJson(value) ? asJson(value) : undefined;
    if (object !== undefined) return JSON.stringify(json(object));
    if (value.startsWith("/api/v2/")) return path(value);
    if (PLAIN.test(value) && !isLong(value)) return value.replace(RUN, madeUp.run);
    return ESCAPE.test(value) ? escapedParts(value) : inParts(value);
  };
  const inParts = (value: string): string =>
    replaceIn(
      value,
      isLong(value)
        ? (run) => (names.has(run.toLowerCase()) ? madeUp.run(run) : madeUp.any(run))
        : madeUp.run,
    );
  const replaceIn = (value: string, run: (found: string) => string): string =>
    value.replace(PATTERN, (found: string, ...groups: unknown[]) => {
      const [name] = PARTS.find((_part, index) => groups[index] !== undefined) ?? [];
      return name === undefined ? "" : name === "run" ? run(found) : made[name](found);
    });
  const escapedParts = (value: string): string => {
    let text = "";
    let between = "";
    for (const piece of value.split(URL_PART)) {
      if (!ESCAPE.test(piece)) between += piece;
      else {
        text += inParts(between) + (depth >= DEEPEST ? "_" : encoded(piece));
        between = "";
      }
    }
    return text + inParts(between);
  };
  const text = (value: string): string => {
    if (value === "") return value;
    const known = before.get(value);
    if (known !== undefined) return known;
    depth += 1;
    try {
      const now = replaced(value);
      before.set(value, now);
      return now;
    } finally {
      depth -= 1;
    }
  };

  const made = createParts(madeUp, phones, text);
  const path = (value: string): string => {
    const [route = "", ...query] = value.split("?");
    const known = pathWords();
    const segments = route.split("/").map((each) => (known.has(each) ? each : text(each)));
    return [segments.join("/"), ...query.map((each) => text(each))].join("?");
  };

  return {
    text,
    path,
    topic: (value) => {
      const known = topicWords();
      return value
        .split(/([.?&])/)
        .map((each) => (/^[.?&]$/.test(each) || known.has(each.toLowerCase()) ? each : text(each)))
        .join("");
    },
  };
};
