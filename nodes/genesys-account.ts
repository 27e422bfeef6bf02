import type { Node, NodeAPI, NodeDef } from "node-red";
import { createRequire } from "node:module";
import type { AccountNode } from "./lib/node/account";
import { clockOf } from "./lib/node/clock-setting";
import { createDeploys } from "./lib/node/deploys";
import { registerLater } from "./lib/node/later-routes";
import { sharedParts } from "./lib/node/runtime-state";
import { successStatusOf } from "./lib/node/trace";
import type { Composition } from "./lib/platform/compose";
import { withGivenOrg } from "./lib/account/given-org";
import { createDeployed, createForgetting } from "./lib/account/running";
import { createSimulatedOrgs } from "./lib/account/simulated-orgs";
import type { useOf } from "./lib/account/use";
import { backplaneOfAccount } from "./lib/backplane/of-account";
import { openerOf } from "./lib/backplane/open-backplane";
import type { Credentials } from "./lib/platform/auth/settings";
import type { AccountState, Clock } from "./lib/platform/types";
import type { Simulator, startSimulator } from "./lib/simulator/index";

const load = createRequire(__filename);

/** The door to the simulated org; it alone is opened here. It is large, and only needed without an org. */
const openSimulator = (clock: Clock): Promise<Simulator> => {
  const door = load("./lib/simulator/index") as { startSimulator: typeof startSimulator };
  return door.startSimulator({ clock });
};

interface AccountDef extends NodeDef {
  region?: string;
  grant?: string;
  successStatus?: unknown;
  /** The id of a backplane node. */
  backplane?: unknown;
}

/** The account: it ties a client, and what the client needs, to the life of a node. */
export = (RED: NodeAPI): void => {
  /** What only an account in use needs. */
  const use = () =>
    sharedParts(RED, "use of accounts", () =>
      (load("./lib/account/use") as { useOf: typeof useOf }).useOf(RED),
    );
  // The routes find the running accounts, whichever registration handles a request.
  const deployed = sharedParts(RED, "running accounts", createDeployed);
  const afterDeploys = createDeploys(RED);
  const simulatedOrg = sharedParts(RED, "simulated organisations", () => createSimulatedOrgs(RED));
  const forgetLater = sharedParts(RED, "forgetting", () => createForgetting(RED, (id) => use().forget(id)));

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

      const own = { id, config, credentials };
      let checked: { trouble: AccountState | undefined } | undefined;
      const trouble = () => (checked ??= { trouble: use().trouble(own) }).trouble;
      const backplane = backplaneOfAccount(RED, {
        id: config.backplane,
        member: { id, name: this.name ?? "", state: () => present().kind },
        ...{ isSimulated, afterDeploys },
        warn: (text) => this.warn(text),
        onChange: () => notify(),
      });
      const present = (): AccountState => {
        const { trouble: ofBackplane, notice } = backplane.state();
        return trouble() ?? ofBackplane ?? (state.kind === "ready" ? (notice ?? state) : state);
      };
      const notify = (): void => watchers.forEach((onState) => onState(present()));
      // Once more: a Status node receives nothing before the flows have started.
      const leave = afterDeploys(() => {
        leave();
        if (watchers.size > 0 && present().kind !== "ready") notify();
      });
      const composition = (): Composition => {
        const shared = backplane.get(); // throws where it cannot be used
        return (composed ??= use().compose(own, {
          clock,
          openSimulator: org?.open ?? (() => openSimulator(clock)),
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
      this.clock = clock;
      this.respond = (response) => use().respond(response);
      this.window = () => use().windowOf(isSimulated, composition)();
      this.client = () => composition().client();
      this.events = () => composition().events();
      this.sharedEvents = () => composition().sharedEvents();
      this.claims = () => composition().claims();
      this.instance = () => backplane.get() && composition().instance();
      this.simulate = async (...how) => use().simulate(composition(), ...how);
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

  registerLater(RED, "accounts", () => use().serve((id) => deployed.get(id)?.(), openSimulator));
};
