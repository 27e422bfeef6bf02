import assert from "node:assert/strict";
import type { Operation } from "../../../nodes/lib/facts/operations";
import { loadIndex, operationWithId } from "../../../nodes/lib/facts/platform";
import { buildRequest } from "../../../nodes/lib/platform/catalogue/catalogue";
import { createRecorder, sdkApis } from "../../facts/recorder";
import { sampleOf } from "../../facts/sample";

const apis = sdkApis();

const found = (id: string): Operation => operationWithId(id) ?? assert.fail(`${id} is not in the catalogue`);

describe("the whole platform beside the official SDK", function () {
  this.timeout(60_000);
  // The SDK's client is one for the whole process: other specs talk to the simulator through it.
  let recorder: ReturnType<typeof createRecorder>;
  before(() => (recorder = createRecorder()));
  after(() => recorder.restore());

  it("has every operation of every class, and no other", () => {
    const theirs = new Set(apis.flatMap(({ methods }) => methods));
    assert.equal(theirs.size, 3315);
    assert.deepEqual(
      loadIndex().map(({ id }) => id),
      [...theirs].sort(),
    );
  });

  for (const { name, methods } of apis)
    it(`sends the ${methods.length} operations of ${name} as the SDK sends them`, async () => {
      for (const operation of methods.map(found))
        for (const least of [false, true]) {
          const { parameters, body } = sampleOf(operation, least);
          const theirs = await recorder.record(operation, parameters, body, name);
          const ours = buildRequest(operation, parameters, body);
          assert.equal(ours.method, theirs.method, operation.id);
          assert.equal(ours.path, theirs.url.replace(/^https?:\/\/[^/]+/, ""), operation.id);
          assert.deepEqual(ours.query ?? {}, theirs.params, operation.id);
          assert.deepEqual(ours.body, theirs.data ?? undefined, operation.id);
          for (const { name: header } of operation.headers ?? [])
            assert.equal(ours.headers?.[header], theirs.headers[header], `${operation.id}: ${header}`);
          assert.equal(theirs.headers["Content-Type"], "application/json", operation.id);
        }
    });

  it("refuses a request without anything that the SDK requires", () => {
    for (const { id } of loadIndex()) {
      const operation = found(id);
      const { parameters, body } = sampleOf(operation, true);
      for (const name of operation.pathParams) {
        const { [name]: _left, ...others } = parameters;
        assert.throws(() => buildRequest(operation, others, body), { code: "input" }, `${id}: ${name}`);
      }
      if (operation.body?.required === true)
        assert.throws(() => buildRequest(operation, parameters), { code: "input" }, `${id}: body`);
    }
  });
});
