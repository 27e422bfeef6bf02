import assert from "node:assert/strict";
import { join } from "node:path";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { casesOf, type Values } from "./cases";
import { shareEditorSession, type EditorSession } from "./editor-session";
import { createLookup } from "./lookup";
import { flavour } from "./node-red";
import { fromMessage } from "./seed";

/** A folder for pictures of the dialogs with a list open, to look at them. */
const PICTURES = process.env.PICTURES;

type Cases = ReturnType<typeof casesOf<"lookups">>;

const flowsOf = (simulator: Simulator, cases: Cases): Values[] => [
  { id: "tab", type: "tab", label: "lists" },
  {
    ...{ id: "account", type: "genesys-account", name: "Org", grant: "client-credentials" },
    ...{ region: "custom", apiUrl: simulator.url, loginUrl: simulator.url },
    ...{ requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 },
  },
  ...cases.map(({ id, type, config }, at) => ({
    ...{ id, type, z: "tab", account: "account", x: 300, y: 40 + at * 50, wires: [[]] },
    ...fromMessage("conversationId", "toAddress", "text", "invocationData"),
    ...{ deadlineSeconds: 60, name: id, ...config },
  })),
  {
    ...{ id: "template", type: "subflow", name: "template", in: [], out: [] },
    env: [{ name: "ACC", type: "genesys-account", value: "account", ui: { type: "conf-types" } }],
  },
  {
    ...{ id: "open", type: "genesys-set-postflow", z: "template", account: "${ACC}", x: 300, y: 40 },
    ...{ destination: idOf("flow Main menu"), destinationType: "str", wires: [[]] },
    ...fromMessage("conversationId"),
  },
];

/** The shared editor with a node for each case of a list, the org of its account, and another org. */
export interface LookupEditor extends EditorSession {
  simulator: Simulator;
  elsewhere: Simulator;
}

export const openLookupEditor = async (cases: Cases = casesOf("lookups")): Promise<LookupEditor> => {
  const [simulator, elsewhere] = [await startSimulator(), await startSimulator()];
  const closeOrgs = async (): Promise<void> => {
    await simulator.close();
    await elsewhere.close();
  };
  const credentials = { account: { clientId: "simulator", clientSecret: "simulator" } };
  try {
    const session = await shareEditorSession(flowsOf(simulator, cases), credentials);
    return { ...session, simulator, elsewhere, close: closeOrgs };
  } catch (error) {
    await closeOrgs();
    throw error;
  }
};

export const checkComplaints = ({ editor: { complaints, foreign } }: LookupEditor): void =>
  assert.deepEqual({ complaints, foreign }, { complaints: [], foreign: [] });

/** The lists of the dialog that is open, and a picture of it. */
export const lookupsOf = (session: () => LookupEditor) => ({
  lookup: (name: string) => createLookup(session().page, name),
  picture: async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await session().page.screenshot({ path: join(PICTURES, `${flavour} ${name}.png`) });
  },
});
