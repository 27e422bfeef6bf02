import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sdk from "purecloud-platform-client-v2";
import { loadOperations } from "../../../nodes/lib/facts/operations";
import { buildRequest } from "../../../nodes/lib/platform/catalogue/catalogue";
import { buildCatalogue } from "../../../scripts/catalogue-build";
import { createRecorder } from "../../facts/recorder";
import { sampleOf } from "../../facts/sample";

describe("the catalogue beside the official SDK", () => {
  // The SDK's client is one for the whole process: other specs talk to the simulator through it.
  let recorder: ReturnType<typeof createRecorder>;
  before(() => (recorder = createRecorder()));
  after(() => recorder.restore());

  for (const operation of loadOperations())
    it(`${operation.id} is sent as the SDK sends it`, async () => {
      for (const least of [false, true]) {
        const { parameters, body } = sampleOf(operation, least);
        const theirs = await recorder.record(operation, parameters, body);
        const ours = buildRequest(operation, parameters, body);
        assert.equal(ours.method, theirs.method);
        assert.equal(ours.path, theirs.url.replace(/^https?:\/\/[^/]+/, ""));
        assert.deepEqual(ours.query ?? {}, theirs.params);
        assert.deepEqual(ours.body, theirs.data ?? undefined);
      }
    });

  it("takes the SDK's names of query parameters where they differ from those that are sent", () => {
    const differing = loadOperations().flatMap((operation) =>
      operation.query.flatMap(({ name, sdkName, type }) =>
        sdkName ? [{ operation, name, sdkName, value: type === "boolean" ? true : "x" }] : [],
      ),
    );
    assert.equal(differing.length, 17);
    for (const { operation, name, sdkName, value } of differing) {
      const { parameters, body } = sampleOf(operation, true);
      assert.deepEqual(buildRequest(operation, { ...parameters, [sdkName]: value }, body).query, {
        [name]: String(value),
      });
    }
  });

  it("knows every operation of conversations that the SDK has", () => {
    const theirs = Object.getOwnPropertyNames(sdk.ConversationsApi.prototype).filter(
      (name) => name !== "constructor",
    );
    const ours = new Set(loadOperations().map(({ id }) => id));
    assert.deepEqual(
      theirs.filter((id) => !ours.has(id)),
      [],
    );
  });
});

describe("the generated catalogue", () => {
  it("is what the installed SDK and the facts give, byte for byte", () => {
    for (const [file, text] of Object.entries(buildCatalogue()))
      assert.equal(
        readFileSync(join(__dirname, "../../../nodes/lib/facts", file), "utf8"),
        text,
        `${file}: npm run catalogue`,
      );
  });

  it("has a different label for every operation", () => {
    const labels = loadOperations().map(({ group, label }) => `${group}: ${label}`);
    assert.equal(new Set(labels).size, 362);
  });

  it("names only operations that exist as a replacement or as the form on behalf of a user", () => {
    const ids = new Set(loadOperations().map(({ id }) => id));
    const named = loadOperations().flatMap(({ onBehalf, deprecated }) => [
      ...(onBehalf ? [onBehalf] : []),
      ...(deprecated?.use ?? []),
    ]);
    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      [],
    );
  });
});
