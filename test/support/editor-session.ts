import type { Browser, Page } from "playwright-core";
import { openEditor, sharedBrowser, type Editor, type Scheme } from "./browser";
import { createCanvas, deployFlows, type Canvas } from "./canvas";
import { flavour, startNodeRed, type NodeRed } from "./node-red";
import { installedFolder } from "./package";
import { ENVIRONMENT } from "./mark-flows";
import { startOver } from "./start-over";

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

let shared: Promise<EditorSession> | undefined;
after(async () => (await shared)?.close());

interface Face {
  RED: {
    nodes: { version(revision: string | null): void };
    comms: {
      subscribe(topic: string, onMessage: (topic: string, news: { revision?: string }) => void): void;
    };
  };
  /** Of the last deploy of which the editor has been notified. */
  deployedRevision?: string | undefined;
}
const setRevision = (page: Page, revision: string | null): Promise<void> =>
  page.evaluate((it) => (globalThis as unknown as Face).RED.nodes.version(it), revision);

const followDeploys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const face = globalThis as unknown as Face;
    if ("deployedRevision" in face) return;
    face.deployedRevision = undefined;
    face.RED.comms.subscribe("notification/runtime-deploy", (_topic, { revision }) => {
      face.deployedRevision = revision;
    });
  });

/** By node id. */
type Credentials = Record<string, Record<string, string>>;

/** A deploy keeps the credentials of a node that stays: a runtime that has some is emptied first. */
const haveCredentials = new WeakSet<NodeRed>();

/** Deploys these flows and shows them in the open editor, without loading it again. */
export const showFlows = async (
  { nodeRed, page, editor }: EditorSession,
  flows: readonly Record<string, unknown>[],
  credentials: Credentials = {},
): Promise<void> => {
  await setRevision(page, null); // an editor without a revision ignores the deploys of other users
  await followDeploys(page);
  if (haveCredentials.delete(nodeRed)) await deployFlows(nodeRed, []);
  if (Object.keys(credentials).length > 0) haveCredentials.add(nodeRed);
  const revision = await deployFlows(
    nodeRed,
    flows.map((node) => ({ ...node, credentials: credentials[String(node["id"])] })),
  );
  await startOver(editor, flows);
  // With a revision, it would ask the user what to do about a deploy of which it is notified only now.
  await page.waitForFunction((it) => (globalThis as unknown as Face).deployedRevision === it, revision);
  await setRevision(page, revision);
};

/**
 * The editor that the specs of this process share, with these flows deployed and shown, and nothing else. Starting a Node-RED
 * and loading its editor takes longer than many a spec. Not for settings; what is changed beside the flows (size, language,
 * help) is changed back by who changes it. It is closed after the last spec.
 */
export const shareEditorSession = async (
  flows: readonly Record<string, unknown>[] = [],
  credentials: Credentials = {},
): Promise<EditorSession> => {
  const session = await (shared ??= openEditorSession({ env: ENVIRONMENT }, SCHEME));
  await showFlows(session, flows, credentials);
  return session;
};
