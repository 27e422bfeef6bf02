import assert from "node:assert/strict";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { editorPage } from "../support/editor-page";
import { editorScripts } from "../support/editor-script";

/** A TypedInput without its looks: a type, a value, and who listens. */
const typedInput = (type: string, value: string) => {
  const listeners: (() => void)[] = [];
  const state = { type, value };
  return {
    state,
    on: (_event: string, listener: () => void) => listeners.push(listener),
    typedInput: (what: "type" | "value", next?: string): string => {
      if (next !== undefined) {
        state[what] = next;
        for (const listener of listeners) listener();
      }
      return state[what];
    },
  };
};
type Input = ReturnType<typeof typedInput>;

describe("the name of a property in an input", () => {
  const { dropName } = editorScripts("words", "fields") as { dropName: (input: Input, name: string) => void };
  const opened = (type: string, value: string): Input => {
    const input = typedInput(type, value);
    dropName(input, "conversationId");
    return input;
  };

  it("goes when a text, a number or a JSON value is chosen, and is back with msg", () => {
    for (const type of ["str", "num", "json", "env"]) {
      const input = opened("msg", "conversationId");
      input.typedInput("type", type);
      assert.equal(input.state.value, "", type);
      input.typedInput("type", "msg");
      assert.equal(input.state.value, "conversationId", type);
    }
  });

  it("stays in the context and in an expression, where it is a name too", () => {
    const input = opened("msg", "conversationId");
    for (const type of ["flow", "global", "jsonata", "msg"]) {
      input.typedInput("type", type);
      assert.equal(input.state.value, "conversationId", type);
    }
  });

  it("leaves alone what the user typed", () => {
    const named = opened("msg", "call.id");
    named.typedInput("type", "str");
    assert.equal(named.state.value, "call.id");
    const typed = opened("msg", "conversationId");
    typed.typedInput("type", "str");
    typed.typedInput("value", "a text");
    typed.typedInput("type", "msg");
    assert.equal(typed.state.value, "a text");
    typed.typedInput("value", "");
    assert.equal(typed.state.value, "");
    const text = opened("str", "conversationId");
    text.typedInput("value", "conversationId");
    assert.equal(text.state.value, "conversationId");
  });
});

describe("a fixed id", () => {
  const ID = idOf("a conversation");
  const { type, node } = editorPage("genesys-wrap-up");
  const verdict = (name: string, value: unknown, more: object = {}) =>
    type.defaults[name]?.validate?.call(node({ [name]: value, [`${name}Type`]: "str", ...more }), value, {});

  for (const name of ["conversationId", "participantId", "communicationId"])
    it(`is marked where it is no UUID: ${name}`, () => {
      const byId = { target: "ids" };
      for (const wrong of [name, `${name}${ID}`, "12345"])
        assert.equal(verdict(name, wrong, byId), "invalid.id", wrong);
      for (const right of [ID, ` ${ID.toUpperCase()} `, "${ID}"])
        assert.equal(verdict(name, right, byId), true, right);
      assert.equal(verdict(name, name, { ...byId, [`${name}Type`]: "msg" }), true);
      assert.equal(verdict(name, "", byId), name === "conversationId" ? "invalid.blank" : true);
    });

  it("is not marked where it is not read", () => {
    const customer = { target: "customer", which: "newest" };
    assert.equal(verdict("participantId", "left over", customer), true);
    assert.equal(verdict("participantId", "left over", { ...customer, which: "named" }), "invalid.id");
  });
});

describe("a choice that the dialog does not offer", () => {
  it("shows no key of the catalogue", () => {
    const { textOf } = editorScripts("words") as { textOf: (node: object, key: string) => string };
    const node = { _: (key: string) => (key === "hint.queue" ? "All events." : key) };
    assert.equal(textOf(node, "hint.queue"), "All events.");
    assert.equal(textOf(node, "hint.null"), "");
    assert.equal(textOf({ _: (key: string) => `pkg/genesys-events:${key}` }, "hint.null"), "");
    const simulate = editorPage("genesys-simulate");
    assert.equal(simulate.type.label.call(simulate.node({ action: "goneByNow" })), "paletteLabel");
  });
});
