import type { Browser, Page } from "playwright-core";
import { openEditor, sharedBrowser, type Editor, type Scheme } from "./browser";
import { createCanvas, type Canvas } from "./canvas";
import { flavour, startNodeRed, type NodeRed } from "./node-red";
import { installedFolder } from "./package";

/** Between them the two versions see both colours: what a dialog or badge says does not depend on them. */
export const SCHEME: Scheme = flavour === "node-red-5" ? "dark" : "light";

/** The packed package in a Node-RED of its own, and one editor on it. */
export interface EditorSession {
  nodeRed: NodeRed;
  browser: Browser;
  editor: Editor;
  page: Page;
  canvas: Canvas;
  close(): Promise<void>;
}

type Start = Parameters<typeof startNodeRed>[1];

/** Installs, starts and opens; what is open already is closed where a later step fails. The caller closes the rest. */
export const openEditorSession = async (start?: Start, scheme: Scheme = "light"): Promise<EditorSession> => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const clean of cleanUp.splice(0).reverse()) await clean();
  };
  try {
    const userDir = await installedFolder();
    cleanUp.push(userDir.remove);
    const nodeRed = await startNodeRed(userDir.path, start);
    cleanUp.push(() => nodeRed.stop());
    const browser = await sharedBrowser();
    const editor = await openEditor(browser, nodeRed.url, scheme);
    cleanUp.push(() => editor.close());
    return { nodeRed, browser, editor, page: editor.page, canvas: createCanvas(editor.page), close };
  } catch (error) {
    await close();
    throw error;
  }
};
