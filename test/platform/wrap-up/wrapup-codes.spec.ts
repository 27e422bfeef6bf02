import assert from "node:assert/strict";
import { isGenesysError } from "../../../nodes/lib/platform/errors/errors";
import { findCode } from "../../../nodes/lib/platform/wrap-up/codes";

describe("a wrap-up code", () => {
  const codes = [
    { id: "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c01", name: "Callback requested" },
    { id: "0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c02", name: "Resolved" },
  ];
  const complaint = (given: string, known = codes): string => {
    try {
      findCode(known, given);
    } catch (error) {
      assert.ok(isGenesysError(error, "input") && error.cause.field === "code");
      return error.message;
    }
    return "";
  };

  it("is found by id, or by name whatever its case", () => {
    assert.equal(findCode(codes, codes[1]?.id ?? "").name, "Resolved");
    assert.equal(findCode(codes, " callback REQUESTED ").name, "Callback requested");
  });

  it("that is unknown leads to the nearest ones, or to all", () => {
    assert.match(complaint("resolve"), /Did you mean Resolved\?/);
    assert.match(complaint("Xyz"), /Its codes are: Callback requested, Resolved\./);
    assert.match(complaint("0a4d9b0c-6f1e-4a55-9e0e-3f1d6a2b7c09"), /may belong to another queue/);
    assert.match(complaint("Resolved", []), /cannot have a wrap-up code/);
  });
});
