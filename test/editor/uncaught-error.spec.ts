import assert from "node:assert/strict";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";

const FLOW = [
  { id: "tab", type: "tab", label: "Errors" },
  { id: "account", type: "genesys-account", region: "simulator" },
  {
    id: "inject",
    type: "inject",
    z: "tab",
    x: 120,
    y: 100,
    props: [],
    repeat: "",
    crontab: "",
    once: false,
    wires: [["node"]],
  },
  {
    id: "node",
    type: "genesys-get-conversation",
    z: "tab",
    x: 340,
    y: 100,
    account: "account",
    conversationId: "11111111-1111-4111-8111-111111111111",
    conversationIdType: "str",
    wires: [[]],
  },
];

describe(`an error without a Catch node in the debug sidebar of ${flavour}`, function () {
  this.timeout(300_000);
  let session: EditorSession;

  before(async () => {
    session = await shareEditorSession(FLOW);
  });

  it("is one sentence, shown whole and with nothing to unfold", async () => {
    const { canvas, editor } = session;
    await canvas.showDebug();
    await canvas.press("inject");
    const payload = canvas.debugMessages().first().locator(".red-ui-debug-msg-payload");
    const text = payload.locator(".red-ui-debug-msg-object-header");
    await text.waitFor();
    assert.match(
      (await text.textContent()) ?? "",
      /^"The conversation does not exist\. .{80,} was not found\."$/,
    );
    assert.equal(await payload.locator(".red-ui-debug-msg-object-handle").count(), 0);
    assert.deepEqual([editor.complaints, editor.foreign], [[], []]);
  });
});
