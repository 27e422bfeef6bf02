import assert from "node:assert/strict";
import { EVENT_NAMES } from "../../nodes/lib/platform/events/types";
import { NEXT } from "../../scripts/help-next";
import { completePages } from "../../scripts/help-pages";
import { LANGUAGES } from "../support/catalogues";
import { dialogOf } from "../support/dialogs";
import { helpOf, namesIn, piecesOf, sectionIn } from "../support/help";
import { CONFIGS, nodeTypes } from "../support/nodes";

/** A config node has neither an input nor an output. */
const TYPES = nodeTypes().filter((type) => !CONFIGS.includes(type));

const namesOf = (type: string, section: "inputs" | "outputs"): string[] =>
  piecesOf(sectionIn(helpOf("en-US", type), section)).flatMap(({ text }) => namesIn(text));

/** The properties that a node sets, from its help page. */
const outputsOf = (type: string): string[] => namesOf(type, "outputs");

/** The properties of the message that a new node may read. */
const inputsOf = (type: string): string[] => {
  if (type === "genesys-events") return namesOf(type, "inputs"); // it has them by an option, and reads fixed properties
  const { defaults } = dialogOf(type);
  const typeOf = (name: string): unknown => (defaults[`${name}Type`] ?? defaults[`${name}ValueType`])?.value;
  return Object.entries(defaults)
    .filter(([name]) => typeOf(name) === "msg")
    .map(([, { value }]) => String(value));
};

describe("the help page of a node", () => {
  it("has the sections that npm run help-pages writes", () => {
    const old = completePages().filter(([, now, complete]) => now !== complete);
    assert.deepEqual(
      old.map(([path]) => path),
      [],
      "run npm run help-pages -- --write",
    );
  });

  for (const type of TYPES)
    it(`shows two messages, one in and one out if it has an input: ${type}`, () => {
      for (const language of LANGUAGES) {
        const section = sectionIn(helpOf(language, type), "example");
        const messages = [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(
          ([, json = ""]) => JSON.parse(json) as Record<string, unknown>,
        );
        assert.equal(messages.length, 2, language);
        const [first = {}, second = {}] = messages;
        const HAVE_PAYLOADS = [
          "genesys-open-message-in",
          "genesys-request-in",
          "genesys-request-out",
          "genesys-wait",
        ];
        if (HAVE_PAYLOADS.includes(type)) assert.ok("payload" in first && "payload" in second, language);
        else if (type === "genesys-events") assert.ok("event" in first && "event" in second, language);
        else assert.ok(!("payload" in first) && "payload" in second, language);
      }
    });

  it("names the next nodes of each node that has an output", () => {
    assert.deepEqual(Object.keys(NEXT).sort(), [...TYPES].sort());
    for (const language of LANGUAGES)
      for (const type of TYPES) assert.match(sectionIn(helpOf(language, type), "next"), /^- /m);
  });

  for (const type of TYPES)
    it(`names what it has set and a new next node reads: ${type}`, () => {
      const outputs = outputsOf(type);
      for (const { after, type: next, reads, set = [] } of NEXT[type] ?? []) {
        const names = reads.map((path) => path.split(".")[0] ?? "");
        assert.deepEqual(
          names.filter((name) => !outputs.includes(name)),
          [],
          `set by ${type}`,
        );
        if (after !== undefined) assert.ok((EVENT_NAMES as readonly string[]).includes(after), after);
        if (!next.startsWith("genesys-")) continue;
        const inputs = inputsOf(next);
        assert.deepEqual(
          [...names, ...set].filter((name) => !inputs.includes(name)),
          [],
          `read by a new ${next}`,
        );
      }
    });
});
