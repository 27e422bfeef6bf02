import type { Node, NodeAPI } from "node-red";
import { configError } from "../platform/errors/errors";
import type { Connection } from "./connection";
import type { BackplaneSettings } from "./settings";

/** An account that uses a backplane, for the list in its dialog. */
export interface Member {
  id: string;
  name: string;
  /** A key of the account's texts of states, such as `ready`. */
  state(): string;
}

/** What the accounts see of a backplane node. */
export interface BackplaneNode extends Node {
  /**
   * An account uses it from now on. The first one makes it connect.
   * @throws GenesysError `config` where the backplane cannot be used as it is set.
   */
  join(member: Member): Joined;
  members(): Member[];
  /** `undefined`: no account uses it. */
  connection(): Connection | undefined;
}

export interface Joined {
  settings: BackplaneSettings;
  connection: Connection;
  leave(): void;
}

/** The backplane of this id, if it is deployed. */
export const findBackplane = (RED: NodeAPI, id: string): BackplaneNode | undefined => {
  const found: unknown = RED.nodes.getNode(id);
  return isBackplane(found) ? found : undefined;
};

/** The backplane that an account names. @throws GenesysError `config` where there is none. */
export const backplaneOf = (RED: NodeAPI, id: string): BackplaneNode => {
  const found = findBackplane(RED, id);
  // Never without it: two instances would act twice.
  if (found === undefined)
    throw configError(
      "backplane",
      "The backplane of the Genesys Cloud account does not exist or is disabled. Choose a backplane in the account and deploy.",
    );
  return found;
};

const isBackplane = (node: unknown): node is BackplaneNode =>
  typeof node === "object" && node !== null && "join" in node && "members" in node;
