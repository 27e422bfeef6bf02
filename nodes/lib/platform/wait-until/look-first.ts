import { getConversation } from "../api/conversations";
import { closedError, isGenesysError } from "../errors/errors";
import { asConversation, snapshotOf } from "../events/snapshot";
import { isFinal } from "../events/watched-reads";
import { createClosing } from "../time/clock";
import { alreadyIn, type Standing } from "./already";
import type { Waited, WaitOrder, WaitParts } from "./order";
import { isPossible } from "./possible";

/**
 * One read, before anything is subscribed. What refuses it would refuse the wait, too; of a trouble that passes, the wait is
 * the end. `undefined`: it has to be waited.
 */
export const lookFirst = async (
  order: WaitOrder,
  { client, signal }: WaitParts,
): Promise<Waited | undefined> => {
  const { clock } = client;
  const { conversationId, events, whose, since, deadline } = order;
  const ending = createClosing();
  const end = (): void => ending.abort();
  const cancel = clock.after(deadline - clock.now(), end);
  signal.addEventListener("abort", end, { once: true });
  const waited = (outcome: Waited["outcome"], reached?: Standing): Waited => ({
    ...{ outcome, reached, already: reached !== undefined },
    waitedMs: clock.now() - since,
  });
  try {
    const conversation = asConversation(
      await getConversation(client, conversationId, { signal: ending.signal }),
    );
    if (conversation === undefined) return undefined;
    const sight = { conversation, snapshot: snapshotOf(conversation) };
    const reached = alreadyIn(sight, events, whose);
    if (reached !== undefined) return waited("happened", reached);
    const { possible } = isPossible(sight.snapshot, events, client.platformTime(clock.now()));
    return possible ? undefined : waited("conversationEnded");
  } catch (error) {
    if (signal.aborted) throw closedError();
    if (ending.signal.aborted && isGenesysError(error, "closed")) return waited("deadline");
    if (isGenesysError(error, "missing")) return undefined; // it may be about to begin
    if (!isGenesysError(error) || isFinal(error)) throw error;
    return undefined; // the wait reads it again
  } finally {
    cancel();
    signal.removeEventListener("abort", end);
  }
};
