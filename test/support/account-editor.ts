import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { openEditor, sharedBrowser, type Editor } from "./browser";
import { SCHEME } from "./editor-session";
import { startNodeRed, type NodeRed } from "./node-red";
import { installedFolder } from "./package";

/** What is used of the editor's own face, inside the page. */
export interface Face {
  RED: {
    editor: { editConfig(name: string, type: string, id: string): void; edit(node: unknown): void };
    nodes: { node(id: string): Record<string, unknown>; dirty(): boolean };
    actions: { invoke(name: string): void; list(): { id: string; label?: string }[] };
  };
  $: (selector: string) => { typedInput(what: string, value?: string): string };
}
export const SECRET = "a-secret-that-is-never-shown";
/** What would run, and would be found in the page, if it were taken for markup. */
export const markup = (of: string): string => `${of} <img src=x id="mark" onerror="window.ran=true">`;
/** The tray slides in and out for a quarter of a second. */
export const SLIDE_MS = 450;

/** A Node-RED with two accounts of a simulated org, and an editor that can be opened again. */
export interface AccountEditor {
  simulator: Simulator;
  nodeRed: NodeRed;
  browser: Browser;
  editor: Editor;
  page: Page;
  flows: Record<string, unknown>[];
  /** Everything that the browser received. */
  received: string[];
  close(): Promise<void>;
}

const node = (id: string, type: string, config: Record<string, unknown>): Record<string, unknown> => ({
  id,
  type,
  z: "tab",
  x: 200,
  y: 100,
  account: "client",
  target: "agent",
  wires: [[]],
  ...config,
});

const flowsOf = (simulator: Simulator): Record<string, unknown>[] => {
  const limits = { requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 };
  const hosts = { region: "custom", apiUrl: simulator.url, loginUrl: simulator.url, ...limits };
  return [
    { id: "tab", type: "tab", label: "flow" },
    { id: "client", type: "genesys-account", name: "By client", ...hosts, grant: "client-credentials" },
    { id: "user", type: "genesys-account", name: "By user", ...hosts, grant: "authorization-code" },
    node("wrap-up", "genesys-wrap-up", { action: "apply", code: "", codeType: "str" }),
    node("call", "genesys-place-call", {
      destinationType: "queue",
      destination: "",
      destinationValueType: "str",
    }),
  ];
};

/** The editor of this Node-RED, and what the browser receives from now on. */
const openPage = async ({
  browser,
  nodeRed,
}: Pick<AccountEditor, "browser" | "nodeRed">): Promise<
  Pick<AccountEditor, "editor" | "page" | "received">
> => {
  const editor = await openEditor(browser, `${nodeRed.url}admin/`, SCHEME);
  const received: string[] = [];
  editor.page.on("response", (answer) => {
    void answer.text().then(
      (text) => received.push(text),
      () => undefined,
    );
  });
  return { editor, page: editor.page, received };
};

/** Installs, starts and opens; what is open already is closed where a later step fails. The caller closes the rest. */
export const openAccountEditor = async (): Promise<AccountEditor> => {
  const cleanUp: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const clean of cleanUp.splice(0).reverse()) await clean();
  };
  try {
    return { ...(await start(cleanUp)), close };
  } catch (error) {
    await close();
    throw error;
  }
};

const start = async (cleanUp: (() => Promise<void>)[]): Promise<Omit<AccountEditor, "close">> => {
  const userDir = await installedFolder();
  cleanUp.push(userDir.remove);
  const simulator = await startSimulator();
  cleanUp.push(() => simulator.close());
  const client = simulator.org.clients.get("simulator") ?? assert.fail();
  simulator.org.clients.set(client.id, { ...client, secret: SECRET });
  const flows = flowsOf(simulator);
  const nodeRed = await startNodeRed(userDir.path, {
    settings: { httpAdminRoot: "/admin" },
    flows,
    credentials: { client: { clientId: "simulator", clientSecret: SECRET }, user: { clientId: "sign-in" } },
  });
  cleanUp.push(() => nodeRed.stop());
  const browser = await sharedBrowser();
  const opened = await openPage({ browser, nodeRed });
  cleanUp.push(() => opened.editor.close());
  return { simulator, nodeRed, browser, flows, ...opened };
};

/** The browser received something, and no secret. */
export const checkSecrets = ({ received }: AccountEditor): void => {
  assert.ok(received.length > 0);
  for (const text of received) assert.ok(!text.includes(SECRET) && !/sim-[0-9a-f]{8}|simr-/.test(text));
};
