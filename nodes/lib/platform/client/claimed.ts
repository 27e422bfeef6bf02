import type { ActOutcome, Acts, OthersAct, OwnAct } from "../backplane/types";
import { isRead } from "../errors/act-fate";
import { closedError, GenesysError, isGenesysError, withFacts } from "../errors/errors";
import { sleep, untilClosed } from "../time/clock";
import type { CallOptions, Client, Clock, PlatformRequest } from "../types";
import { claimKeyOf, type ClaimKey } from "./claim-key";

interface Parts {
  acts: Acts;
  clock: Clock;
  /** The outcome of another instance's request is waited for as long as the response to one request. */
  timeoutMs: number;
}

/** The waits between two looks at another instance's claim grow from here ... */
const FIRST_LOOK_MS = 25;
/** ... up to here. */
const LONGEST_LOOK_MS = 1_000;

/** Does it act, so that a second one would be a second act? */
const isAct = (request: PlatformRequest): boolean =>
  request.sameAs !== undefined || (!request.repeatable && !isRead(request));

/**
 * A request that must not be sent twice is claimed first, among all instances that share the backplane. Where another
 * instance has it and did not send it after all, this one sends it.
 * @throws GenesysError `conflict`, outcome `notSent`: another instance has sent it; `backplane`: that is not known.
 */
export const sentOnce = (parts: Parts, send: Client["request"]): Client["request"] => {
  const claim = createClaiming(parts);
  return async <T>(request: PlatformRequest, options: CallOptions = {}): Promise<T> => {
    if (!isAct(request)) return send<T>(request, options);
    const key = claimKeyOf(request, options.message);
    const own = await claim(key, request, options);
    const end = (outcome: ActOutcome): void => {
      if (outcome === "released") options.message?.claims.delete(key.key);
      own.end(outcome).catch(() => undefined); // the others take it for unknown
    };
    try {
      const answer = await send<T>(request, options);
      end("done");
      return answer;
    } catch (error) {
      end(outcomeOf(error));
      throw error;
    }
  };
};

const outcomeOf = (error: unknown): ActOutcome => {
  if (!isGenesysError(error)) return "unknown";
  const { outcome, earlierOutcome } = error.cause;
  if (outcome === "done") return "done";
  return outcome === "unknown" || earlierOutcome !== undefined ? "unknown" : "released";
};

const createClaiming = ({ acts, clock, timeoutMs }: Parts) => {
  /** A claim that comes after the node was closed is given back. */
  const ask = (key: ClaimKey, { message, signal }: CallOptions) => {
    const asked = acts.claim(key.key, { agoMs: message?.agoMs() ?? 0, isNamed: key.isNamed });
    return untilClosed(asked, signal).catch((error: unknown) => {
      asked.then((late) => (late.mine ? late.end("released") : undefined)).catch(() => undefined);
      throw error;
    });
  };

  /** The outcome of the other instance's request; `undefined` while it is not known until `deadline`. */
  const outcomeBy = async (
    deadline: number,
    other: OthersAct,
    signal?: AbortSignal,
  ): Promise<ActOutcome | undefined> => {
    for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_LOOK_MS)) {
      const outcome = await untilClosed(other.outcome(), signal);
      const leftMs = deadline - clock.now();
      if (outcome !== undefined || leftMs <= 0) return outcome;
      await sleep(clock, Math.min(waitMs, leftMs), signal);
    }
  };

  const claim = async (key: ClaimKey, options: CallOptions): Promise<OwnAct | ClaimedByOther> => {
    const deadline = Math.min(clock.now() + timeoutMs, options.deadline ?? Infinity);
    for (;;) {
      const found = await ask(key, options);
      if (found.mine) return found;
      const outcome = (await outcomeBy(deadline, found, options.signal)) ?? "unknown";
      if (outcome !== "released") return { mine: false, claimedBy: found.claimedBy, outcome };
    }
  };

  return async (key: ClaimKey, { operation }: PlatformRequest, options: CallOptions): Promise<OwnAct> => {
    const { message } = options;
    const held = message?.claims.get(key.key) as OwnAct | undefined;
    if (held !== undefined) return held;
    const found = await claim(key, options).catch((error: unknown) => {
      if (isGenesysError(error, "closed")) throw closedError("notSent");
      throw isGenesysError(error) ? withFacts(error, { operation }) : error;
    });
    if (!found.mine) throw conflict(found, key, operation);
    message?.claims.set(key.key, found);
    return found;
  };
};

interface ClaimedByOther {
  mine: false;
  claimedBy: string;
  outcome: Exclude<ActOutcome, "released">;
}

const conflict = ({ claimedBy, outcome }: ClaimedByOther, { isNamed }: ClaimKey, operation: string) =>
  new GenesysError(
    "conflict",
    `${isNamed ? "This request was sent already for the same msg.claimKey" : "Another Node-RED instance has sent the same request already"}` +
      `${outcome === "done" ? "" : ", and it is not known whether it took effect"}. Nothing was sent by this instance. ` +
      (isNamed
        ? "If it is another act, set msg.claimKey to another text."
        : "If it is another act, set msg.claimKey to a text that is unique for each act, such as the id of the incoming message."),
    { outcome: "notSent", operation, claimedBy, claimOutcome: outcome },
  );
