import type { Exchange, ExchangeRequest, Method, Transport } from "../types";
import { isGenesysError } from "../errors/errors";

/** What an account requests, for who records it. Without the headers: they have the token. */

export interface Observed {
  method: Method;
  url: string;
  body?: unknown;
  /** `undefined`: no response came. */
  status?: number | undefined;
  answer?: unknown;
  tookMs: number;
  sentAt: number;
}

export type Observer = (observed: Observed) => void;

/** A body that was sent as JSON. */
const sentIn = ({ body }: ExchangeRequest): unknown => {
  if (typeof body !== "string") return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
};

/** A transport whose exchanges can be observed. Files are not. */
export const createObserved = (send: Transport, now: () => number) => {
  const observers = new Set<Observer>();

  const observed = async (request: ExchangeRequest): Promise<Exchange> => {
    const sentAt = now();
    const note = (status: number | undefined, answer: unknown): void => {
      const { method, url } = request;
      const about = { method, url, body: sentIn(request), status, answer, sentAt, tookMs: now() - sentAt };
      for (const observer of [...observers]) observer(about);
    };
    try {
      const exchange = await send(request);
      note(exchange.status, exchange.body);
      return exchange;
    } catch (error) {
      if (isGenesysError(error)) note(error.cause.status, undefined);
      throw error;
    }
  };

  return {
    send: (request: ExchangeRequest): Promise<Exchange> => {
      const isFile = request.as === "bytes" || request.as === "stream";
      return observers.size === 0 || isFile ? send(request) : observed(request);
    },
    /** Returns what ends it. */
    observe: (observer: Observer): (() => void) => {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
  };
};
