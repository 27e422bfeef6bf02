import { untilClosed } from "../time/clock";
import { GenesysError, isGenesysError } from "../errors/errors";
import type { Clock } from "../types";

/** A token is renewed this long before its end, or a tenth of its life where that is shorter. */
const MARGIN_MS = 60_000;
/** After a refusal, no token is requested during this time, unless the refusal named another. */
const REFUSED_MS = 5_000;

export interface FreshToken {
  accessToken: string;
  /** `undefined`: the platform returned none. The token is used until it is refused. */
  lifetimeMs?: number | undefined;
}

export interface Tokens {
  /**
   * The present token, or a new one. Callers that come together share one exchange. A token that was not obtained after
   * `newerThan` is renewed first; where that fails it is still good for this caller.
   */
  get(signal?: AbortSignal, newerThan?: number): Promise<string>;
  /** Forgets exactly that token. Naming an older one does nothing: it has been renewed already. */
  discard(accessToken: string): void;
  /**
   * Another user may be signed in from now on. The present token, a cached refusal and the result of an exchange in
   * progress no longer count. The callers of that exchange get the token of the next one.
   */
  startOver(): void;
}

/** With what is known of the present token; never the token. */
export interface VisibleTokens extends Tokens {
  /** The present token ends at this clock time; `Infinity` where the platform names none, `undefined` without a token. */
  endsAt(): number | undefined;
}

interface TokenParts {
  clock: Clock;
  /** Gets a new token; not bound to any single caller, who may leave while others wait. */
  exchange: () => Promise<FreshToken>;
}

/** The one place that has the token. Near its expiry it is still returned, while a new one is requested. */
export const createTokens = ({ clock, exchange }: TokenParts): VisibleTokens => {
  let present: { accessToken: string; obtainedAt: number; renewAt: number; endsAt: number } | undefined;
  let exchanging: Promise<string> | undefined;
  let refused: { error: GenesysError; until: number } | undefined;
  let era = 0;

  const accept = ({ accessToken, lifetimeMs = Infinity }: FreshToken): string => {
    const obtainedAt = clock.now();
    const endsAt = obtainedAt + lifetimeMs;
    present = { accessToken, obtainedAt, endsAt, renewAt: endsAt - Math.min(MARGIN_MS, lifetimeMs / 10) };
    refused = undefined;
    return accessToken;
  };
  const refuse = (error: unknown): never => {
    // An ended sign-in is refused without a request, and another process may have made a new one at any moment.
    const isRemembered = isGenesysError(error, "auth") && error.cause.signInAgain !== true;
    if (isRemembered || isGenesysError(error, "limited"))
      refused = { error, until: clock.now() + (error.cause.retryAfterMs ?? REFUSED_MS) };
    if (present !== undefined) present.renewAt = clock.now() + REFUSED_MS;
    throw error;
  };
  const renew = (): Promise<string> => {
    const begun = era;
    return exchange().then(
      (fresh) => (begun === era ? accept(fresh) : renew()),
      (error: unknown) => (begun === era ? refuse(error) : renew()),
    );
  };
  const renewal = (): Promise<string> => (exchanging ??= renew().finally(() => (exchanging = undefined)));

  return {
    endsAt: () => present?.endsAt,
    get: async (signal, newerThan = -Infinity) => {
      const now = clock.now();
      if (present !== undefined && now < present.endsAt) {
        const { accessToken, obtainedAt } = present;
        const isRefused = refused !== undefined && now < refused.until;
        if (obtainedAt <= newerThan && !isRefused)
          return untilClosed(
            renewal().catch(() => accessToken),
            signal,
          );
        // Whatever comes of it, the present token still holds; a failure is met again when it does not.
        if (now >= present.renewAt) renewal().catch(() => undefined);
        return present.accessToken;
      }
      if (refused !== undefined && now < refused.until)
        throw stillRefused(refused.error, refused.until - now);
      return untilClosed(renewal(), signal);
    },
    discard: (accessToken) => {
      if (present?.accessToken === accessToken) present = undefined;
    },
    startOver: () => {
      era += 1;
      present = undefined;
      refused = undefined;
    },
  };
};

/** A remembered refusal, with what is left of the time to wait. */
const stillRefused = ({ code, message, cause }: GenesysError, restMs: number): GenesysError =>
  new GenesysError(code, message, code === "limited" ? { ...cause, retryAfterMs: restMs } : cause);

/** The response of the token endpoint. */
export const readToken = (body: unknown): FreshToken & { refreshToken?: string } => {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof fields.access_token !== "string" || fields.access_token === "")
    throw new GenesysError(
      "answer",
      "The response of the token endpoint contains no token. Check the account's login host.",
      { outcome: "notSent" }, // of the request that needs the token
    );
  return {
    accessToken: fields.access_token,
    lifetimeMs: typeof fields.expires_in === "number" ? fields.expires_in * 1000 : undefined,
    ...(typeof fields.refresh_token === "string" ? { refreshToken: fields.refresh_token } : {}),
  };
};
