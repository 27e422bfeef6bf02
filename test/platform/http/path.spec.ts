import assert from "node:assert/strict";
import fc from "fast-check";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { path, segment } from "../../../nodes/lib/platform/http/path";
import { writeUrl } from "../../../nodes/lib/platform/http/url";

describe("a path", () => {
  it("has its ids encoded", () => {
    assert.equal(path`/api/v2/users/${"a/b?c#d e%"}/x`, "/api/v2/users/a%2Fb%3Fc%23d%20e%25/x");
    assert.equal(path`/api/v2/users`, "/api/v2/users");
  });

  it("cannot be left by any id", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (id) => {
        let written: string;
        try {
          written = path`/api/v2/users/${id}/skills`;
        } catch (error) {
          assert.ok(isGenesysError(error, "input"), "whatever cannot be written is an input");
          return;
        }
        const { pathname, search, hash, host } = new URL(writeUrl("https://api.example.com", written));
        assert.deepEqual([host, search, hash], ["api.example.com", "", ""]);
        const parts = pathname.split("/");
        assert.equal(parts.length, 6);
        assert.equal(decodeURIComponent(parts[4] ?? ""), id);
      }),
      { numRuns: 2_000 },
    );
  });

  for (const id of ["", ".", "..", "\ud800"])
    it(`refuses ${JSON.stringify(id)} as an id, naming the input`, () => {
      const isInput = (field: string) => (error: unknown) => {
        assert.ok(isGenesysError(error, "input"));
        assert.deepEqual(error.cause, { outcome: "notSent", field });
        assert.match(error.message, new RegExp(`The input "${field}" is not an id`));
        return true;
      };
      assert.throws(() => path`/api/v2/users/${id}`, isInput("userId"));
      assert.throws(() => path`/api/v2/conversations/${id}`, isInput("conversationId"));
      assert.throws(() => path`/api/v2/conversations/calls/${id}/x`, isInput("conversationId"));
      assert.throws(
        () => path`/api/v2/conversations/calls/${"c"}/participants/${id}`,
        isInput("participantId"),
      );
      assert.throws(
        () => path`/api/v2/conversations/${"c"}/participants/${"p"}/communications/${id}`,
        isInput("communicationId"),
      );
      assert.throws(() => segment(id), isInput("id"));
    });

  it("takes ids that only contain dots", () => assert.equal(path`/x/${"..."}/${"a..b"}`, "/x/.../a..b"));
});

describe("a URL", () => {
  it("has its query encoded, lists joined, and leaves out what is not set", () => {
    const query = { name: "a&b=c", expand: ["x", "y"], pageSize: 25, active: false, none: undefined };
    assert.equal(
      writeUrl("https://api.example.com", "/p", query),
      "https://api.example.com/p?name=a%26b%3Dc&expand=x,y&pageSize=25&active=false",
    );
    assert.equal(writeUrl("https://api.example.com", "/p", {}), "https://api.example.com/p");
    assert.equal(writeUrl("https://api.example.com", "/p", { a: undefined }), "https://api.example.com/p");
  });
});
