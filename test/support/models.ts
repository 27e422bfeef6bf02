import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { loadOperations } from "../../nodes/lib/facts/operations";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { callerOf, type Caller } from "../simulator/caller";

interface SchemaFile {
  definitions: Record<string, { required?: string[]; additionalProperties?: boolean; properties?: object }>;
}

/** The platform's models, closed: a field that a model does not have is an error. */
const closedModels = (): Ajv => {
  const file = JSON.parse(readFileSync(join(__dirname, "../facts/models.schema.json"), "utf8")) as SchemaFile;
  for (const definition of Object.values(file.definitions)) definition.additionalProperties = false;
  // A running segment has no end yet, whatever the read model calls required.
  file.definitions["Segment"] = { ...file.definitions["Segment"], required: ["startTime"] };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(file, "models");
  return ajv;
};

let models: Ajv | undefined;

/** Is this what the operation answers, field by field? Checks the status, too, where the success codes are known. */
export const assertAnswer = (operationId: string, status: number, body: unknown): void => {
  const operation = loadOperations().find(({ id }) => id === operationId);
  assert.ok(operation, `the catalogue has ${operationId}`);
  const { statuses, response } = operation;
  assert.ok(
    statuses === null || statuses.includes(status),
    `${operationId} answers ${statuses?.join()}, not ${status}`,
  );
  if (response.kind !== "json" || response.model === undefined || body === undefined) return;
  models ??= closedModels();
  for (const each of response.array ? (body as unknown[]) : [body]) {
    const key = `models#/definitions/${response.model}`;
    if (models.getSchema(key) === undefined) continue; // bare objects and texts
    assert.ok(models.validate(key, each), `${operationId}: ${models.errorsText()}`);
  }
};

/** A caller of the simulator's whose every 2xx answer is held against the model of its operation. */
export const checkedCaller = (simulator: Simulator, token?: string): Caller => {
  const caller = token === undefined ? callerOf(simulator) : callerOf(simulator, token);
  return {
    call: async (method, path, body, headers) => {
      const got = await caller.call(method, path, body, headers);
      const entry = simulator.log.entries().at(-1);
      if (got.status < 300 && entry?.operation !== undefined)
        assertAnswer(entry.operation, got.status, got.text === "" ? undefined : got.body);
      return got;
    },
  };
};
