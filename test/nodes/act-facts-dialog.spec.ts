import assert from "node:assert/strict";
import { ACT_FACTS } from "../../nodes/lib/facts/acts";
import words from "../../nodes/locales/en-US/genesys-simulate.json";
import { LANGUAGES } from "../support/catalogues";
import { editorPage } from "../support/editor-page";
import { helpOf } from "../support/help";

type Mistake = (action: string, value: unknown, type: string) => string | undefined;

/** The dialog's scripts, with the table of the acts or before it has come. */
const scripts = (isLoaded = true) => {
  const { shared } = editorPage("genesys-simulate");
  const page = shared as unknown as {
    $: object;
    RED: Record<string, object>;
    genesysCloudActs: { load(): unknown; mistakeIn: Mistake };
  };
  const then = (done: (facts: unknown) => void): void => {
    if (isLoaded) done(ACT_FACTS);
  };
  Object.assign(page.$, { getJSON: () => ({ then }) });
  Object.assign(page.RED, { view: { redraw: () => undefined } });
  page.genesysCloudActs.load();
  return page.genesysCloudActs;
};

describe("the details of an act in the dialog", () => {
  const { mistakeIn } = scripts();

  it("are checked by the table: the first that the act does not have, or lacks", () => {
    assert.equal(mistakeIn("customerCalls", '{"queue": "Sales"}', "json"), undefined);
    assert.equal(mistakeIn("customerCalls", '{"que": "Sales"}', "json"), "invalid.unknownDetail");
    assert.equal(mistakeIn("timePasses", "{}", "json"), "invalid.required");
    assert.equal(
      mistakeIn("timePasses", [{ name: "seconds", type: "num", value: "" }], "fields"),
      "invalid.required",
    );
    assert.equal(
      mistakeIn("timePasses", [{ name: "seconds", type: "msg", value: "s" }], "fields"),
      undefined,
    );
    assert.equal(mistakeIn("agentAnswers", '{"conversationId": "c"}', "json"), undefined);
  });

  it("may be more in JSON where the act ignores them, but not in the form", () => {
    assert.equal(mistakeIn("limitRate", '{"allowed": 5, "note": "slow"}', "json"), undefined);
    const note = [{ name: "note", type: "str", value: "slow" }];
    assert.equal(mistakeIn("limitRate", note, "fields"), "invalid.unknownDetail");
  });

  it("are not checked where only a message has them, or while the table has not come", () => {
    assert.equal(mistakeIn("timePasses", "details", "msg"), undefined);
    assert.equal(scripts(false).mistakeIn("timePasses", "{}", "json"), undefined);
    assert.equal(mistakeIn("unknownAct", '{"x": 1}', "json"), undefined);
  });
});

describe("the dialog of simulate", () => {
  it("offers every act of its table, each and each detail with words", () => {
    assert.deepEqual(Object.keys(words.action), Object.keys(ACT_FACTS));
    const fields = Object.values(ACT_FACTS).flatMap(({ fields }) => fields.map(({ name }) => name));
    const { errorCode, ...named } = words.field;
    assert.deepEqual(Object.keys(named).sort(), [...new Set(fields)].sort());
    assert.ok(errorCode);
  });
});

describe("the help of simulate", () => {
  for (const language of LANGUAGES)
    it(`names every act and every detail of the table, in ${language}`, () => {
      const help = helpOf(language, "genesys-simulate");
      const details = Object.values(ACT_FACTS).flatMap(({ fields }) => fields.map(({ name }) => name));
      for (const name of [...Object.keys(ACT_FACTS), ...details])
        assert.ok(help.includes(`\`${name}\``), name);
    });
});
