import { lookUntilFound } from "../time/look";
import { SUPERVISION_LINKS } from "../conversation/conversation";
import type { CallOptions, Client } from "../types";
import { listActiveCalls, type ActiveCall, type NewCall } from "../api/calls";

/** A `Date` has whole seconds: 1 s. Another 1 s for latency, and because the platform's machines may disagree. */
const SKEW_MS = 2_000;
/** A call may still begin this long after its response was lost. */
const LATE_MS = 60_000;
/** How long the account remembers whose a call is, and which responses were lost. */
const KEPT_MS = 10 * 60_000;

/** One request for a call, of which it is not known yet which call came of it. Clock times of this machine. */
interface Unsettled {
  call: NewCall;
  sentAt: number;
  /** `undefined` while the response may still come. */
  lostAt?: number;
}

/** What an account remembers of the calls that it requested. A call belongs to one request only. */
interface Ledger {
  unsettled: Set<Unsettled>;
  /** The calls whose request is known, by conversation, and since when. */
  taken: Map<string, number>;
}

/** A call that was requested. It has to be settled with the outcome of the request. */
export interface Placing {
  /** The response was received: with the call, or with a refusal. */
  settle(conversationId?: string): void;
  /**
   * The response was lost: was the call placed? Looks for it among the signed-in user's active calls. Returns
   * `undefined` if it is not there, or may be the call of another request of this account. It may have been placed
   * all the same.
   *
   * What cannot be distinguished: a call to the same destination, with the same attributes, that the user or another
   * account placed between the request (queueing included) and the loss of its response, or within 2 s of either.
   */
  find(options?: CallOptions): Promise<string | undefined>;
}

/** Begins to request a call as the signed-in user. */
export const createPlacing = async (client: Client, call: NewCall): Promise<Placing> => {
  const { clock } = client;
  const ledger = await ledgerOf(client);
  forgetOld(ledger, clock.now() - KEPT_MS);
  const mine: Unsettled = { call, sentAt: clock.now() };
  ledger.unsettled.add(mine);

  const settle = (conversationId?: string): void => {
    ledger.unsettled.delete(mine);
    if (conversationId !== undefined) ledger.taken.set(conversationId, clock.now());
  };
  const spanOf = ({ sentAt, lostAt = Infinity }: Unsettled, lateMs: number): Span => ({
    from: client.platformTime(sentAt),
    to: client.platformTime(lostAt) + lateMs,
  });

  /** Several equal requests find calls only if there is one for each of them, and no response may still come. */
  const pick = (active: ActiveCall[]): string | undefined => {
    const span = spanOf(mine, 0);
    const free = active.filter(
      (each) => !ledger.taken.has(each.id) && isThatCall(each, withoutAttributes(call), span),
    );
    const rivals = [...ledger.unsettled].filter(
      (other) =>
        other !== mine &&
        free.some((each) => isThatCall(each, withoutAttributes(other.call), spanOf(other, LATE_MS))),
    );
    if (free.length <= rivals.length || rivals.some(({ lostAt }) => lostAt === undefined)) return undefined;
    const fit = free.filter((each) => isThatCall(each, call, span));
    const isWanted = (each: ActiveCall) =>
      rivals.some((other) => isThatCall(each, other.call, spanOf(other, LATE_MS)));
    return (fit.find((each) => !isWanted(each)) ?? fit[0])?.id;
  };

  const find = async (options?: CallOptions): Promise<string | undefined> => {
    mine.lostAt = clock.now();
    const look = async (): Promise<string | undefined> => pick(await listActiveCalls(client, options));
    const found = await lookUntilFound(clock, look, { signal: options?.signal });
    if (found !== undefined) settle(found);
    return found;
  };
  return { settle, find };
};

const ledgerOf = (client: Client): Promise<Ledger> =>
  client.remember("requested calls", Infinity, () =>
    Promise.resolve({ unsettled: new Set<Unsettled>(), taken: new Map<string, number>() }),
  );

const forgetOld = ({ unsettled, taken }: Ledger, before: number): void => {
  for (const each of unsettled) if ((each.lostAt ?? Infinity) < before) unsettled.delete(each);
  for (const [id, since] of taken) if (since < before) taken.delete(id);
};

const withoutAttributes = ({ attributes: _, ...call }: NewCall): NewCall => call;

interface Span {
  from: number;
  to: number;
}

/** A supervisor or a consulted party, who joined the call later. The call was not placed to them. */
const isGuest = (party: NonNullable<ActiveCall["participants"]>[number]): boolean =>
  [...SUPERVISION_LINKS, "consultParticipantId" as const].some((link) => {
    const other = party[link];
    return typeof other === "string" && other !== party.id;
  });

/** Pure: is it to the same destination, with the same attributes, and begun within this time of the platform's clock? */
export const isThatCall = ({ participants = [] }: ActiveCall, call: NewCall, { from, to }: Span): boolean => {
  const caller = participants.find(({ user, direction }) => user !== undefined && direction === "outbound");
  const begun = Date.parse(caller?.startTime ?? "");
  if (!(begun >= from - SKEW_MS && begun <= to + SKEW_MS)) return false;
  return participants.some(
    (far) =>
      far !== caller &&
      !isGuest(far) &&
      // A leg's address is the number with a scheme before it.
      (call.phoneNumber === undefined || (far.address ?? "").replace(/^\w+:/, "") === call.phoneNumber) &&
      (call.callUserId === undefined || far.user?.id === call.callUserId) &&
      (call.callQueueId === undefined || far.queue?.id === call.callQueueId) &&
      Object.entries(call.attributes ?? {}).every(([name, value]) => far.attributes?.[name] === value),
  );
};
