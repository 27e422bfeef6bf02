import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { NodeAPI } from "node-red";
import type { z } from "zod";
import replyMessage from "../../nodes/genesys-reply-message";
import genesysApi from "../../nodes/genesys-api";
import sendMessage from "../../nodes/genesys-send-message";
import updateParticipant from "../../nodes/genesys-update-participant";
import { typeKeyOf, usedWith } from "../../nodes/lib/node/input-settings";
import { tagComplaint, tagIn } from "../../nodes/lib/node/template-tags";
import { definitionOf, ROOT } from "../support/dialogs";
import { editorScripts } from "../support/editor-script";
import { nodeTypes } from "../support/nodes";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { CALL } from "../support/seed";

const TEXT = "Dear {{payload.name}}, we called.";
const moduleOf = (type: string): ((RED: NodeAPI) => void) =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list of nodes is data
  require(join(ROOT, "nodes", type)) as (RED: NodeAPI) => void;

/** Every input of every node, with the settings with which it is used. */
const INPUTS = nodeTypes().flatMap((type) => {
  const { inputs, options } = definitionOf(type) ?? {};
  if (inputs === undefined || options === undefined) return [];
  return Object.entries<z.ZodType>(inputs.shape).map(([name, schema]) => {
    const used = Object.entries(usedWith(schema)[0] ?? {}).map(
      ([option, [value]]) => [option, value] as const,
    );
    return { type, name, key: typeKeyOf(name, options), settings: Object.fromEntries(used) };
  });
});

const ANYTHING = {
  ...CALL,
  ...{ userId: "ada.agent@example.com", destination: "+15555550142", toAddress: "+15555550123" },
  ...{ fromAddress: "+15555550199", text: "Hello", wrapupCode: "Resolved", attributes: { a: "b" } },
};

describe("a template tag in what is typed into a dialog", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const refused = ({ at, msg: { error } }: Arrival, field: string): string => {
    const facts = [at, error?.code, error?.cause?.field, error?.cause?.outcome];
    assert.deepEqual(facts, ["catch", "input", field, "notSent"], JSON.stringify(error));
    assert.equal(bench.simulator.log.count(), 0);
    assert.match(error?.message ?? "", /JSONata.*template node/);
    assert.doesNotMatch(error?.message ?? "", /Dear|we called/, "the text is not repeated");
    return error?.message ?? "";
  };

  for (const { type, name, key, settings } of INPUTS)
    it(`is an error that names the field, and nothing is sent: ${type} ${name}`, async () => {
      bench = await openBench(moduleOf(type), type, { ...settings, [name]: TEXT, [key]: "str" });
      const message = refused(await bench.send(ANYTHING), name);
      assert.match(message, new RegExp(`"${name}"`));
    });

  it("is one in a text without a type, too", async () => {
    bench = await openBench(sendMessage, "genesys-send-message", { text: TEXT });
    refused(await bench.send(ANYTHING), "text");
  });

  it("is one wherever in an object it occurs, as a name too", async () => {
    for (const attributes of [
      `{ "a": "b", "list": ["x", { "deep": "${TEXT}" }] }`,
      `{ "{{payload.name}}": "b" }`,
      { a: TEXT },
    ]) {
      bench = await openBench(updateParticipant, "genesys-update-participant", {
        ...{ action: "setAttributes", target: "customer", attributes },
        ...(typeof attributes === "string" ? { attributesType: "json" } : {}),
      });
      refused(await bench.send(ANYTHING), "attributes");
      if (typeof attributes === "string") await bench.close();
    }
  });

  it("is one in a field of a form, which it names", async () => {
    bench = await openBench(genesysApi, "genesys-api", {
      ...{ operation: "postConversationsMessagesAgentless", operationType: "str", bodyType: "fields" },
      body: [
        { name: "textBody", value: TEXT, type: "str" },
        { name: "toAddress", value: "toAddress", type: "msg" },
      ],
    });
    assert.match(refused(await bench.send(ANYTHING), "body.textBody"), /"body\.textBody"/);
  });

  for (const [what, text, textType] of [
    ["in the message", "text", "msg"],
    ["made by an expression", '"Use {{name}} " & "in your template"', "jsonata"],
  ] as const)
    it(`is text like any other ${what}: it is sent as it is`, async () => {
      bench = await openBench(sendMessage, "genesys-send-message", { text, textType });
      const { at, msg } = await bench.send({ ...ANYTHING, text: "Use {{name}} in your template" });
      assert.equal(at, "result", msg.error?.message);
      const [sent] = bench.simulator.log.entries().slice(-1);
      assert.equal((sent?.body as { textBody: string }).textBody, "Use {{name}} in your template");
    });

  it("is nothing to refuse where the text is not used, and so is hidden in the dialog", async () => {
    bench = await openBench(replyMessage, "genesys-reply-message", {
      ...{
        content: "typing",
        text: TEXT,
        textType: "str",
        template: `{"id":"${TEXT}"}`,
        templateType: "json",
      },
    });
    const { conversationId } = bench.simulator.act.customerWrites({ channel: "sms" });
    bench.simulator.act.agentAnswers(conversationId);
    const { at, msg } = await bench.send({ conversationId });
    assert.equal(at, "result", msg.error?.message);
  });
});

describe("what is a template tag", () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9_.]{1,12}$/);
  const sign = fc.constantFrom("", "#", "/", "^", "!", "&", ">", " ");
  const around = fc.stringMatching(/^[^{}]{0,20}$/);

  it("is whatever is in two or three braces", () => {
    fc.assert(
      fc.property(around, sign, word, fc.boolean(), around, (before, kind, name, isRaw, after) => {
        const tag = isRaw ? `{{{${name}}}}` : `{{${kind}${name} }}`;
        assert.equal(tagIn(before + tag + after), true, tag);
      }),
    );
  });

  it("is no other text, and no other value", () => {
    for (const text of [
      "",
      "{name}",
      "${NAME}",
      "{{",
      "}}",
      "{{}}",
      "{{ }}",
      "a {{ b",
      "if (a) {{}}",
      "{ {a} }",
    ])
      assert.equal(tagIn(text), false, text);
    for (const value of [undefined, null, 5, true, ["a"], { a: { b: {} } }, Buffer.from("{{a}}")])
      assert.equal(tagIn(value), false);
    fc.assert(fc.property(around, (text) => assert.equal(tagIn(text), false)));
  });

  it("is the same for the dialog", () => {
    const { hasTag } = editorScripts("words", "missing", "template-tags") as {
      hasTag: (value: unknown, type: unknown) => boolean;
    };
    const piece = fc.constantFrom("{{a}}", "{{", "}}", "{", "a b", '"', "{{{b}}}", "{{ }}", ":", "[", "]");
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    const objects = fc.dictionary(text, text).map((value) => JSON.stringify(value));
    const types = fc.constantFrom("str", "json", "msg", "flow", "jsonata", "env", "num", "bin");
    fc.assert(
      fc.property(fc.oneof(text, json, objects), types, (value, type) => {
        assert.equal(hasTag(value, type), tagComplaint("text", value, type) !== undefined);
      }),
    );
  });

  it("is found fast in a long text without one", () => {
    for (const piece of ["{{ a", "{{{", "{{a", "{{ ", "{ {"]) {
      const before = process.hrtime.bigint();
      assert.equal(tagIn(piece.repeat(50_000)), false);
      assert.ok(process.hrtime.bigint() - before < 1_000_000_000n, piece);
    }
  });
});
