import type { FencingToken, Report, Stream } from "../backplane/types";
import { sleep } from "../time/clock";
import type { Clock } from "../types";
import { SESSION } from "./names";
import type { WrittenList } from "./written";

/** So soon after an entry it is asked whether it is acknowledged, and then less and less often. */
const FIRST_MS = 40;
const LONGEST_MS = 320;

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
  const report = async (ids: readonly string[]): Promise<Report | undefined> => {
    const now = at();
    const found = now && (await stream.report(now.fence, SESSION, ids).catch(() => undefined));
    return at() !== undefined && found?.kept === session && found.server === now?.server ? found : undefined;
  };
  const follow = async (): Promise<void> => {
    isOn = true;
    while (!isClosed() && written.ids().length > 0) {
      await sleep(clock, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_MS);
      const ids = written.ids();
      if (isClosed() || ids.length === 0) break;
      const found = await report(ids);
      if (found !== undefined) written.note(found, ids);
    }
    isOn = false;
  };
  return {
    /** Something was appended. */
    begin: (): void => {
      pauseMs = FIRST_MS;
      if (!isOn) void follow();
    },
  };
};
