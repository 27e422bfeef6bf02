import type { NodeAPI } from "node-red";
import { responderOf } from "../node/calls";
import { clockOf } from "../node/clock-setting";
import { servePreviews } from "../node/preview-route";
import { sharedParts } from "../node/runtime-state";
import { simulateAt } from "../node/simulate";
import { createSignIns, type SignIns } from "../platform/auth/sign-ins";
import type { Credentials } from "../platform/auth/settings";
import { compose, type Composition, type CompositionParts } from "../platform/compose";
import type { Clock } from "../platform/types";
import type { AccountContext } from "./account-context";
import { deployedAccount, troubleOf } from "./options";
import { serveAccount } from "./routes";
import { prepareRequests } from "./prepare-requests";
import { doorTo } from "./simulated";
import { createVault } from "./vault";
import { windowOf } from "./window";

/** What an account is deployed with. */
interface Deployed {
  id: string;
  config: object;
  credentials: Credentials | undefined;
}

type OpenSimulator = (clock: Clock) => ReturnType<CompositionParts["openSimulator"]>;
type Parts = Omit<CompositionParts, "settings" | "credentials" | "signIn">;

// The routes find the sign-ins, whichever registration handles a request.
const signInsOf = (RED: NodeAPI): SignIns =>
  sharedParts(RED, "sign-ins", () => createSignIns(clockOf(RED), createVault(RED, clockOf(RED))));

/** Puts together what a form describes, for a test of it. */
const composerOf =
  (
    RED: NodeAPI,
    openSimulator: OpenSimulator,
    deployed: AccountContext["deployed"],
  ): AccountContext["compose"] =>
  (accountId, { settings, credentials }, onToken) => {
    const running = settings.region === "simulator" ? deployed(accountId) : undefined;
    const isOurs = running?.settings.region === "simulator";
    return compose({
      settings,
      credentials,
      clock: clockOf(RED),
      // An instance that already runs continues to run.
      openSimulator: async () =>
        isOurs
          ? { url: (await running.hosts()).apiUrl, close: () => Promise.resolve() }
          : openSimulator(clockOf(RED)),
      signIn: { accountId, signIns: signInsOf(RED) },
      log: { info: () => undefined, warn: () => undefined },
      onState: () => undefined,
      ...(onToken === undefined ? {} : { onToken }),
    });
  };

/**
 * What an account needs when it is used: when a node names it, when a browser opens a dialog, for a sign-in. An account loads this
 * file then, and not at the start of Node-RED.
 */
export const useOf = (RED: NodeAPI) => {
  prepareRequests(RED);
  return {
    trouble: ({ config, credentials }: Deployed) => troubleOf({ ...config }, credentials),
    compose: ({ id, config, credentials }: Deployed, parts: Parts) =>
      compose({
        ...deployedAccount({ ...config }, credentials),
        signIn: { accountId: id, signIns: signInsOf(RED) },
        ...parts,
      }),
    respond: responderOf(RED),
    simulate: async (
      composition: Composition,
      action: string,
      details: Record<string, unknown>,
      signal?: AbortSignal,
    ) => simulateAt(await doorTo(composition, signal), action, details),
    windowOf,
    forget: (id: string) => signInsOf(RED).forget(id),
    serve: (deployed: AccountContext["deployed"], openSimulator: OpenSimulator) => {
      servePreviews(RED);
      serveAccount({
        RED,
        clock: clockOf(RED),
        signIns: signInsOf(RED),
        deployed,
        compose: composerOf(RED, openSimulator, deployed),
      });
    },
  };
};
