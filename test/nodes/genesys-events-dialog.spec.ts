import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import genesysEvents from "../../nodes/genesys-events";
import { unsetComplaint } from "../../nodes/lib/node/environment";
import { loadTopics } from "../../nodes/lib/facts/topics";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import { LANGUAGES, texts } from "../support/catalogues";
import { dialogOf } from "../support/dialogs";
import { editorPage } from "../support/editor-page";
import { editorScripts } from "../support/editor-script";

type Validate = (this: Record<string, unknown>, value: unknown) => true | string;
type Checked = Record<string, { validate?: Validate }>;

/** The scripts of a page, as the editor would run them. */
const scriptsOf = (type: string): string[] =>
  [...dialogOf(type).html.matchAll(/<script type="text\/javascript">([\s\S]*?)<\/script>/g)].map(
    ([, script = ""]) => script,
  );

const SCRIPTS = ["genesys-account", "genesys-events"].flatMap(scriptsOf);

/** The check of a field, beside the script that all dialogs share, with as much of the editor as they need. */
const validateField = (field: string, node: Record<string, unknown>, value: unknown): true | string => {
  const checks = new Map<string, Validate | undefined>();
  const anything = () => () => true;
  const RED = {
    nodes: {
      registerType: (type: string, { defaults }: { defaults: Checked }) =>
        checks.set(type, defaults[field]?.validate),
    },
    validators: { number: anything, regex: anything, typedInput: anything },
    actions: { add: () => undefined },
    events: { on: () => undefined },
    _: (key: string, values: { topic?: string; meant?: string } = {}) =>
      [key.split(":").at(-1), values.topic, values.meant].filter(Boolean).join(" "),
  };
  const page = createContext({ RED, console });
  runInContext("globalThis.window = globalThis", page);
  for (const script of SCRIPTS) runInContext(script, page);
  return (checks.get("genesys-events") ?? assert.fail()).call(node, value);
};

const validate = (scope: string, value: unknown): true | string => validateField("ids", { scope }, value);

describe("the dialog of conversation events", () => {
  it("takes every topic that there is, also several of one stem and several at once", () => {
    for (const { topic } of loadTopics())
      assert.equal(validate("topic", topic.replaceAll("{id}", "0e18f2c4-1")), true, topic);
    assert.equal(validate("topic", "v2.users.1?presence&routingStatus, V2.users.2.conversations"), true);
  });

  it("finds topics by words of their names, their payloads and permissions", () => {
    const { searchTopics } = editorPage("genesys-events").shared.genesysCloudTopics as {
      searchTopics: (topics: unknown, text: string) => { topic: string }[];
    };
    const found = (text: string): string[] =>
      [...searchTopics(JSON.parse(JSON.stringify(loadTopics())), text)].map(({ topic }) => topic);
    assert.deepEqual(found("user presence outofoffice"), []);
    assert.ok(found("Users Presence").includes("v2.users.{id}.presence"));
    assert.ok(found("taskmanagement workitem").length > 0);
    assert.ok(found("conversation:communication:view queues").length >= 10);
    assert.deepEqual(found(" "), []);
  });

  it("refuses a topic that does not exist before it is deployed, and names the nearest", () => {
    assert.equal(
      validate("topic", "v2.users.1.presence, v2.user.77.conversation"),
      "invalid.topic v2.user.77.conversation v2.users.77.conversations",
    );
    assert.match(String(validate("topic", "v2.users.{id}.conversations")), /^invalid\.topic/);
  });

  it("wants something to listen to, of whatever scope, unless the environment names it", () => {
    for (const scope of ["queue", "user", "conversation", "topic"]) {
      assert.equal(validate(scope, " , "), "invalid.noIds");
      assert.equal(validate(scope, "${QUEUES}"), true);
    }
    assert.equal(validate("queue", ["Support", "Sales"]), true);
  });

  it("wants a number for a threshold, as the runtime does, where there is one", () => {
    const stats = { scope: "queueStats", thresholdFigure: "waiting" };
    for (const [value, isNumber] of [
      ...(["0", "12.5", " 7 ", 3, "-1"] as const).map((one) => [one, true] as const),
      ...(["many", "1,5", "5 s"] as const).map((one) => [one, false] as const),
    ]) {
      const said = validateField("thresholdValue", stats, value);
      assert.equal(said, isNumber ? true : "invalid.threshold", String(value));
      assert.equal(genesysEvents.options.shape.thresholdValue.safeParse(value).success, isNumber);
    }
    assert.equal(validateField("thresholdValue", stats, "${LIMIT}"), true);
    for (const other of [{ scope: "queue", thresholdFigure: "waiting" }, { scope: "queueStats" }])
      assert.equal(validateField("thresholdValue", other, "many"), true);
  });

  it("needs no list where the node has an input", () => {
    for (const scope of ["input", "fromMessage"]) assert.equal(validate(scope, ""), true, scope);
  });

  it("takes a variable for any entry of the list, and goes on checking the others", () => {
    const known = "v2.users.1.presence";
    for (const scope of ["queue", "user", "conversation", "topic"])
      for (const ids of [
        `\${A},\${B}`,
        ` \${A} , ${known}`,
        `${known}, \${A}`,
        ["${A}", known],
        "$" + "{A},",
      ])
        assert.equal(validate(scope, ids), true, `${scope} ${String(ids)}`);
    assert.match(
      String(validate("topic", "${A}, v2.user.77.presence")),
      /^invalid\.topic v2\.user\.77\.presence /,
    );
    assert.match(
      String(validate("topic", "v2.users.${A}.presence")),
      /^invalid\.topic/,
      "a part of an entry",
    );
  });

  it("and the runtime take the same texts for a variable", () => {
    const isEnv = editorScripts("words", "checks")["isEnv"] as (text: string) => boolean;
    const piece = fc.constantFrom("${", "}", "$", "{", "A", "B_1", " ", ",", "-", "${A}");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join("");
        assert.equal(isEnv(text), unsetComplaint(text) !== undefined, text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("conversation events", () => {
  it("the dialog knows the same topics and events as the runtime", () => {
    const { html } = dialogOf("genesys-events");
    const listed = [...html.matchAll(/^\s+"(v2\.[^"]+)",$/gm)].map(([, topic]) => topic);
    assert.deepEqual(
      listed,
      loadTopics().map(({ topic }) => topic),
    );
    const chosen = [...html.matchAll(/data-i18n="event\.(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual([...chosen].sort(), [...EVENT_NAMES].sort());
    const boxes = [...html.matchAll(/<input type="checkbox" value="(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual(boxes, chosen);
  });

  it("the dialog has words for each event in every language, in place of its name", () => {
    for (const language of LANGUAGES) {
      const said = texts(language, "genesys-events").filter(([key]) => key.startsWith("event."));
      assert.equal(new Set(said.map(([, text]) => text)).size, EVENT_NAMES.length, language);
      for (const [, text] of said) assert.doesNotMatch(text, /[a-z][A-Z]|^[a-z]/, `${language}: ${text}`);
    }
  });
});
