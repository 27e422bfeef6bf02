import assert from "node:assert/strict";
import { asTemplate, checkText, contentOf } from "../../../nodes/lib/platform/messages/content";
import { refuses } from "../../support/refuses";

describe("the content of a message", () => {
  it("is at most 765 characters for an SMS and 2000 for the others", () => {
    assert.equal(checkText("x".repeat(765), "sms").length, 765);
    assert.throws(() => checkText("x".repeat(766), "sms"), refuses("text"));
    for (const channel of ["whatsapp", "open", "webmessaging", undefined]) {
      assert.equal(checkText("x".repeat(2000), channel).length, 2000);
      assert.throws(() => checkText("x".repeat(2001), channel), refuses("text"));
    }
  });

  it("is exactly one of text and template, or nothing", () => {
    assert.equal(contentOf({}, "sms"), undefined);
    assert.deepEqual(contentOf({ text: "a" }, "sms"), { textBody: "a" });
    assert.deepEqual(contentOf({ template: "a" }, "whatsapp"), { messagingTemplate: { responseId: "a" } });
    assert.throws(() => contentOf({ text: "a", template: "b" }, "sms"), refuses("text"));
    assert.throws(() => contentOf({ template: "b" }, "open"), refuses("template"));
  });

  it("takes a template's parameters by name or as a list, and leaves what else it has", () => {
    const list = [{ id: "name", value: "Ada" }];
    assert.deepEqual(asTemplate({ responseId: "a", bodyParameters: { name: "Ada" }, extra: 1 }), {
      responseId: "a",
      bodyParameters: list,
      extra: 1,
    });
    assert.deepEqual(asTemplate({ responseId: "a", parameters: list }), {
      responseId: "a",
      parameters: list,
    });
    for (const bad of ["", " ", 7, null, [], {}, { responseId: "" }, { responseId: "a", parameters: 7 }])
      assert.throws(() => asTemplate(bad), refuses("template"));
  });
});
