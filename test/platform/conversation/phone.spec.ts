import assert from "node:assert/strict";
import { asE164 } from "../../../nodes/lib/platform/conversation/phone";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/examples.mobile.json";

describe("a phone number", () => {
  const ACCEPTED: [written: string, country: string | undefined, e164: string][] = [
    ["+15555550142", undefined, "+15555550142"],
    ["+1 (555) 555-0142", "DE", "+15555550142"],
    ["(555) 555-0142", "US", "+15555550142"],
    ["tel:+15555550142", undefined, "+15555550142"],
    ["0171 5550142", "DE", "+491715550142"],
    ["020 7946 0018", "GB", "+442079460018"],
    [" +1.555.555.0142 ", undefined, "+15555550142"],
  ];
  for (const [written, country, e164] of ACCEPTED)
    it(`${written} with country ${country ?? "none"} is ${e164}`, async () => {
      assert.equal(await asE164("destination", written, country), e164);
    });

  const REFUSED: [written: string, country: string | undefined, reason: string][] = [
    ["Casey", "US", "NOT_A_NUMBER"],
    ["call +15555550142", undefined, "NOT_A_NUMBER"],
    ["555 555 0142", undefined, "INVALID_COUNTRY"],
    ["+999123456", undefined, "INVALID_COUNTRY"],
    ["1-800-FLOWERS", "US", "NOT_A_NUMBER"],
    ["", "US", "NOT_A_NUMBER"],
    ["12", "US", "TOO_SHORT"],
    ["555 0142", "US", "TOO_SHORT"],
    ["+3760312345", undefined, "INVALID_LENGTH"],
    ["+155555501429999", undefined, "TOO_LONG"],
    ["+15555550142 ext. 7", undefined, "EXTENSION"],
    ["+1 555 555 0142x7", undefined, "EXTENSION"],
    ["+15555550142;ext=7", undefined, "EXTENSION"],
  ];
  for (const [written, country, reason] of REFUSED)
    it(`${written} with country ${country ?? "none"} is refused as ${reason}`, async () => {
      await assert.rejects(asE164("destination", written, country), (error: GenesysError) => {
        assert.equal(error.code, "input");
        assert.deepEqual(error.cause, { outcome: "notSent", field: "destination", reason });
        assert.match(error.message, new RegExp(`"destination".*\\(${reason}\\)`));
        assert.ok(written === "" || !error.message.includes(written), "the number is not repeated");
        return true;
      });
    });

  it("is the same to another library, in any country and with any way to write it", async () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (example === undefined) continue;
      const { number } = example;
      for (const written of [
        number,
        example.formatInternational(),
        example.getURI(),
        example.formatNational(),
      ])
        assert.equal(await asE164("destination", written, country), number, `${written} in ${country}`);
    }
  });

  it("wants the country as two letters that exist", async () => {
    await assert.rejects(
      asE164("destination", "5555550142", "USA"),
      /"country" must be a country's two letters/,
    );
  });
});
