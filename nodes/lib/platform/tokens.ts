import { untilClosed } from "./clock";
import { GenesysError, isGenesysError } from "./errors";
import type { Clock } from "./types";

/** A token is renewed so long before its end, or a tenth of its life where that is shorter. */
const MARGIN_MS = 60_000;
/** Credentials that were refused are not tried again for so long, however many messages ask. */
const REFUSED_MS = 5_000;

export interface FreshToken {
  accessToken: string;
  /** `undefined`: the platform did not say; it is used until it is refused. */
  lifetimeMs?: number | undefined;
}

export interface Tokens {
  /** The present token, or a new one. Callers that come together share one exchange. */
  get(signal?: AbortSignal): Promise<string>;
  /** Forgets that very token. Naming an older one does nothing: somebody has renewed it already. */
  discard(accessToken: string): void;
}

interface TokenParts {
  clock: Clock;
  /** Gets a new token; not bound to any single caller, who may leave while others wait. */
  exchange: () => Promise<FreshToken>;
}

/** The one place that knows the token. */
export const createTokens = ({ clock, exchange }: TokenParts): Tokens => {
  let present: { accessToken: string; renewAt: number } | undefined;
  let underWay: Promise<string> | undefined;
  let refused: { error: GenesysError; until: number } | undefined;

  const renew = async (): Promise<string> => {
    try {
      const { accessToken, lifetimeMs = Infinity } = await exchange();
      present = { accessToken, renewAt: clock.now() + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 10) };
      refused = undefined;
      return accessToken;
    } catch (error) {
      if (isGenesysError(error, "auth")) refused = { error, until: clock.now() + REFUSED_MS };
      throw error;
    } finally {
      underWay = undefined;
    }
  };

  return {
    get: async (signal) => {
      if (present !== undefined && clock.now() < present.renewAt) return present.accessToken;
      if (refused !== undefined && clock.now() < refused.until) throw refused.error;
      return untilClosed((underWay ??= renew()), signal);
    },
    discard: (accessToken) => {
      if (present?.accessToken === accessToken) present = undefined;
    },
  };
};

/** The token endpoint's answer. */
export const readToken = (body: unknown): FreshToken & { refreshToken?: string } => {
  const told = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof told.access_token !== "string" || told.access_token === "")
    throw new GenesysError(
      "answer",
      "The token endpoint answered without a token. Check the account's login host.",
      {
        outcome: "done",
      },
    );
  return {
    accessToken: told.access_token,
    lifetimeMs: typeof told.expires_in === "number" ? told.expires_in * 1000 : undefined,
    ...(typeof told.refresh_token === "string" ? { refreshToken: told.refresh_token } : {}),
  };
};
