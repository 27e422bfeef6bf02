import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Canvas } from "./canvas";
import { showFlows, type EditorSession } from "./editor-session";
import { flavour } from "./node-red";

/** What is used of the editor's own face, inside the page. */
export interface Face {
  editor: { editConfig(name: string, type: string, id: string): void; edit(node: unknown): void };
  nodes: { node(id: string): unknown; dirty(): boolean };
  workspaces: { show(id: string): void };
}
declare const RED: Face;

/** A folder for pictures, to look at them. */
const PICTURES = process.env.PICTURES;
/** The tray slides in and out for a quarter of a second. */
export const SLIDE_MS = 450;

type Stored = Record<string, unknown>;

/** What specs see of the badges, and do about them, in the editor that is open. */
export const badgesOf = (opened: () => { page: Page; canvas: Canvas }) => {
  const badge = (id: string) => opened().canvas.node(id).locator(".genesys-cloud-badge:not(.hide)");
  const badged = (): Promise<string[]> =>
    opened()
      .page.locator(".red-ui-flow-node-group:has(.genesys-cloud-badge:not(.hide))")
      .evaluateAll((found) => found.map(({ id }) => id).sort());
  const tooltip = async (id: string): Promise<string> => {
    await opened().page.mouse.move(5, 5);
    await badge(id).locator("path").hover();
    const lines = opened().page.locator(".red-ui-flow-port-tooltip .red-ui-flow-port-tooltip-label");
    await lines.first().waitFor();
    return (await lines.allTextContents()).join(" ").replace(/\s+/g, " ").trim();
  };
  const picture = async (name: string): Promise<void> => {
    if (PICTURES !== undefined)
      await opened().page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  };
  const setGrant = async (id: string, grant: string): Promise<void> => {
    await opened().page.evaluate((wanted) => RED.editor.editConfig("", "genesys-account", wanted), id);
    await opened().page.locator("#node-config-input-grant").selectOption(grant);
    await opened().page.waitForTimeout(SLIDE_MS);
    await opened().page.locator("#node-config-dialog-ok").click();
    await opened().page.locator("#node-config-input-grant").waitFor({ state: "detached" });
  };
  const notice = () => opened().page.locator(".genesys-cloud-misfit");
  return { badge, badged, tooltip, picture, setGrant, notice };
};

/** Deploys these flows, and returns what the editor asks about nodes from now on. */
export const openBadges = async (session: EditorSession, flows: Stored[]): Promise<string[]> => {
  await showFlows(session, []);
  const asked: string[] = [];
  session.page.on("request", (request) => {
    if (request.url().endsWith("genesys-cloud/refusals")) asked.push(request.postData() ?? "");
  });
  await showFlows(session, flows);
  await session.page.waitForTimeout(SLIDE_MS);
  return asked;
};
