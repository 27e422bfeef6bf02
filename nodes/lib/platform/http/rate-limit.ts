import type { RateLimit } from "../types";

/** Reads the platform's rate limits, and judges what a 429 stops. Pure. */

type Headers = Readonly<Record<string, string>>;

/** The facts of one response, in the format of an error's cause. */
export interface RateLimitFacts {
  retryAfterMs?: number;
  /** The token's own window. */
  rateLimit?: RateLimit;
  /** The limit that the body names. */
  limit?: { key: string; namespace?: string };
}

/**
 * `token`: the window of the token is used up, and no operation may be sent. `operation`: the token has room, so the
 * limit is one of the operation alone. `unknown`: no header shows which; it is safe to treat it as `token`.
 */
export type LimitScope = "token" | "operation" | "unknown";

export interface LimitJudgement {
  scope: LimitScope;
  retryAfterMs: number;
  rateLimit?: RateLimit | undefined;
}

/** The wait after a refusal that names no time. */
const UNNAMED_MS = 3_000;
/** A year: no wait is longer. */
const LONGEST_SECONDS = 31_536_000;
/** Limits of the token, or of all tokens of its client and user: they hold for every operation. */
const ACCOUNT_KEY = /(^|\.)token\.rate\.|^org\.(app\.)?user\.rate\./i;

/** Reads the rate limit facts of a response. Values that are missing or make no sense are left out. */
export const readRateLimit = (headers: Headers, body: unknown): RateLimitFacts => {
  const retryAfterMs = retryAfterOf(headers);
  const rateLimit = rateLimitOf(headers);
  const limit = limitOf(body);
  return {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(limit === undefined ? {} : { limit }),
  };
};

/** The `inin-ratelimit-*` headers, which every response has. A window that allows nothing is ignored. */
export const rateLimitOf = (headers: Headers): RateLimit | undefined => {
  const used = numberOf(headers["inin-ratelimit-count"]);
  const allowed = numberOf(headers["inin-ratelimit-allowed"]);
  const resetSeconds = numberOf(headers["inin-ratelimit-reset"]);
  if (used === undefined || allowed === undefined || resetSeconds === undefined) return undefined;
  return allowed > 0 ? { used, allowed, resetSeconds } : undefined;
};

/** The only place that decides what counts as a 429. `unnamedMs` is the wait if the response names none. */
export const judgeRateLimit = (
  { retryAfterMs, rateLimit, limit }: RateLimitFacts,
  unnamedMs = UNNAMED_MS,
): LimitJudgement => {
  const scope = scopeOf(rateLimit, limit?.key);
  const resetMs =
    scope === "token" && rateLimit !== undefined && isUsedUp(rateLimit)
      ? rateLimit.resetSeconds * 1000
      : undefined;
  return { scope, retryAfterMs: retryAfterMs ?? resetMs ?? unnamedMs, rateLimit };
};

export const isUsedUp = ({ used, allowed }: RateLimit): boolean => used >= allowed;

/** The token endpoint refuses too many requests with an HTTP 400, which only its message shows. */
export const isThrottled = (facts: {
  status?: number;
  platformCode?: string;
  platformMessage?: string;
}): boolean =>
  facts.status === 429 ||
  (facts.status === 400 &&
    /rate limit exceeded/i.test(`${facts.platformMessage ?? ""} ${facts.platformCode ?? ""}`));

/** A limit that the body names is believed before the headers, which describe the token's own window only. */
const scopeOf = (rateLimit: RateLimit | undefined, key: string | undefined): LimitScope => {
  if (rateLimit === undefined) return "unknown";
  const isOfAccount = key === undefined ? isUsedUp(rateLimit) : ACCOUNT_KEY.test(key);
  return isOfAccount ? "token" : "operation";
};

/** `Retry-After` in ms: seconds, or a date, which is read by the clock of the response itself. */
const retryAfterOf = (headers: Headers): number | undefined => {
  const value = headers["retry-after"];
  const seconds = numberOf(value) ?? secondsUntil(value, headers["date"]);
  return seconds === undefined ? undefined : Math.min(seconds, LONGEST_SECONDS) * 1000;
};

const secondsUntil = (value = "", date = ""): number | undefined => {
  const seconds = (parsedDate(value) - parsedDate(date)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
};

/** A date begins with the name of a day; `Date.parse` accepts nearly every number as well. */
const parsedDate = (text: string): number => (/^\s*[a-z]{3,9},? /i.test(text) ? Date.parse(text) : NaN);

const numberOf = (value: string | undefined): number | undefined => {
  const number = /^\s*\d+(\.\d+)?\s*$/.test(value ?? "") ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
};

const limitOf = (body: unknown): { key: string; namespace?: string } | undefined => {
  if (typeof body !== "object" || body === null || !("limit" in body)) return undefined;
  const { limit } = body;
  if (typeof limit !== "object" || limit === null || !("key" in limit)) return undefined;
  const key = nameOf(limit.key);
  const namespace = "namespace" in limit ? nameOf(limit.namespace) : undefined;
  return key === undefined ? undefined : { key, ...(namespace === undefined ? {} : { namespace }) };
};

/** The name of a limit goes into errors, so it must look like a name. */
const nameOf = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
