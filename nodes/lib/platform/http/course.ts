import type { Readable } from "node:stream";
import type { AxiosAdapter } from "axios";
import type { ReadBody } from "./answer-body";

/** What went wrong with the connection before a response came. */
export interface ConnectionFailure extends Error {
  code?: string;
  staleSocket?: boolean;
  /** The proxy refused the tunnel. This is its own response. */
  proxyStatus?: number;
}

/** The part of a response before its body. Header names are in lower case; of a header that came twice, the first counts. */
export interface AnswerHead {
  status: number;
  headers: Readonly<Record<string, string>>;
}

/** What is known of one request, also after it was aborted. */
export interface ExchangeRecord {
  /** The request may have reached the other side. */
  sent: boolean;
  /** There as soon as status and headers have arrived. */
  head?: AnswerHead;
}

/** What the adapter puts in the place of the data. */
export type RawAnswer = AnswerHead & ReadBody & { stream?: Readable };

/** One request on its way. */
export interface Course {
  /** For this request alone. */
  adapter: AxiosAdapter;
  /** Absent where the request cannot be made. */
  record?: ExchangeRecord | undefined;
  isAborted: boolean;
  abort: () => void;
}
