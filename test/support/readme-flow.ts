import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Builder } from "./builder";
import type { Canvas } from "./canvas";
import type { OutsideWorld } from "./outside-world";
import { readPage, sectionOf } from "./pages";
import { eventually } from "./until";

/** The numbered steps of the README, each on one line. */
const STEPS = sectionOf(readPage("README.md"), "Your first flow")
  .split(/^\d\. /m)
  .slice(1)
  .map((step) =>
    step
      .replace(/\n\n[\s\S]*/, "")
      .replace(/\n */g, " ")
      .trim(),
  );

/** The words of a step that this pattern finds. */
const wordsOf = (step: number, pattern: RegExp): string[] => {
  const text = STEPS[step - 1] ?? assert.fail(`the README has no step ${step}`);
  return (pattern.exec(text) ?? assert.fail(`step ${step}: ${text}`)).slice(1);
};

interface Parts {
  page: Page;
  build: Builder;
  canvas: Canvas;
  world: OutsideWorld;
}

/** Does what the sentences of the README say, one after the other, and checks what they promise. */
export const followReadme = async ({ page, build, canvas, world }: Parts): Promise<void> => {
  /** The node that the palette shows under this name, on one line or on two. */
  const typeNamed = async (label = ""): Promise<string> => {
    const types = await page
      .locator(".red-ui-palette-node")
      .evaluateAll(
        (nodes, wanted) =>
          nodes
            .filter(({ textContent }) => textContent?.replace(/\s/g, "") === wanted)
            .map((node) => node.getAttribute("data-palette-type")),
        label.replace(/\s/g, ""),
      );
    return types[0] ?? assert.fail(label);
  };

  /** The first two steps. */
  const readCall = async (): Promise<{ read: string; conversationId: string }> => {
    const [first] = wordsOf(1, /^Drag \*\*(.+?)\*\* onto the canvas and open it\./);
    const [region] = wordsOf(1, /Next to _Account_, press \*\*\+\*\* and keep the region _(.+?)_\.$/);
    const read = await build.drop(await typeNamed(first), { x: 340, y: 100 });
    await build.open(read);
    await build.click(page.locator("#node-input-btn-account-add"));
    const regions = page.locator("#genesys-account-region");
    await regions.waitFor();
    assert.match((await regions.locator("option:checked").textContent()) ?? "", new RegExp(`^${region}`));
    await build.click(page.locator("#node-config-dialog-ok"));
    await page.locator("#node-config-dialog-ok").waitFor({ state: "detached" });
    await build.settle();

    const [conversationId = ""] = wordsOf(2, /^Set _Conversation_ to the text `([^`]+)`\./);
    await build.writeTyped("conversationId", "str", conversationId);
    await build.done();
    return { read, conversationId };
  };

  const { read, conversationId } = await readCall();
  wordsOf(3, /^Wire an _inject_ node before it and a _debug_ node after it\. Deploy, and press the button/);
  const inject = await build.drop("inject", { x: 120, y: 100 });
  const debug = await build.drop("debug", { x: 620, y: 100 });
  await build.connect(inject, read);
  await build.connect(read, debug);
  await build.deploy();
  await build.pressButton(inject);

  wordsOf(4, /^Open the debug sidebar with Ctrl-G, D\. `msg\.payload` is the conversation\./);
  await build.press("Control+g");
  await build.press("d");
  await canvas.debugMessages().first().waitFor();
  const [conversation] = await canvas.debugMessages().allTextContents();
  assert.ok(conversation?.includes(conversationId.slice(0, 24)), conversation); // a long text is cut off
  const found = /^Casey Customer · call · \d\d:\d\d$/;
  await canvas.status(read).filter({ hasText: found }).waitFor({ state: "attached" });

  const [second] = wordsOf(
    5,
    /^Wire \*\*(.+?)\*\* after .+ It has the same account already\. Set a destination\./,
  );
  const change = await build.drop(await typeNamed(second), { x: 340, y: 200 });
  await build.connect(read, change);
  const { account } = await canvas.stored(read);
  assert.equal((await canvas.stored(change)).account, account);
  await build.open(change);
  await build.writeTyped("destination", "str", "+15555550142");
  await build.done();
  await build.deploy();
  await build.pressButton(inject);
  const accepted = /^Casey Customer · → \+1555…142 · \d\d:\d\d$/;
  await canvas.status(change).filter({ hasText: accepted }).waitFor({ state: "attached" });

  wordsOf(5, /The customer goes there when the agent hangs up\.$/);
  await world.act("agentHangsUp", { conversationId });
  await eventually(async () => {
    const { participants } = await world.conversation(conversationId);
    const legs = participants.flatMap(({ communications }) => communications);
    return legs.some((leg) => leg.media === "calls" && leg.postFlowAction?.state === "carriedOut");
  });
};
