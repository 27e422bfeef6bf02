import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { readCapture } from "../../nodes/lib/capture/format";
import { checkSecrets, openAccountEditor, type AccountEditor } from "../support/account-editor";
import { accountForms } from "../support/account-forms";
import { flavour } from "../support/node-red";
import { startOver } from "../support/start-over";

describe(`the account's capture of a conversation in the editor of ${flavour}`, function () {
  this.timeout(300_000);
  let open: AccountEditor;
  before(async () => void (open = await openAccountEditor()));
  after(() => open.close());
  beforeEach(() => startOver(open.editor, open.flows));
  afterEach(() => checkSecrets(open));

  const { openAccount, says, nothingWrong, picture } = accountForms(() => open);
  const button = () => open.page.locator("#genesys-account-capture");
  const captured = () => open.page.locator("#genesys-account-captured");

  const begin = async (conversationId: string): Promise<void> => {
    await openAccount("client");
    await open.page.locator(".genesys-account-capturing summary").click();
    await open.page.locator("#genesys-account-capture-id").fill(conversationId);
    await button().click();
  };

  it("records until the button ends it, and downloads a file without personal data", async () => {
    const { act } = open.simulator;
    const { conversationId } = act.customerCalls({ queue: "Hotline", name: "Erika Musterfrau" });
    await begin(conversationId);
    await says(captured, /Recording: [3-9]\d* records/);
    await picture("account capture");
    const [download] = await Promise.all([open.page.waitForEvent("download"), button().click()]);
    const text = await readFile(await download.path(), "utf8");
    const capture = readCapture(JSON.parse(text));
    assert.equal(download.suggestedFilename(), `capture-${capture.conversationId.slice(0, 8)}.json`);
    assert.ok(!text.includes("Musterfrau") && !text.includes(conversationId));
    await says(captured, /capture-.*\.json: \d+ records, without personal data/);
    assert.equal(await button().textContent(), "Capture");
    nothingWrong();
  });

  it("says what is wrong with the id of a conversation", async () => {
    await begin("11111111-2222-4333-8444-555555555555");
    await says(captured, /not found|does not exist|404/i);
    await open.page.locator("#genesys-account-capture-id").fill("<img src=x onerror=alert(1)>");
    await button().click();
    await captured()
      .filter({ hasText: /conversationId/ })
      .waitFor({ timeout: 20_000 });
    nothingWrong();
  });
});
