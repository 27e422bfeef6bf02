import { isDeepStrictEqual } from "node:util";
import type { Composition } from "../platform/compose";
import type { Client } from "../platform/types";
import type { AccountContext, FormAccount } from "./account-context";

/** After this long without a look-up the client is closed, with its token and its cache. */
const IDLE_MS = 5 * 60_000;
/** No more than this are kept. The one that was used longest ago is closed first. */
const MOST_CLIENTS = 5;

interface Undeployed {
  wanted: FormAccount;
  composition: Composition;
  stopTimer: () => void;
}

/**
 * Clients of accounts as they are in the editor, with values that are not deployed: one per account, for what was typed last. Any
 * deploy ends them all, as does the end of the runtime.
 */
export const createUndeployed = (context: AccountContext) => {
  const clients = new Map<string, Undeployed>();
  const { events } = context.RED;

  const drop = (id: string): void => {
    const found = clients.get(id);
    if (found === undefined) return;
    clients.delete(id);
    if (clients.size === 0) events.off("flows:stopping", dropAll);
    found.stopTimer();
    found.composition.close().catch(() => undefined); // the next request gets another
  };
  const dropAll = (): void => {
    for (const id of [...clients.keys()]) drop(id);
  };
  const make = (id: string, wanted: FormAccount): Composition => {
    drop(id);
    if (clients.size >= MOST_CLIENTS) drop(clients.keys().next().value ?? "");
    return context.compose(id, wanted);
  };

  return {
    /** @throws GenesysError `config` naming the field that is not usable. */
    client: (id: string, wanted: FormAccount): Client => {
      const found = clients.get(id);
      const isSame = found !== undefined && isDeepStrictEqual(found.wanted, wanted);
      const composition = isSame ? found.composition : make(id, wanted);
      if (isSame) found.stopTimer();
      if (clients.size === 0) events.on("flows:stopping", dropAll);
      clients.delete(id); // to be the newest
      clients.set(id, { wanted, composition, stopTimer: context.clock.after(IDLE_MS, () => drop(id)) });
      return composition.client();
    },
  };
};
