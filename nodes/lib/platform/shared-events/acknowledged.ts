import type { FencingToken, Report, Stream } from "../backplane/types";
import { createClosing, sleep } from "../time/clock";
import type { Clock } from "../types";
import { SESSION } from "./names";
import type { WrittenList } from "./written";

/** So soon after an entry it is asked whether it is acknowledged, and then less and less often. */
const FIRST_MS = 5;
const LONGEST_MS = 320;
/** Where more than a few hundred wait, as for a group that has ended, it is asked less often: each costs a microsecond. */
const ENTRIES_PER_MS = 30;

interface Parts {
  clock: Clock;
  stream: Pick<Stream, "report">;
  written: WrittenList;
  session: string;
  /** Undefined while nothing is appended. */
  at: () => { fence: FencingToken; server: string | undefined } | undefined;
  isClosed: () => boolean;
}

/**
 * Finds out soon what was acknowledged: what is not known to be would be emitted once more if the backplane was lost. Nothing
 * is asked while nothing waits.
 */
export const followAcknowledgements = ({ clock, stream, written, session, at, isClosed }: Parts) => {
  let pauseMs = FIRST_MS;
  let isOn = false;
  let nextAt = 0;
  let waking = createClosing();
  const soonest = (): number => Math.min(LONGEST_MS, Math.max(FIRST_MS, written.count() / ENTRIES_PER_MS));
  const due = async (): Promise<void> => {
    nextAt = clock.now() + Math.max(pauseMs, soonest());
    pauseMs = Math.min(pauseMs * 2, LONGEST_MS);
    for (let left = nextAt - clock.now(); left > 0 && !isClosed(); left = nextAt - clock.now()) {
      waking = createClosing();
      await sleep(clock, left, waking.signal).catch(() => undefined);
    }
  };
  const report = async (ids: readonly string[]): Promise<Report | undefined> => {
    const now = at();
    const found = now && (await stream.report(now.fence, SESSION, ids).catch(() => undefined));
    return at() !== undefined && found?.kept === session && found.server === now?.server ? found : undefined;
  };
  const follow = async (): Promise<void> => {
    isOn = true;
    while (!isClosed() && written.ids().length > 0) {
      await due();
      const ids = written.ids();
      if (isClosed() || ids.length === 0) break;
      const found = await report(ids);
      if (found !== undefined) written.note(found, ids);
    }
    isOn = false;
  };
  return {
    /** Something may have been appended. */
    begin: (): void => {
      pauseMs = FIRST_MS;
      if (!isOn) return void follow();
      if (nextAt <= clock.now() + soonest()) return;
      nextAt = clock.now() + soonest();
      waking.abort();
    },
  };
};
