import assert from "node:assert/strict";
import Ajv from "ajv";
import fc from "fast-check";
import { complaintAbout, readQuery } from "../../../nodes/lib/platform/data-actions/check";
import {
  FIELD_TYPES,
  isList,
  repeatedName,
  schemaOf,
  type Contract,
} from "../../../nodes/lib/platform/data-actions/contract";
import { idsAmong, readInputs } from "../../../nodes/lib/platform/data-actions/request";
import { isGenesysError, type GenesysError } from "../../../nodes/lib/platform/errors/errors";

const CONTRACT: Contract = [
  { name: "conversationId", type: "string", required: true },
  { name: "attempts", type: "integer", required: false },
  { name: "score", type: "number", required: false },
  { name: "isVip", type: "boolean", required: false },
  { name: "tags", type: "string[]", required: false },
];
const ID = { conversationId: "c-1" };
const post = (body: unknown) => readInputs(CONTRACT, { method: "POST", query: {}, body });
const get = (query: Record<string, unknown>) =>
  readInputs(CONTRACT, { method: "GET", query, body: undefined });

const refusalOf = (act: () => unknown): GenesysError => {
  try {
    act();
  } catch (error) {
    if (isGenesysError(error)) return error;
  }
  return assert.fail("it was not refused");
};

describe("the contract of a data action", () => {
  it("becomes the schema that the platform keeps", () => {
    assert.deepEqual(schemaOf(CONTRACT), {
      type: "object",
      properties: {
        conversationId: { type: "string" },
        attempts: { type: "integer" },
        score: { type: "number" },
        isVip: { type: "boolean" },
        tags: { type: "array", items: { type: "string" } },
      },
      required: ["conversationId"],
      additionalProperties: true,
    });
  });

  it("has no empty list of required fields, which draft 4 refuses", () =>
    assert.ok(!("required" in schemaOf([{ name: "note", type: "string", required: false }]))));

  it("names the field that occurs twice", () => {
    assert.equal(repeatedName(CONTRACT), undefined);
    assert.equal(repeatedName([...CONTRACT, ...CONTRACT.slice(1, 2)]), "attempts");
  });

  it("agrees with its schema about every set of values", () => {
    const field = fc.record({
      name: fc.constantFrom("a", "b", "c"),
      type: fc.constantFrom(...FIELD_TYPES),
      required: fc.boolean(),
    });
    const scalar = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.constant(1.5), fc.boolean());
    const value = fc.oneof(scalar, fc.array(scalar), fc.constant({}));
    const values = fc.dictionary(fc.constantFrom("a", "b", "c", "other"), value);
    const contracts = fc.uniqueArray(field, { selector: ({ name }) => name });
    fc.assert(
      fc.property(contracts, values, (contract, given) => {
        const valid = new Ajv().validate(schemaOf(contract), given);
        assert.equal(complaintAbout(contract, given) === undefined, valid);
      }),
    );
  });
});

describe("the inputs of a request", () => {
  it("are read as they are, those that the contract does not have included", () =>
    assert.deepEqual(post({ ...ID, attempts: 2, tags: ["a"], more: 1 }), {
      ...ID,
      attempts: 2,
      tags: ["a"],
      more: 1,
    }));

  it("leave out what the platform has not set", () => assert.deepEqual(post({ ...ID, score: null }), ID));

  const wrong: [unknown, string, string][] = [
    [{}, "conversationId", 'The input "conversationId" of the request is missing.'],
    [{ conversationId: null }, "conversationId", 'The input "conversationId" of the request is missing.'],
    [{ conversationId: "" }, "conversationId", 'The input "conversationId" of the request is blank.'],
    [
      { ...ID, attempts: 1.5 },
      "attempts",
      'The input "attempts" of the request must be a whole number, but is a number.',
    ],
    [{ ...ID, score: "9" }, "score", 'The input "score" of the request must be a number, but is text.'],
    [
      { ...ID, isVip: 1 },
      "isVip",
      'The input "isVip" of the request must be true or false, but is a number.',
    ],
    [{ ...ID, tags: "a" }, "tags", 'The input "tags" of the request must be a list, but is text.'],
    [
      { ...ID, tags: ["a", 7] },
      "tags",
      'The input "tags" of the request must be a list of texts, but entry 2 is a number.',
    ],
    [[], "body", "The body of the request is not a JSON object."],
    ["text", "body", "The body of the request is not a JSON object."],
  ];
  for (const [body, field, message] of wrong)
    it(`are refused by the name of the field: ${JSON.stringify(body)}`, () => {
      const error = refusalOf(() => post(body));
      assert.deepEqual([error.code, error.cause.field, error.message], ["input", field, message]);
    });

  it("never quote a value", () => {
    const secret = "+15555550142";
    for (const { name, type } of CONTRACT.filter(({ type }) => type !== "string" && !isList(type))) {
      const error = refusalOf(() => post({ ...ID, [name]: secret }));
      assert.ok(!error.message.includes(secret), `${name} ${type}`);
    }
  });

  it("have the types of the contract, where a query has only text", () =>
    assert.deepEqual(get({ ...ID, attempts: "2", score: "-1.5", isVip: "true", tags: "" }), {
      ...ID,
      attempts: 2,
      score: -1.5,
      isVip: true,
    }));

  it("of a query that cannot be read are refused and not guessed", () => {
    for (const [name, text] of [
      ["attempts", "two"],
      ["attempts", "0x10"],
      ["score", "1,5"],
      ["isVip", "yes"],
    ] as const)
      assert.equal(refusalOf(() => get({ ...ID, [name]: text })).cause.field, name);
  });

  it("keep a number that is text in the contract as text", () =>
    assert.equal(readQuery(CONTRACT, { conversationId: "0049" }).conversationId, "0049"));

  it("give the ids that the nodes behind read", () =>
    assert.deepEqual(idsAmong({ ...ID, participantId: "p", userId: "", communicationId: 7, queueId: "q" }), {
      ...ID,
      participantId: "p",
    }));
});
