import { inputError, type GenesysError } from "../errors/errors";

/** Why a text is no phone number: the codes of the library, and one of ours. */
const WHY: Readonly<Record<string, string>> = {
  NOT_A_NUMBER: "it is not a phone number",
  INVALID_COUNTRY:
    "its country is unknown. Write it with + and the country code, or choose the country in the node",
  TOO_SHORT: "it is too short",
  TOO_LONG: "it is too long",
  INVALID_LENGTH: "no number of its country has that length",
  EXTENSION: "it has an extension, which cannot be dialed",
};

const refused = (field: string, reason: string): GenesysError =>
  inputError(field, `The input "${field}" cannot be called: ${WHY[reason] ?? reason} (${reason}).`, {
    reason,
  });

/**
 * The number in E.164, as the platform requires it. Numbers without a country code are taken to be of `country`. The
 * number is not repeated in the error: it is personal.
 * @throws GenesysError `input` with the library's `reason` where it is not a number that can exist.
 */
export const asE164 = async (field: string, written: string, country?: string): Promise<string> => {
  const phone = await import("libphonenumber-js/min"); // half a megabyte that most flows never need
  const text = written.replace(/^tel:/i, "");
  if (country !== undefined && !phone.isSupportedCountry(country))
    throw inputError("country", `The option "country" must be a country's two letters, as in US or DE.`);
  const how = {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  };
  const reason = phone.validatePhoneNumberLength(text, how);
  if (reason !== undefined) throw refused(field, reason);
  const { number, ext } = phone.parsePhoneNumberWithError(text, how);
  if (ext !== undefined) throw refused(field, "EXTENSION");
  return number;
};
