import { createCipheriv } from "node:crypto";

/** Made-up values: the same one for the same value, and of the same kind. They are drawn, not computed from the value: nothing leads back. */

export interface MadeUp {
  /** A run of letters and digits: a word, a number, or an id of both. Upper and lower case stay where they are. */
  run(value: string): string;
  /** Another one each time, and roughly as long. */
  any(value: string): string;
  /** 32 hexadecimal digits, with or without the dashes of a UUID: the same id in both spellings. */
  id(value: string): string;
  ipv4(value: string): string;
  ipv6(value: string): string;
  /** A moment or a day, with the same precision. */
  date(value: string): string;
  /** `make` is called until its result is a new one. Parts of it may be those of what is replaced. */
  other(value: string, make: (random: Draw) => string | undefined): string;
}

/** A whole number from 0 to `below` - 1. */
export type Draw = (below: number) => number;

/** Shorter values are parts of others by chance, and longer ones have others in them by chance. */
const TELLING = 4;
const LONG = 64;
const MOST_TRIES = 200;
const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/** Where letters are not Latin, those of the same script. */
const SCRIPTS: readonly [pattern: RegExp, from: number, count: number][] = [
  [/\p{Script=Cyrillic}/u, 0x430, 32],
  [/\p{Script=Greek}/u, 0x3b1, 17],
  [/\p{Script=Hebrew}/u, 0x5d0, 27],
  [/\p{Script=Arabic}/u, 0x628, 18],
  [/\p{Script=Hiragana}/u, 0x304b, 40],
  [/\p{Script=Katakana}/u, 0x30ab, 40],
  [/\p{Script=Hangul}/u, 0xac00, 600],
  [/\p{Script=Han}/u, 0x4e00, 600],
];

const HEX = /^[0-9a-f]+$/i;

const CHUNK = Buffer.alloc(8_192);

/** An endless row of numbers that follows from the key. */
const drawFrom = (key: Buffer): Draw => {
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  let bytes = cipher.update(CHUNK);
  let at = 0;
  return (below) => {
    if (at + 4 > bytes.length) {
      bytes = cipher.update(CHUNK);
      at = 0;
    }
    at += 4;
    return bytes.readUInt32LE(at - 4) % below;
  };
};

const letterFor = (original: string, index: number, draw: Draw): string => {
  if (/[a-z]/i.test(original)) {
    const letters = index % 2 === 0 ? CONSONANTS : VOWELS;
    return letters.charAt(draw(letters.length));
  }
  for (const [pattern, from, count] of SCRIPTS)
    if (pattern.test(original)) return String.fromCharCode(from + draw(count));
  return CONSONANTS.charAt(draw(CONSONANTS.length));
};

const isUpper = (char: string): boolean => char !== char.toLowerCase();

/** Longer where all values of its length are in use. */
const lengthened = (chars: readonly string[], more: number): string[] => [
  ...chars,
  ...Array.from({ length: more }, () => chars.at(-1) ?? "a"),
];

const runLike = (value: string, draw: Draw, attempt: number): string => {
  const chars = lengthened([...value], Math.floor(attempt / 12));
  const isNumber = chars.every((char) => /\p{N}/u.test(char));
  const isHex = !isNumber && chars.length >= 8 && HEX.test(value) && /\d/.test(value);
  return chars
    .map((char, index) => {
      if (isNumber) return String(index === 0 && char !== "0" ? 1 + draw(9) : draw(10));
      const made = isHex
        ? draw(16).toString(16)
        : /\p{N}/u.test(char)
          ? String(draw(10))
          : letterFor(char, index, draw);
      return isUpper(char) ? made.toUpperCase() : made;
    })
    .join("");
};

/** The digits for version and variant stay: ids of all versions are seen. */
const idLike = (hex: string, draw: Draw): string =>
  [...hex].map((digit, index) => (index === 12 || index === 16 ? digit : draw(16).toString(16))).join("");

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");

const two = (value: number): string => String(value).padStart(2, "0");

