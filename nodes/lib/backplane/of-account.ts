import type { NodeAPI } from "node-red";
import type { AccountState } from "../platform/types";
import type { Member } from "./backplane-node";
import { followBackplane, type AccountBackplane } from "./follow-backplane";
import { hostingOf, SEVERAL_WITHOUT } from "./flowfuse";

interface Parts {
  /** The node id of the backplane, as it is stored in the account. */
  id: unknown;
  member: Member;
  /** Each instance has a simulated organisation of its own: there is nothing to share, and no backplane is joined. */
  isSimulated: boolean;
  warn(text: string): void;
  /** Calls a listener after each deploy. */
  afterDeploys(listener: () => void): () => void;
  /** Called when what the account shows of its backplane may have changed. */
  onChange(): void;
}

/** What an account knows of the backplane that it may have. */
export interface OfAccount {
  /** Its backplane; `undefined` if it names none. @throws GenesysError `config` where it cannot be used. */
  get(): AccountBackplane | undefined;
  /** Why the account cannot work, or what its nodes show while there is nothing else. */
  state(): { trouble?: AccountState; notice?: AccountState };
  leave(): void;
}

/** Joins the backplane as soon as the account is deployed, so that what is wrong with it is seen before the first message. */
export const backplaneOfAccount = (RED: NodeAPI, parts: Parts): OfAccount => {
  const id = typeof parts.id === "string" && !parts.isSimulated ? parts.id : "";
  let followed: AccountBackplane | undefined;
  const get = (): AccountBackplane | undefined => {
    if (id === "") return undefined;
    return (followed ??= followBackplane(RED, id, parts.member, parts.onChange));
  };
  let isUsable = true;
  const join = (): void => {
    try {
      get()?.settings();
      isUsable = true;
    } catch {
      isUsable = false; // each message reports it
    }
  };
  join();
  // Node-RED makes an account first, and deploys its backplane without it, where a variable names the backplane.
  const stopWatching = parts.afterDeploys(() => {
    if (id === "") return;
    join();
    parts.onChange();
  });
  const isAlone = id === "" && !parts.isSimulated && hostingOf(RED) === "several";
  if (isAlone) parts.warn(SEVERAL_WITHOUT);
  return {
    get,
    state: () => {
      if (!isUsable) return { trouble: { kind: "config" } };
      if (isAlone) return { notice: { kind: "noBackplane" } };
      return followed?.isAway() === true ? { notice: { kind: "backplaneAway" } } : {};
    },
    leave: () => {
      stopWatching();
      followed?.leave();
    },
  };
};
