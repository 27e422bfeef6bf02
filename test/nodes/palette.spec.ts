import assert from "node:assert/strict";
import { LANGUAGES, read } from "../support/catalogues";
import { dialogOf } from "../support/dialogs";
import { CONFIGS, nodeTypes } from "../support/nodes";

const TYPES = nodeTypes().filter((type) => !CONFIGS.includes(type));

const inPalette = (language: string, type: string): { paletteLabel: string; paletteWords: string } =>
  JSON.parse(read("nodes/locales", language, `${type}.json`)) as ReturnType<typeof inPalette>;

/** The nodes that the palette shows for a text: it reads the type and the label, as one text each. */
const found = (language: string, typed: string): string[] =>
  TYPES.filter((type) => {
    const { paletteLabel, paletteWords } = inPalette(language, type);
    return [type, `${paletteLabel} ${paletteWords}`].some((text) =>
      text.toLowerCase().includes(typed.toLowerCase()),
    );
  });

describe("the palette", () => {
  for (const language of LANGUAGES)
    it(`has labels without a hyphen, where it breaks the line, in ${language}`, () => {
      for (const type of TYPES) assert.doesNotMatch(inPalette(language, type).paletteLabel, /-/, type);
    });

  for (const language of LANGUAGES)
    it(`finds nodes by what people type in English, in ${language}`, () => {
      assert.deepEqual(
        ["survey", "transfer", "sms", "phone", "hang up", "wrap up", "webhook", "data action"]
          .map((typed) => [typed, found(language, typed).map((type) => type.replace("genesys-", ""))])
          .filter(([, types = []]) => types.length === 0),
        [],
      );
      assert.ok(found(language, "sms").includes("genesys-send-message"));
      assert.ok(found(language, "survey").includes("genesys-set-postflow"));
      for (const typed of ["transfer", "hang up"])
        assert.ok(found(language, typed).includes("genesys-update-participant"), typed);
      assert.ok(found(language, "phone").includes("genesys-place-call"));
      assert.ok(found(language, "webhook").includes("genesys-open-message-in"));
      for (const type of ["genesys-request-in", "genesys-request-out"])
        assert.ok(found(language, "data action").includes(type), type);
    });

  for (const [language, survey, transfer, hangUp] of [
    ["de", "umfrage", "weiterleiten", "auflegen"],
    ["es", "encuesta", "transferir", "colgar"],
    ["ja", "アンケート", "転送", "電話を切る"],
  ] as const)
    it(`finds nodes by what people type in their language, in ${language}`, () => {
      assert.ok(found(language, survey).includes("genesys-set-postflow"));
      for (const typed of [transfer, hangUp])
        assert.ok(found(language, typed).includes("genesys-update-participant"), typed);
    });

  it("has one colour for what reads, one for what acts, one for what writes to the customer", () => {
    const colour = (type: string): string => dialogOf(`genesys-${type}`).color;
    assert.equal(colour("events"), colour("get-conversation"));
    for (const type of ["open-message-in", "request-in"]) assert.equal(colour(type), colour("events"));
    for (const type of ["reply-message", "open-message-out"])
      assert.equal(colour(type), colour("send-message"));
    const acts = ["update-participant", "wrap-up", "set-postflow", "delete-postflow", "place-call"];
    assert.equal(new Set(acts.map(colour)).size, 1);
    const each = ["events", "send-message", "wrap-up", "api", "simulate"];
    assert.equal(new Set(each.map(colour)).size, each.length);
  });

  it("has the account first, whose page has the scripts of all dialogs", () => {
    const { nodes } = (JSON.parse(read("package.json")) as { "node-red": { nodes: object } })["node-red"];
    assert.equal(Object.keys(nodes)[0], "genesys-account");
  });
});
