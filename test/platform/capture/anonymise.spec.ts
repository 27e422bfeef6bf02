import assert from "node:assert/strict";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { anonymise } from "../../../nodes/lib/capture/anonymise";
import { captureWith, made, textOf, type Fields } from "../../support/anonymised";

describe("what takes the place of personal data", () => {
  it("is the same for the same value, wherever it occurs: topics, paths, URLs, texts", () => {
    const id = "fe00260d-2b3b-44ff-bc25-6008f321c168";
    const capture = captureWith(
      {
        id,
        selfUri: `/api/v2/users/${id}`,
        notes: `see ${id.toUpperCase()}, Erika`,
        name: "Erika",
        address: `sip:${id}@10.1.2.3`,
      },
      { conversationId: id },
    );
    capture.records.push({ kind: "frame", at: 1, topicName: `v2.users.${id}.conversations`, eventBody: {} });
    const { conversationId, records } = anonymise(capture);
    const [read, frame] = records;
    assert.ok(read?.kind === "read" && frame?.kind === "frame");
    const { notes, name, ...rest } = read.body as Fields;
    assert.notEqual(conversationId, id);
    assert.deepEqual([rest["id"], rest["selfUri"]], [conversationId, `/api/v2/users/${conversationId}`]);
    assert.match(
      textOf(rest["address"]),
      new RegExp(`^sip:${conversationId}@(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+$`),
    );
    assert.equal(frame.topicName, `v2.users.${conversationId}.conversations`);
    assert.ok(textOf(notes).endsWith(`${conversationId.toUpperCase()}, ${String(name)}`), textOf(notes));
  });

  it("is a number of the same country and kind, in the same spelling, wherever the number occurs", () => {
    for (const number of [
      "+4915123456789",
      "+493023125001",
      "+12125551234",
      "+18005551234",
      "+447911123456",
      "+33612345678",
      "+81312345678",
      "+5511987654321",
    ]) {
      const before = parsePhoneNumberFromString(number) ?? assert.fail();
      const spaced = before.formatInternational();
      const { ani, notes, attributes } = made({
        ani: `tel:${number}`,
        notes: `${spaced} or ${before.formatNational()}`,
        attributes: { n: Number(number.slice(1)) },
      });
      const other = textOf(ani).replace("tel:", "");
      const after = parsePhoneNumberFromString(other) ?? assert.fail();
      assert.notEqual(other, number);
      assert.deepEqual(
        [after.country, after.getType(), other.length],
        [before.country, before.getType(), number.length],
      );
      const [international = "", national = ""] = textOf(notes).split(/ \p{L}+ /u);
      assert.equal(international.replaceAll(/[^\d+]/g, ""), other);
      assert.equal(international.replaceAll(/\d/g, "0"), spaced.replaceAll(/\d/g, "0"));
      assert.ok(
        other.endsWith(national.replaceAll(/\D/g, "").replace(/^[01]/, "").slice(-7)),
        `${national} of ${other}`,
      );
      assert.equal(Object.values(attributes as Fields)[0], Number(other.slice(1)));
    }
  });

  it("has the form of what it replaces: e-mail, URL, JSON, escapes, scripts, capitals, punctuation", () => {
    const { email, url, json, name, japanese, escaped } = made(
      {
        email: "Erika.Muster@beispiel.de",
        url: "https://beispiel.de/Erika%20Muster/bild.png?mail=erika%40beispiel.de#x",
        json: '{"kunde":"Erika","alter":42,"liste":[true,null]}',
        name: "Erika MUSTER-O'Hara",
        japanese: "山田 タロウ",
        escaped: "%C3%84rger",
      },
      { keepNames: ["json", "japanese", "escaped"] },
    );
    assert.match(textOf(email), /^[A-Z][a-z]{4}\.[A-Z][a-z]{5}@[a-z]{8}\.example$/);
    assert.match(
      textOf(url),
      /^https:\/\/[a-z]{8}\.example\/[A-Z][a-z]{4}%20[A-Z][a-z]{5}\/[a-z]{4}\.png\?[a-z]{4}=[a-z]{5}%40[a-z]{8}\.example#[a-z]+$/,
    );
    const parsed = JSON.parse(textOf(json)) as Fields;
    assert.deepEqual(
      Object.values(parsed).map((each) => typeof each),
      ["string", "number", "object"],
    );
    assert.match(textOf(name), /^[A-Z][a-z]{4} [A-Z]{6}-[A-Z]'[A-Z][a-z]{3}$/);
    assert.match(textOf(japanese), /^\p{Script=Han}{2} \p{Script=Katakana}{3}$/u);
    assert.match(decodeURIComponent(textOf(escaped)), /^\p{L}{5}$/u);
  });

  it("hides the words of long texts from who counts them, and keeps the names in them", () => {
    const said = "the cat saw the dog and the bird saw the cat of Erika, the end";
    const { notes, text, name } = made({ notes: said, text: said, name: "Erika" });
    assert.equal(notes, text, "the same text is the same");
    const words = textOf(notes).split(/[ ,]+/);
    assert.ok(
      new Set(
        ["the", "cat", "saw"].flatMap((word) =>
          said.split(/[ ,]+/).flatMap((each, index) => (each === word ? [words[index]] : [])),
        ),
      ).size >= 6,
    );
    assert.ok(words.includes(textOf(name)));
  });

  it("is another one in each capture: nothing leads back, and equal texts of two captures differ", () => {
    const names = new Set(Array.from({ length: 20 }, () => made({ name: "Erika Musterfrau" })["name"]));
    assert.ok(names.size > 18);
  });

  it("copes with names, depths and values that were made to harm", () => {
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":"yes"},"constructor":"Erika","name":"%E0%A4%A","toString":1}',
    ) as Fields;
    hostile["text"] =
      `${"%25".repeat(200)}41 ${"a".repeat(100_000)} ${"[".repeat(5_000)} \ud800 ${"1.".repeat(5_000)} ${"+1 ".repeat(3_000)}`;
    const started = performance.now();
    const text = JSON.stringify(made(hostile));
    assert.ok(performance.now() - started < 5_000, "no text takes long");
    assert.ok(!text.includes("Erika") && !text.includes("polluted"));
    assert.equal(({} as Fields)["polluted"], undefined);
    assert.ok(
      !JSON.stringify(made({ text: `${"[".repeat(50_000)}"Erika"${"]".repeat(50_000)}` })).includes("Erika"),
    );
    let deep: unknown = "Erika";
    for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
    assert.throws(() => made({ deep }), /too deeply/);
  });
});
