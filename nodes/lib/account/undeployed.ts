import { isDeepStrictEqual } from "node:util";
import type { Composition } from "../platform/compose";
import type { Client } from "../platform/types";
import type { AccountContext, FormAccount } from "./account-context";

/** Nobody has looked anything up for so long: the client goes, with its token and what it remembers. */
const IDLE_MS = 5 * 60_000;
/** So many are kept at most; the one that was used longest ago goes first. */
const MOST = 5;

interface Kept {
  wanted: FormAccount;
  composition: Composition;
  stopTimer: () => void;
}

/**
 * Clients of accounts as the editor has them, which are not deployed so: one per account, for what was typed last. Any
 * deploy ends them all, and the runtime's end does.
 */
export const createUndeployed = (door: AccountContext) => {
  const kept = new Map<string, Kept>();
  const { events } = door.RED;

  const drop = (id: string): void => {
    const found = kept.get(id);
    if (found === undefined) return;
    kept.delete(id);
    if (kept.size === 0) events.off("flows:stopping", dropAll);
    found.stopTimer();
    found.composition.close().catch(() => undefined); // the next request gets another
  };
  const dropAll = (): void => {
    for (const id of [...kept.keys()]) drop(id);
  };
  const make = (id: string, wanted: FormAccount): Composition => {
    drop(id);
    if (kept.size >= MOST) drop(kept.keys().next().value ?? "");
    return door.compose(id, wanted);
  };

  return {
    /** @throws GenesysError `config` naming the field that will not do. */
    client: (id: string, wanted: FormAccount): Client => {
      const found = kept.get(id);
      const isSame = found !== undefined && isDeepStrictEqual(found.wanted, wanted);
      const composition = isSame ? found.composition : make(id, wanted);
      if (isSame) found.stopTimer();
      if (kept.size === 0) events.on("flows:stopping", dropAll);
      kept.delete(id); // to be the newest
      kept.set(id, { wanted, composition, stopTimer: door.clock.after(IDLE_MS, () => drop(id)) });
      return composition.client();
    },
  };
};
