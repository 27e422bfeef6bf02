import type { Node, NodeAPI, NodeDef } from "node-red";
import type { AccountNode } from "./lib/node/account";
import { responderOf } from "./lib/node/calls";
import { clockOf } from "./lib/node/clock-setting";
import { createDeploys } from "./lib/node/deploys";
import { servePreviews } from "./lib/node/preview-route";
import { sharedParts } from "./lib/node/runtime-state";
import { simulateAt } from "./lib/node/simulate";
import { successStatusOf } from "./lib/node/trace";
import { compose, type Composition } from "./lib/platform/compose";
import type { AccountContext } from "./lib/account/account-context";
import { withGivenOrg } from "./lib/account/given-org";
import { deployedAccount, troubleOf } from "./lib/account/options";
import { serveAccount } from "./lib/account/routes";
import { createDeployed, createForgetting } from "./lib/account/running";
import { doorTo } from "./lib/account/simulated";
import { createSimulatedOrgs } from "./lib/account/simulated-orgs";
import { windowOf } from "./lib/account/window";
import { createVault } from "./lib/account/vault";
import { backplaneOfAccount } from "./lib/backplane/of-account";
import { openerOf } from "./lib/backplane/open-backplane";
import { createSignIns, type SignIns } from "./lib/platform/auth/sign-ins";
import type { Credentials } from "./lib/platform/auth/settings";
import type { AccountState, Clock } from "./lib/platform/types";
import type { Simulator, startSimulator } from "./lib/simulator/index";

/** The door to the simulated org; it alone is opened here. */
const openSimulator = (clock: Clock): Promise<Simulator> => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- large, and only needed without an org
  const door = require("./lib/simulator/index") as { startSimulator: typeof startSimulator };
  return door.startSimulator({ clock });
};

interface AccountDef extends NodeDef {
  region?: string;
  grant?: string;
  successStatus?: unknown;
  /** The id of a backplane node. */
  backplane?: unknown;
}

/** Puts together what a form describes, for a test of it. */
const composerOf =
  (RED: NodeAPI, signIns: SignIns, deployed: AccountContext["deployed"]): AccountContext["compose"] =>
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
      signIn: { accountId, signIns },
      log: { info: () => undefined, warn: () => undefined },
      onState: () => undefined,
      ...(onToken === undefined ? {} : { onToken }),
    });
  };

/** The account: it ties a client, and what the client needs, to the life of a node. */
export = (RED: NodeAPI): void => {
  // The routes find the sign-ins and the running accounts, whichever registration handles a request.
  const signIns = sharedParts(RED, "sign-ins", () =>
    createSignIns(clockOf(RED), createVault(RED, clockOf(RED))),
  );
  const deployed = sharedParts(RED, "running accounts", createDeployed);
  const afterDeploys = createDeploys(RED);
  const simulatedOrg = sharedParts(RED, "simulated organisations", () => createSimulatedOrgs(RED));
  const forgetLater = sharedParts(RED, "forgetting", () => createForgetting(RED, signIns.forget));

  RED.nodes.registerType<AccountNode, NodeDef, object, Credentials>(
    "genesys-account",
    function (this: AccountNode & Node<Credentials>, stored: AccountDef) {
      RED.nodes.createNode(this, stored);
      // In a subflow, each instance has a separate account. The editor has the id of the account that was copied.
      const id = (this as { _alias?: string })._alias ?? this.id;
      const { config, credentials, isSimulated, given } = withGivenOrg(RED, stored, this.credentials, id);
      const org = given ?? (isSimulated ? simulatedOrg(config, clockOf(RED), openSimulator) : undefined);
      const clock = org?.clock ?? clockOf(RED);
      const watchers = new Set<(state: AccountState) => void>();
      let state: AccountState = { kind: "ready" };
      let composed: Composition | undefined;

      const trouble = troubleOf({ ...config }, credentials);
      const backplane = backplaneOfAccount(RED, {
        id: config.backplane,
        member: { id, name: this.name ?? "", state: () => present().kind },
        ...{ isSimulated, afterDeploys },
        warn: (text) => this.warn(text),
        onChange: () => notify(),
      });
      const present = (): AccountState => {
        const { trouble: ofBackplane, notice } = backplane.state();
        return trouble ?? ofBackplane ?? (state.kind === "ready" ? (notice ?? state) : state);
      };
      const notify = (): void => watchers.forEach((onState) => onState(present()));
      // Once more: a Status node receives nothing before the flows have started.
      const leave = afterDeploys(() => {
        leave();
        if (present().kind !== "ready") notify();
      });
      const composition = (): Composition => {
        const shared = backplane.get(); // throws where it cannot be used
        return (composed ??= compose({
          ...deployedAccount({ ...config }, credentials),
          clock,
          openSimulator: org?.open ?? (() => openSimulator(clock)),
          signIn: { accountId: id, signIns },
          openBackplane: shared && openerOf(RED, shared),
          log: { info: (text) => this.log(text), warn: (text) => this.warn(text) },
          onState: (next) => {
            state = next;
            notify();
          },
        }));
      };

      deployed.add(id, composition);
      // Shows whether a user is signed in, before the first message.
      try {
        if (config.grant === "authorization-code") composition().claimSignIn();
      } catch {
        // Each message reports what is wrong with the settings.
      }

      this.successStatus = successStatusOf(config.successStatus);
      Object.assign(this, { clock, respond: responderOf(RED), window: windowOf(isSimulated, composition) });
      this.client = () => composition().client();
      this.events = () => composition().events();
      this.sharedEvents = () => composition().sharedEvents();
      this.claims = () => composition().claims();
      this.instance = () => backplane.get() && composition().instance();
      this.simulate = async (action, details, signal) =>
        simulateAt(await doorTo(composition(), signal), action, details);
      this.watch = (onState) => {
        watchers.add(onState);
        onState(present());
        return () => void watchers.delete(onState);
      };

      this.on("close", (removed: boolean, done: () => void) => {
        this.instance = () => undefined; // what is closed is not opened again
        leave();
        watchers.clear();
        deployed.delete(id, composition);
        if (removed) forgetLater(id);
        Promise.resolve(composed?.close())
          .finally(() => backplane.leave()) // what it holds in Redis is given back before
          .then(() => org?.leave(removed))
          .then(() => done(), done);
      });
    },
    {
      credentials: {
        clientId: { type: "text" },
        clientSecret: { type: "password" },
        accessToken: { type: "password" },
        signIn: { type: "password" }, // written by a sign-in; no field of the dialog
      },
    },
  );

  servePreviews(RED);
  serveAccount({
    RED,
    clock: clockOf(RED),
    signIns,
    deployed: (id) => deployed.get(id)?.(),
    compose: composerOf(RED, signIns, (id) => deployed.get(id)?.()),
  });
};
