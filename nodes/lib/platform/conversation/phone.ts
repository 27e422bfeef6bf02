import type { PhoneNumber } from "google-libphonenumber";
import { inputError, type GenesysError } from "../errors/errors";

/** Why a text is no phone number. */
const WHY = {
  NOT_A_NUMBER: "it is not a phone number",
  INVALID_COUNTRY:
    "its country is unknown. Write it with + and the country code, or choose the country in the node",
  TOO_SHORT: "it is too short",
  TOO_LONG: "it is too long",
  INVALID_LENGTH: "no number of its country has that length",
  EXTENSION: "it has an extension, which cannot be dialed",
} as const;

type Reason = keyof typeof WHY;

const refused = (field: string, reason: Reason): GenesysError =>
  inputError(field, `The input "${field}" cannot be called: ${WHY[reason]} (${reason}).`, { reason });

/** The sentences that the parser throws begin like this. Any other one means that the text is not a number. */
const THROWN: readonly [beginning: RegExp, reason: Reason][] = [
  [/^invalid country/i, "INVALID_COUNTRY"],
  [/too short/i, "TOO_SHORT"],
  [/too long/i, "TOO_LONG"],
];

/** By the parser's code for the length of a number. One that can be dialed in its area only is too short. */
const LENGTHS: readonly (Reason | undefined)[] = [
  ...([undefined, "INVALID_COUNTRY", "TOO_SHORT", "TOO_LONG", "TOO_SHORT", "INVALID_LENGTH"] as const),
];

const EXTENSION = /(;?ext(ension|n)?[.:=]?|[x#])\s*\d+$/i;

/**
 * The number in E.164, as the platform requires it. Numbers without a country code are taken to be of `country`. The
 * number is not repeated in the error: it is personal.
 * @throws GenesysError `input` with a `reason` where it is not a number that can exist.
 */
export const asE164 = async (field: string, written: string, country?: string): Promise<string> => {
  const { default: library } = await import("google-libphonenumber"); // half a megabyte that most flows never need
  const phone = library.PhoneNumberUtil.getInstance();
  const text = written.replace(/^tel:/i, "");
  const countries: readonly string[] = phone.getSupportedRegions();
  if (country !== undefined && !countries.includes(country))
    throw inputError("country", `The option "country" must be a country's two letters, as in US or DE.`);
  // The parser finds a number in any text, and takes letters for the digits that have them on a keypad.
  if (/\p{L}/u.test(text.replace(EXTENSION, ""))) throw refused(field, "NOT_A_NUMBER");
  let number: PhoneNumber;
  try {
    number = phone.parse(text, country);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : "";
    throw refused(field, THROWN.find(([beginning]) => beginning.test(sentence))?.[1] ?? "NOT_A_NUMBER");
  }
  const reason = LENGTHS[phone.isPossibleNumberWithReason(number)];
  if (reason !== undefined) throw refused(field, reason);
  if (number.hasExtension()) throw refused(field, "EXTENSION");
  return phone.format(number, library.PhoneNumberFormat.E164);
};
