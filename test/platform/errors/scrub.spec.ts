import assert from "node:assert/strict";
import fc from "fast-check";
import { scrub } from "../../../nodes/lib/platform/errors/scrub";

describe("scrubbing the platform's messages", () => {
  const masked: [string, string][] = [
    ["tel:+15550100", "tel:***"],
    ["call +1 (555) 010-0199 now", "call *** now"],
    ["555-010-0199", "***"],
    ["05550100199", "***"],
    ["sip:+15550100@203.0.113.7;user=phone", "sip:***;user=phone"],
    ["mail jo.doe+x@mail.example.com please", "mail *** please"],
    ["token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJzdWIiOiIx", "token ***"],
    ["Authorization: Bearer abc123.def/456+7==", "Authorization: ***"],
    ["Basic aWQ6c2VjcmV0", "***"],
  ];
  for (const [text, expected] of masked)
    it(`masks ${JSON.stringify(text)}`, () => assert.equal(scrub(text), expected));

  const kept = [
    "Access to Conversation fe00260d-2b3b-44ff-bc25-6008f321c168 is forbidden.",
    "missing conversation:call:setMandatoryPostFlowAction",
    "Retry the request in [42] seconds, at most 300 per 60 s. Maximum bytes: 512000",
    "conversation.error.participant.no.active.conversations",
    "12345678-1234-1234-1234-123456789012",
  ];
  for (const text of kept) it(`keeps ${JSON.stringify(text)}`, () => assert.equal(scrub(text), text));

  it("never lets a number or an address through, wherever it occurs", () => {
    const word = fc.constantFrom("caller", "to", "(", ")", ":", "is", "not", "valid", "…");
    const secret = fc.oneof(
      fc.stringMatching(/^\+1555\d{7}$/),
      fc.stringMatching(/^[a-z]{3,9}@[a-z]{3,9}\.example\.com$/),
    );
    fc.assert(
      fc.property(fc.array(word), secret, fc.array(word), (before, hidden, after) => {
        assert.ok(!scrub([...before, hidden, ...after].join(" ")).includes(hidden));
      }),
    );
  });

  it("keeps at most 300 characters, and is quick with a long text", () => {
    assert.equal(scrub("word ".repeat(100)).length, 300);
    assert.ok(scrub("a.".repeat(1_000_000)).length <= 300);
  });
});