const dateLike = (value: string, draw: Draw): string => {
  const day = `${1950 + draw(50)}-${two(1 + draw(12))}-${two(1 + draw(28))}`;
  const time = value
    .slice(10)
    .replace(/\d\d(?=:)|(?<=:)\d\d|(?<=\.)\d+/g, (digits) =>
      digits.length === 2 ? two(draw(24)) : [...digits].map(() => draw(10)).join(""),
    );
  return day + time;
};

/** Addresses for documentation; those for measurements where a capture has more. */
const ipv4Like = (draw: Draw, attempt: number): string =>
  attempt < 20
    ? `${["192.0.2", "198.51.100", "203.0.113"][draw(3)] ?? ""}.${1 + draw(254)}`
    : `198.${18 + draw(2)}.${draw(256)}.${1 + draw(254)}`;

/**
 * @param key 32 bytes, used for nothing else
 * @param avoid values that must not appear, in lower case: what is to be replaced
 */
export const createMadeUp = (key: Buffer, avoid: ReadonlySet<string>): MadeUp => {
  const draw = drawFrom(key);
  const given = new Map<string, string>();
  const used = new Set<string>();
  const telling = [...new Set([...avoid].map((each) => each.length))].filter((length) => length >= TELLING);
  const hasReplaced = (made: string): boolean => {
    if (made.length > LONG) return false;
    for (const length of telling)
      for (let at = 0; at + length <= made.length; at += 1)
        if (avoid.has(made.slice(at, at + length))) return true;
    return false;
  };
  const isFree = (made: string): boolean => {
    const lower = made.toLowerCase();
    return !used.has(lower) && !avoid.has(lower) && !hasReplaced(lower);
  };

  const make = (
    kind: string,
    value: string,
    like: (attempt: number) => string | undefined,
    isNew = isFree,
  ) => {
    const name = value.toLowerCase();
    const before = given.get(`${kind}/${name}`);
    if (before !== undefined) return before;
    for (let attempt = 0; ; attempt += 1) {
      const made = like(attempt);
      if (made === undefined || (!isNew(made) && attempt < MOST_TRIES)) continue;
      used.add(made.toLowerCase());
      given.set(`${kind}/${name}`, made);
      return made;
    }
  };
  /** The letters of the one, in the case of the other. */
  const inCase = (made: string, value: string): string => {
    if (value === value.toLowerCase()) return made;
    const chars = [...value];
    return [...made].map((char, index) => (isUpper(chars[index] ?? "") ? char.toUpperCase() : char)).join("");
  };

  return {
    run: (value) => {
      const made = make("run", value, (attempt) => runLike(value.toLowerCase(), draw, attempt));
      return inCase(made, value);
    },
    any: (value) => {
      if (/\p{N}/u.test(value))
        return inCase(
          make("run", value, (attempt) => runLike(value.toLowerCase(), draw, attempt)),
          value,
        );
      const chars = [...value.toLowerCase()];
      const like = [...chars, ...chars].slice(0, Math.max(2, chars.length - 2 + draw(5))).join("");
      for (let attempt = 0; ; attempt += 1) {
        const made = runLike(like, draw, attempt);
        if (isFree(made) || attempt >= MOST_TRIES) return inCase(made, value);
      }
    },
    id: (value) => {
      const hex = value.replaceAll("-", "");
      const made = make("id", hex, () => idLike(hex.toLowerCase(), draw));
      const spelt = value.includes("-") ? dashed(made) : made;
      return /[A-F]/.test(value) && !/[a-f]/.test(value) ? spelt.toUpperCase() : spelt;
    },
    ipv4: (value) => make("ipv4", value, (attempt) => ipv4Like(draw, attempt)),
    ipv6: (value) =>
      make("ipv6", value, () => `2001:db8:${draw(0xffff).toString(16)}::${(1 + draw(0xfffe)).toString(16)}`),
    date: (value) => make("date", value, () => dateLike(value, draw)),
    other: (value, like) => {
      const isNew = (made: string): boolean => !used.has(made);
      return make("other", value, () => like(draw), isNew);
    },
  };
};
