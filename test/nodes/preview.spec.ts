import assert from "node:assert/strict";
import { loadOperations } from "../../nodes/lib/facts/operations";
import type { Step } from "../../nodes/lib/platform/plan/step";
import { casesOf } from "../support/cases";
import { openBench, type Bench } from "../support/flow";
import { dialogOf } from "../support/dialogs";
import { moduleOf, nodeTypes, stepsOf } from "../support/nodes";

const CONVERSATION = "fe00260d-2b3b-44ff-bc25-6008f321c168";

const keysOf = (body: unknown): string[] =>
  typeof body === "object" && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
const showsRequest = (steps: Step[], operation: string | undefined): Step | undefined =>
  steps.find(({ requests }) => requests.some((one) => one.operation === operation));

describe("the preview in a dialog", () => {
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    bench = undefined;
  });

  for (const { does, type, settings, inputs = {} } of casesOf("previewed"))
    it(`shows what is sent by a node that ${does}`, async () => {
      const given = { conversationId: CONVERSATION, ...inputs };
      const typed = Object.keys(given).flatMap((name) => [
        [name, name],
        [
          type === "genesys-place-call" && name === "destination" ? "destinationValueType" : `${name}Type`,
          "msg",
        ],
      ]);
      const config: Record<string, unknown> = { ...(Object.fromEntries(typed) as object), ...settings };
      bench = await openBench(moduleOf(type), type, config);
      const steps = stepsOf(type, settings, "client-credentials");
      await bench.send(given);
      const sent = bench.simulator.log.entries().filter(({ path }) => path.startsWith("/api/"));
      assert.ok(sent.length > 0, "something was sent");
      for (const { operation, body } of sent) {
        const shown = showsRequest(steps, operation);
        assert.ok(shown, `${operation} is in the preview`);
        if (shown.body !== undefined)
          assert.deepEqual(
            keysOf(body).filter((key) => !keysOf(shown.body).includes(key)),
            [],
          );
      }
      for (const { when, requests } of steps.filter(({ when }) => when === "always"))
        assert.ok(
          sent.some(({ operation }) => requests.some((one) => one.operation === operation)),
          `${requests.map(({ operation }) => operation).join()} (${when}) was sent`,
        );
    });

  it("names only what the platform and the dialog have, whatever is chosen", () => {
    const operations = new Map(loadOperations().map((one) => [one.id, one]));
    const grants = ["client-credentials", "authorization-code", "access-token"] as const;
    let seen = 0;
    for (const type of nodeTypes()) {
      const { html, defaults } = dialogOf(type);
      const choices = [...html.matchAll(/<select id="node-input-(\w+)"[\s\S]*?<\/select>/g)].map(
        ([select, name = ""]) => ({
          name,
          values: [...select.matchAll(/value="(\w+)"/g)].map(([, value = ""]) => value),
        }),
      );
      for (const target of ["customer", "agent", "user", "ids"])
        for (const grant of grants)
          for (const { name, values } of choices)
            for (const value of values)
              for (const step of stepsOf(type, { target, [name]: value }, grant)) {
                seen += 1;
                for (const { operation, method, path } of step.requests)
                  assert.deepEqual(
                    [method, path],
                    [operations.get(operation)?.method, operations.get(operation)?.path],
                  );
                const named = [...JSON.stringify(step.body ?? "").matchAll(/"\{(\w+)\}"/g)].map(
                  ([, one]) => one,
                );
                assert.deepEqual(
                  named.filter((one) => !(String(one) in defaults)),
                  [],
                );
              }
    }
    assert.ok(seen > 500, String(seen));
  });

  it("has nothing to say of a type or a setting that it does not know", () => {
    assert.deepEqual(stepsOf("constructor", {}), []);
    assert.ok(stepsOf("genesys-wrap-up", { mediaType: "constructor", action: "constructor" }).length > 0);
    assert.ok(stepsOf("genesys-update-participant", { action: "constructor" }).length > 0);
  });
});
