import { createRequire } from "node:module";
import type phones from "google-libphonenumber";
import type { Draw, MadeUp } from "./made-up";

/** Phone numbers: a made-up one of the same country and kind, of the same length. */

const load = createRequire(__filename);

/** Half a megabyte with the ranges of all countries; loaded when a capture is made. */
const library = (): typeof phones => load("google-libphonenumber") as typeof phones;

/** So many leading digits of the national number are kept: as few as show its kind. */
const KEPT = [2, 3, 4, 5];
const TRIES_EACH = 4;

/** In North America there are numbers for fiction, with any area code. */
const AREAS: Readonly<Record<string, readonly string[]>> = {
  US: ["202", "212", "303", "305", "312", "404", "415", "503", "602", "617", "702", "713", "808"],
  CA: ["204", "403", "416", "514", "604", "613", "902"],
};

/** A number that was seen with its country. */
interface Seen {
  code: string;
  country: string | undefined;
  national: string;
  /** Undefined where no number of its country is like it. */
  kind: phones.PhoneNumberType | undefined;
}
/** By number, with +; `undefined` where it is none, or has not been looked at. */
export type SeenNumbers = Map<string, Seen | undefined>;

const parse = (e164: string): Seen | undefined => {
  const { PhoneNumberUtil, PhoneNumberType } = library();
  const util = PhoneNumberUtil.getInstance();
  try {
    const phone = util.parse(e164);
    const kind = util.getNumberType(phone);
    return {
      code: String(phone.getCountryCodeOrDefault()),
      country: util.getRegionCodeForNumber(phone) ?? undefined,
      national: util.getNationalSignificantNumber(phone),
      kind: kind === PhoneNumberType.UNKNOWN ? undefined : kind,
    };
  } catch {
    return undefined; // it is none
  }
};

const randomDigits = (count: number, draw: Draw): string =>
  Array.from({ length: count }, () => draw(10)).join("");

const isLike = (made: string, { country, kind }: Seen): boolean => {
  const other = parse(made);
  return other !== undefined && other.country === country && other.kind === kind;
};

/** A number of the same country and kind; where none is found, any of that length. */
const numberLike = (e164: string, of: Seen, madeUp: MadeUp, seen: SeenNumbers): string => {
  const { code, country = "", national, kind } = of;
  const areas = kind === library().PhoneNumberType.FIXED_LINE_OR_MOBILE ? AREAS[country] : undefined;
  let attempt = 0;
  return madeUp.other(e164, (draw) => {
    const keep = KEPT[Math.floor(attempt / TRIES_EACH)];
    attempt += 1;
    const kept = Math.max(0, Math.min(keep ?? 1, national.length - 4));
    const made =
      areas !== undefined && keep !== undefined
        ? `+1${areas[draw(areas.length)] ?? ""}55501${randomDigits(2, draw)}`
        : `+${code}${national.slice(0, kept)}${randomDigits(national.length - kept, draw)}`;
    if (seen.has(made)) return undefined; // a number that the capture has
    const isGood = areas !== undefined || keep === undefined || kind === undefined;
    return isGood || isLike(made, of) ? made : undefined;
  });
};

export interface Phones {
  /** The made-up number for one that is written with +, digits only. */
  international(e164: string): string | undefined;
  /** For digits that are the end of a number that was seen with its country, with or without a leading 0. */
  national(digits: string): string | undefined;
}

/** @param seen numbers that the file has with their country */
export const createPhones = (madeUp: MadeUp, seen: SeenNumbers): Phones => {
  const ends = new Map<string, string>();
  for (const e164 of seen.keys()) {
    const phone = parse(e164);
    seen.set(e164, phone);
    ends.set(e164.slice(1), e164);
    if (phone !== undefined) ends.set(phone.national, e164);
  }
  const international = (e164: string): string | undefined => {
    const phone = seen.has(e164) ? seen.get(e164) : parse(e164);
    seen.set(e164, phone);
    return phone && numberLike(e164, phone, madeUp, seen);
  };
  return {
    international,
    national: (digits) => {
      const trunk = /^0*/.exec(digits)?.[0] ?? "";
      const e164 = ends.get(digits) ?? ends.get(digits.slice(trunk.length));
      const made = e164 && international(e164);
      return made && trunk + made.slice(1).slice(trunk.length - digits.length);
    },
  };
};

/** The digits of `made`, one by one, where `written` has its digits. */
export const inFormat = (written: string, made: string): string => {
  const digits = made.replaceAll(/\D/g, "");
  let at = 0;
  return written.replaceAll(/\d/g, () => digits.charAt(at++));
};
