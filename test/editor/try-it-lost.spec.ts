// Only on node-red-5: the dialog and the server are the same code on both.
import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { shareEditorSession, type EditorSession } from "../support/editor-session";
import { flavour } from "../support/node-red";
import { ACCOUNT } from "../support/nodes-editor";
import { complete } from "../support/stored-node";

const CALL = "postConversationsCallsUserUserId";
const MESSAGE = "postConversationsMessagesAgentless";
const NUMBER = "+15555550142";

/** For the dialog, an org is a real one unless its account has the region of the simulated one. */
const flowsFor = ({ url }: Simulator) => [
  { id: "tab", type: "tab", label: "spec" },
  { ...ACCOUNT, region: "custom", apiUrl: url, loginUrl: url },
  {
    ...complete("genesys-place-call"),
    ...{ id: "call", type: "genesys-place-call", z: "tab", x: 200, y: 60, wires: [[]] },
    ...{ account: "account", destination: NUMBER, destinationValueType: "str" },
    ...{ userId: idOf("user Ada Agent"), userIdType: "str" },
  },
  {
    ...complete("genesys-send-message"),
    ...{ id: "message", type: "genesys-send-message", z: "tab", x: 200, y: 120, wires: [[]] },
    ...{ account: "account", mode: "agentless", channel: "sms", text: "Hello", textType: "str" },
    ...{ toAddress: NUMBER, toAddressType: "str", fromAddress: "+15555550199", fromAddressType: "str" },
  },
];

describe(`a node that is tried in an org that is no simulated one, in the editor of ${flavour}`, function () {
  this.timeout(120_000);
  let org: Simulator;
  let session: EditorSession;
  let page: Page;
  before(async () => {
    org = await startSimulator();
    const account = { clientId: "simulator", clientSecret: "simulator" };
    session = await shareEditorSession(flowsFor(org), { account });
    ({ page } = session);
  });
  after(() => org.close());
  afterEach(async () => {
    await page.locator("#node-dialog-cancel").click();
    await page.locator("#node-dialog-cancel").waitFor({ state: "detached" });
    assert.deepEqual([session.editor.complaints, session.editor.foreign], [[], []]);
  });

  const box = () => page.locator(".genesys-cloud-try");
  const button = (name: string) => box().locator(`[data-try="${name}"]`);
  const sent = (operation: string): number =>
    org.log.entries().filter((entry) => entry.operation === operation).length;
  const requests = (): number => org.log.entries().length;
  const show = async (id: string): Promise<void> => {
    await session.canvas.open(id);
    await box().locator("summary").click();
    await button("show").click();
    await button("send").waitFor();
  };

  /** As a browser or a proxy does it that repeats a request. */
  const repeat = (request: Request): Promise<{ code?: string }> =>
    page.evaluate(
      async ([url, body]) => {
        const headers = { "content-type": "application/json" };
        const reply = await fetch(url, { method: "POST", headers, body });
        return (await reply.json()) as { code?: string };
      },
      [request.url(), request.postData() ?? ""] as const,
    );

  it("says of a call whose response is lost that it may have been placed, and places it once", async () => {
    await show("call");
    assert.equal(await button("send").innerText(), "Place a real call now");
    assert.equal(sent(CALL), 0);
    org.faults.add({ match: { operation: CALL }, fault: { lostAnswer: true } });
    const asked = page.waitForRequest(/\/try\/send$/);
    await button("send").dblclick();
    await box().getByText("Outcome: unknown").waitFor();
    const text = await box().innerText();
    assert.match(text, /The call may have been placed\. Check the user's calls before you place it again\./);
    assert.ok(!text.includes("5555550142"), text);
    assert.equal(await button("send").isVisible(), false, "it is shown again before it is sent again");
    assert.equal(sent(CALL), 1);
    assert.equal(org.faults.pending(), 0, "the org has placed it");
    assert.equal((await repeat(await asked)).code, "input", "what a proxy repeats is refused");
    assert.equal(sent(CALL), 1);
  });

  it("says on the button that a message is real, and sends nothing before it is pressed, and then once", async () => {
    const before = requests();
    await show("message");
    assert.equal(await button("send").innerText(), "Send a real message now");
    assert.match(await box().innerText(), /POST/);
    assert.equal(requests(), before, "nothing was sent, not even for a token");
    await button("send").dblclick();
    await box().getByText("Done.").waitFor();
    assert.equal(sent(MESSAGE), 1);
  });
});
