import type { Node, NodeAPI } from "node-red";
import { GenesysError } from "../platform/errors/errors";
import type { Claims } from "../platform/backplane/types";
import type { Conversation } from "../platform/conversation/conversation";
import type { Events } from "../platform/events/events";
import type { SharedEvents } from "../platform/shared-events/shared-events";
import type { FlowResponse, Responded } from "../platform/data-actions/respond";
import type { AccountState, Client, Clock, PresentState } from "../platform/types";
import type { Door } from "./simulate";
import type { SuccessStatus } from "./trace";

/** What the sidebar sees of an account. */
export interface AccountWindow {
  /** Are the people of its org made up? */
  isSimulated: boolean;
  /** How its simulated org is reached. @throws GenesysError `config` where it is a real one. */
  door(signal?: AbortSignal): Promise<Door>;
  /** Calls a listener with each conversation that the account's channel reports. The returned function ends that. */
  conversations(listener: (conversation: Conversation) => void): () => void;
  /** The present state, without a request. */
  state(): PresentState;
}

/** What the other nodes see of an account node. */
export interface AccountNode extends Node {
  clock: Clock;
  /** What its nodes show after success. */
  successStatus: SuccessStatus;
  /** @throws GenesysError `config` where the account cannot be used as it is set. Costs nothing until a request is made. */
  client(): Client;
  /** The account's notifications: one channel for all its nodes. @throws as `client` does. */
  events(): Events;
  /**
   * Makes something happen in the simulated org; what came of it. Needs no token.
   * @throws GenesysError `config` where the account's org is a real one.
   */
  simulate(action: string, details: Record<string, unknown>, signal?: AbortSignal): Promise<unknown>;
  /** Returns the response of a flow to a request of Genesys Cloud. @throws as `respond` of the data actions does. */
  respond(response: FlowResponse): Responded;
  /** Those of all instances that share the account's backplane; `undefined` if it has none. @throws as `client` does. */
  claims?(): Claims | undefined;
  /** Listens as one with all instances that share its backplane; `undefined` if it has none. @throws as `client` does. */
  sharedEvents?(): SharedEvents | undefined;
  /** This one among them; `undefined` if it has no backplane. @throws as `client` does. */
  instance?(): string | undefined;
  /** For the sidebar. @throws GenesysError `config` where the settings are not usable. */
  window?(): AccountWindow;
  /** Reports the account's state at once and after each change. The returned function ends that. */
  watch(onState: (state: AccountState) => void): () => void;
}

/** The account that a node names. @throws GenesysError `config` where there is none, or it was deleted. */
export const accountOf = (RED: NodeAPI, id: unknown): AccountNode => {
  const found = typeof id === "string" && id !== "" ? RED.nodes.getNode(id) : null;
  if (isAccount(found)) return found;
  throw new GenesysError(
    "config",
    typeof id === "string" && id !== ""
      ? "The Genesys Cloud account of this node does not exist or is disabled. Choose an account and deploy."
      : "This node has no Genesys Cloud account. Choose one and deploy.",
    { outcome: "notSent", field: "account" },
  );
};

export interface FollowedAccount {
  /** The account as it is deployed now. @throws as `accountOf` does. */
  get(): AccountNode;
  leave(): void;
}

/**
 * Looks up the account each time it is needed, and reports the state of the present one. If an environment variable
 * or a property of a subflow names the account, Node-RED deploys it again without the nodes that name it.
 */
export const followAccount = (
  RED: NodeAPI,
  id: unknown,
  onState: (state: AccountState) => void,
): FollowedAccount => {
  let followed: AccountNode | undefined;
  let leave = (): void => undefined;
  return {
    get: () => {
      const present = accountOf(RED, id);
      if (present === followed) return present;
      leave();
      followed = present;
      leave = present.watch(onState);
      return present;
    },
    leave: () => leave(),
  };
};

const isAccount = (node: unknown): node is AccountNode =>
  typeof node === "object" && node !== null && "client" in node && "watch" in node;
