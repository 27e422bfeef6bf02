// Only on node-red-5: the guard is in the platform floor, which knows no Node-RED.
import assert from "node:assert/strict";
import { loadModels } from "../../nodes/lib/facts/models";
import { requestOf, requiredOf, TOOLS } from "../support/digital-tools";
import { toolBench } from "../support/benches/tools";

const without = (values: unknown, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values as Record<string, unknown>).filter(([one]) => one !== name));
const misspell = (name: string): string => `${name.slice(0, -2)}${name.at(-1)}`;

describe("the 63 digital tools, from a message through genesys-api", () => {
  const { bench, open, simulator, close } = toolBench();
  afterEach(close);

  for (const operation of TOOLS) {
    const { id, tool = "" } = operation;

    const required = requiredOf(operation);
    if (required !== undefined)
      it(`${tool} without ${required.field} is refused by that name, and nothing is sent`, async () => {
        await open(operation);
        const request = requestOf(operation, {});
        const { field } = required;
        const less = { ...request, [required.in]: without(request[required.in], field) };
        const { msg } = await bench().send({ operation: tool, ...less });
        assert.equal(msg.error?.code, "input");
        assert.match(
          msg.error?.message ?? "",
          new RegExp(`^${id}: (body\\.)?${field} is (required|missing)`),
        );
        assert.equal(simulator().log.entries().length, 0);
      });

    const model = loadModels()[operation.body?.model ?? ""];
    const [parameter = operation.query[0]?.name] = operation.pathParams;
    const [bodyField] = Object.keys(model?.properties ?? {}).filter((name) => name.length > 2);
    const right = parameter ?? bodyField ?? tool;
    it(`${tool} with ${right} misspelt gets an error with the right spelling, and nothing is sent`, async () => {
      await open(operation);
      const { parameters, body } = requestOf(operation, {});
      const wrong = misspell(right);
      const call =
        parameter !== undefined
          ? { operation: tool, parameters: { ...without(parameters, right), [wrong]: "x" }, body }
          : bodyField !== undefined
            ? { operation: tool, parameters, body: { ...without(body, right), [wrong]: "x" } }
            : { operation: wrong, parameters };
      const { msg } = await bench().send(call);
      assert.equal(msg.error?.code, "input");
      const meant = parameter ?? bodyField ?? id;
      assert.ok((msg.error?.cause?.suggestions as string[]).includes(meant), msg.error?.message);
      assert.equal(simulator().log.entries().length, 0);
    });
  }

  it("require something each, but for the lists", async () => {
    await open(TOOLS[0]!);
    const free = TOOLS.filter((operation) => requiredOf(operation) === undefined);
    assert.deepEqual(
      free.map(({ tool }) => tool),
      [
        "get_cobrowsesessions",
        "get_emails",
        "get_internalmessages",
        "get_messages",
        "get_messaging_integrations",
      ],
    );
  });
});
