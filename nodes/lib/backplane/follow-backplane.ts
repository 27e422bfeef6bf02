import type { NodeAPI } from "node-red";
import type { RedisCommands } from "../platform/backplane/types";
import { backplaneOf, type BackplaneNode, type Joined, type Member } from "./backplane-node";
import type { BackplaneSettings } from "./settings";

/** The backplane of one account. */
export interface AccountBackplane {
  /** @throws GenesysError `config` where it cannot be used. */
  settings(): BackplaneSettings;
  /** Always those of the backplane as it is deployed now. */
  commands: RedisCommands;
  isAway(): boolean;
  leave(): void;
}

/**
 * Joins the backplane that an account names, and joins it again where it was deployed without the account, as happens if an
 * environment variable names it.
 * @throws GenesysError `config` where it does not exist or cannot be used.
 */
export const followBackplane = (
  RED: NodeAPI,
  id: string,
  member: Member,
  onChange: () => void,
): AccountBackplane => {
  let followed: BackplaneNode | undefined;
  let joined: Joined | undefined;
  let leave = (): void => undefined;
  /** Of those that were followed before. */
  let connectionsBefore = 0;
  const connections = (): number => joined?.connection.commands.connections?.() ?? 0;
  const listeners = new Set<() => void>();
  const present = (): Joined => {
    const node = backplaneOf(RED, id);
    if (node === followed && joined !== undefined) return joined;
    leave();
    const now = node.join(member);
    connectionsBefore += connections();
    const unwatch = now.connection.watch(({ kind }) => {
      onChange();
      if (kind === "ready") for (const notify of [...listeners]) notify();
    });
    [followed, joined] = [node, now];
    leave = () => {
      unwatch();
      now.leave();
    };
    return now;
  };
  present();
  return {
    settings: () => present().settings,
    commands: {
      call: async (command, ...args) => present().connection.commands.call(command, ...args),
      duplicate: () => present().connection.commands.duplicate(),
      disconnect: () => undefined, // the node does that
      isGone: () => joined?.connection.commands.isGone?.() === true,
      connections: () => connectionsBefore + connections(),
      onConnected: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    isAway: () => joined?.connection.state().kind === "away",
    leave: () => leave(),
  };
};
