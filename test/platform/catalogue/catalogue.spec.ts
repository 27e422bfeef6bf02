import assert from "node:assert/strict";
import { loadModels } from "../../../nodes/lib/facts/models";
import type { Operation } from "../../../nodes/lib/facts/operations";
import { buildRequest, checkRequest, findOperation } from "../../../nodes/lib/platform/catalogue/catalogue";
import tools from "../../../scripts/facts/tools.json";
import { refusal } from "../../facts/refusal";
import { sampleOf } from "../../facts/sample";

/** The same name with a letter too few, or too many where it is short. */
const misspelt = (name: string): string =>
  name.length > 4 ? name.slice(0, 2) + name.slice(3) : `${name}${name.slice(-1)}`;

const without = (values: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([one]) => one !== name));

const misspell = (values: Record<string, unknown>, name: string): Record<string, unknown> => ({
  ...without(values, name),
  [misspelt(name)]: values[name],
});

/** What has to be there: parameters in the path, required ones of the query, required fields of the body. */
const requiredParameters = ({ pathParams, query }: Operation): string[] => [
  ...pathParams,
  ...query.filter((one) => one.required).map((one) => one.name),
];
const bodyFields = ({ body }: Operation): { all: string[]; required: string[] } => {
  const model = body && !body.array ? loadModels()[body.model] : undefined;
  return {
    all: Object.entries(model?.properties ?? {}).flatMap(([name, shape]) => (shape.readOnly ? [] : [name])),
    required: [
      ...(model?.required ?? []),
      ...Object.keys(model?.requiredUnless ?? {}),
      ...(body?.needs ?? []),
    ],
  };
};

describe("the 63 digital tools", () => {
  const names = Object.keys(tools) as (keyof typeof tools)[];

  it("are 63", () => {
    assert.equal(names.length, 63);
  });

  for (const tool of names)
    describe(tool, () => {
      const operation = findOperation(tool);
      const { parameters, body } = sampleOf(operation);

      it("is found by its name, with and without the prefix, and by its id", () => {
        assert.equal(operation.id, tools[tool]);
        assert.equal(findOperation(`genesys_conversations_digital_${tool}`), operation);
        assert.equal(findOperation(operation.id), operation);
        assert.equal(findOperation(` ${operation.method} ${operation.path} `), operation);
      });

      it("is refused by name with anything required missing", () => {
        assert.deepEqual(checkRequest(operation, parameters, body), []);
        for (const name of requiredParameters(operation)) {
          const error = refusal(() => buildRequest(operation, without(parameters, name), body));
          assert.equal(error.cause.field, name);
          assert.equal(error.message, `${operation.id}: ${name} is required.`);
        }
        for (const name of bodyFields(operation).required) {
          const { [operation.body?.model ?? ""]: model } = loadModels();
          const left = without(
            without(body as Record<string, unknown>, name),
            model?.requiredUnless?.[name] ?? "",
          );
          const error = refusal(() => buildRequest(operation, parameters, left));
          assert.equal(error.cause.field, `body.${name}`);
          assert.ok(error.message.startsWith(`${operation.id}: body.${name} `));
        }
      });

      it("is refused with the right spelling when a name is misspelt", () => {
        for (const name of Object.keys(parameters)) {
          const error = refusal(() => buildRequest(operation, misspell(parameters, name), body));
          assert.equal(error.cause.field, misspelt(name));
          assert.match(error.message, new RegExp(`Did you mean ${name}\\b`));
        }
        for (const name of bodyFields(operation).all) {
          const given = { ...(body as Record<string, unknown>), [name]: "anything" };
          const error = refusal(() => buildRequest(operation, parameters, misspell(given, name)));
          const mistakes = checkRequest(operation, parameters, misspell(given, name));
          const mistake = mistakes.find(({ field }) => field === `body.${misspelt(name)}`);
          assert.ok(mistake?.suggestions.includes(name), `${misspelt(name)}: ${error.message}`);
        }
      });
    });
});
