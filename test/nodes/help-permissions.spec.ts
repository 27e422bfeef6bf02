// Only on node-red: it reads files of the package.
import assert from "node:assert/strict";
import { loadTopics } from "../../nodes/lib/facts/topics";
import { ADVICE } from "../../nodes/lib/platform/errors/advice";
import { needsOf, type NodeConfig } from "../../nodes/lib/platform/plan/needs";
import { dialogOf } from "../support/dialogs";
import { nodeTypes, PLANS } from "../support/nodes";
import { helpOf, linksIn, paletteLabelOf, piecesOf, quotesIn, wordsOf } from "../support/help";

const LANGUAGES = ["en-US", "de", "es", "ja"];

type Option = [name: string, values: readonly unknown[]];

/** One for each permission that a topic may need. */
const TOPICS = new Map(loadTopics().map(({ topic, permission }) => [permission, topic]));

/** What decides too, although the dialog has no list of it. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  userId: ["", "ada.agent@example.com"],
  ids: ["Support", "ada.agent@example.com", "fe00260d-2b3b-44ff-bc25-6008f321c168", ...TOPICS.values()],
};

/** These decide nothing of what is sent. */
const IDLE = ["errorOutput", "events", "raw", "thresholdFigure", "thresholdComparison"];

const valuesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, value = ""]) => value);

/** The options of a dialog with all that can be chosen: the values of a list, a check box on and off. */
const optionsOf = (type: string): Option[] => {
  const { defaults, html } = dialogOf(type);
  const valuesOf = (name: string, value: unknown): readonly unknown[] => {
    if (IDLE.includes(name)) return [];
    if (typeof value === "boolean") return [true, false];
    if (name === "target") return valuesIn(/\btarget: \[([^\]]*)\]/.exec(html)?.[1] ?? "", /"(\w+)"/g);
    const list = new RegExp(`<select\\s+id="node-input-${name}"[\\s\\S]*?</select>`).exec(html)?.[0] ?? "";
    return TYPED[name] ?? valuesIn(list, /<option value="([^"]*)"/g);
  };
  return Object.entries(defaults)
    .map(([name, { value }]): Option => [name, valuesOf(name, value)])
    .filter(([, values]) => values.length > 0);
};

/** A node with each of the choices and each of the others. */
const choicesOf = (type: string): NodeConfig[] =>
  optionsOf(type).reduce<NodeConfig[]>(
    (configs, [name, values]) =>
      configs.flatMap((config) => values.map((value) => ({ ...config, [name]: value }))),
    [{ id: type, type }],
  );

/** Every permission that a node may need, whatever is chosen in its dialog and with whichever grant it acts. */
const neededBy = (type: string): string[] => {
  const nodes = choicesOf(type);
  const needs = (["client", "user"] as const).flatMap((kind) => needsOf(nodes, { kind }, PLANS).needs);
  return [...new Set(needs.flatMap(({ permissions }) => permissions))].sort();
};

const namedIn = (help: string): string[] => {
  const codes = piecesOf(help).flatMap((piece) => piece.codes);
  return [...new Set(codes.filter((code) => /^\w+:\w+:\w+$/.test(code)))].sort();
};

/** These need nothing by themselves: they send nothing, or only what is chosen. */
const WITHOUT = nodeTypes().filter((type) => (PLANS.get(type)?.({}).steps() ?? []).length === 0);

describe("the permissions in the help", () => {
  for (const type of nodeTypes().filter((each) => !WITHOUT.includes(each)))
    it(`of ${type} are those that it may need, in each language`, () => {
      const needed = neededBy(type);
      assert.ok(needed.length > 1, "what it needs is known");
      for (const language of LANGUAGES)
        assert.deepEqual(namedIn(helpOf(language, type)), needed, `${language} ${type}`);
    });

  it("need not be there where a node needs none by itself", () => {
    for (const type of WITHOUT) assert.deepEqual(neededBy(type), [], type);
    for (const language of LANGUAGES)
      assert.ok(
        linksIn(helpOf(language, "genesys-api")).some((link) => link.endsWith("/docs/operations.md")),
      );
  });

  it("follow from choices that are all found in the dialogs", () => {
    const options = new Set(nodeTypes().flatMap((type) => optionsOf(type).map(([name]) => name)));
    for (const name of [
      ...["target", "userId", "ids", "scope", "action", "transferTo", "when", "mediaType", "content", "mode"],
      ...["channel", "destinationType", "waitFor", "confirm", "provisional", "verify", "allowLastCustomer"],
    ])
      assert.ok(options.has(name), name);
  });
});

/** Nodes of Node-RED itself. */
const NOT_OURS = ["http request", "http response", "read file", "switch", "split", "debug"];

/** A label may be quoted without its unit or its explanation: "At most (s)", "Simulator: a simulated org, built in". */
const shortened = (text: string): string[] => [
  text,
  text.replace(/ ?[(（][^)）]*[)）]$/, ""),
  text.replace(/[:：].*$/, ""),
];

describe("the words that a help panel quotes", () => {
  for (const language of LANGUAGES)
    it(`are words that the editor shows, in ${language}`, () => {
      // The editor shows a config node by its type.
      const names = nodeTypes().map((type) => paletteLabelOf(language, type) ?? type);
      let count = 0;
      for (const type of nodeTypes()) {
        const { defaults, credentials } = dialogOf(type);
        const own = [...wordsOf(language, type), ...names, ...NOT_OURS];
        const properties = Object.keys({ ...defaults, ...credentials });
        const known = new Set([...own.flatMap(shortened), ...properties].map((text) => text.toLowerCase()));
        const quotes = piecesOf(helpOf(language, type)).flatMap(({ text }) => quotesIn(text));
        count += quotes.length;
        assert.deepEqual(
          quotes.filter((quote) => !known.has(quote.toLowerCase())),
          [],
          type,
        );
      }
      assert.ok(count > 60, "quotes are found");
    });
});

describe("the pages that words send to", () => {
  const strays = (texts: readonly string[]): string[] =>
    texts.filter((text) => /docs\//.test(text.replace(/https:\/\/\S+/g, "")));

  it("are named by their full address, since the package is shipped without docs/", () => {
    for (const language of LANGUAGES)
      for (const type of nodeTypes())
        assert.deepEqual(strays([helpOf(language, type), ...wordsOf(language, type)]), [], language);
    assert.deepEqual(strays(Object.values(ADVICE)), []);
  });
});
