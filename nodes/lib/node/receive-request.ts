import type { Calls } from "../platform/data-actions/calls";
import { isAuthorized, type Authorization } from "../platform/data-actions/authorization";
import { callKey, createLedger } from "../platform/data-actions/ledger";
import { idsAmong, readInputs } from "../platform/data-actions/request";
import { errorResponse, type ActionResponse } from "../platform/data-actions/responses";
import { isGenesysError } from "../platform/errors/errors";
import type { Clock } from "../platform/types";
import type { Received } from "./http-in/endpoint";
import { parseObject, refuseOtherTypes } from "./http-in/json";
import { Refusal } from "./http-in/refusal";
import type { RequestOptions } from "./request-options";

/** Much more than Architect sends: the JSON of a data action has 50 levels and no file. */
export const LARGEST_REQUEST = 256 * 1024;

interface Parts {
  options: RequestOptions;
  authorization: Authorization;
  calls: Calls;
  clock: Clock;
  /** A message for the flow. */
  emit: (properties: Record<string, unknown>) => void;
  warn: (sentence: string) => void;
}

/** Receives the requests of one node: the responses come from the flow, by the account. */
export interface Receiver {
  /** @throws Refusal 401 where the secret is missing or wrong, 415 where the body is not JSON; before the body is read. */
  admit(headers: Received["headers"], address: string | undefined): void;
  receive(received: Pick<Received, "query" | "raw">): Promise<ActionResponse>;
  close(): void;
}

const unauthorized = ({ auth }: Authorization): Refusal =>
  new Refusal(
    401,
    "auth",
    auth === "local"
      ? "This endpoint is for this machine only. Choose another authentication in its dialog."
      : "The credentials of the request are missing or wrong. Check those of the integration.",
    auth === "basic" ? { "WWW-Authenticate": 'Basic realm="Node-RED", charset="UTF-8"' } : {},
  );

/** A name that is there twice has its last value. */
const asRecord = (query: URLSearchParams): Record<string, string> => Object.fromEntries(query);

export const createReceiver = ({ options, authorization, calls, clock, emit, warn }: Parts): Receiver => {
  const { method, inputContract, outputContract, timeLimitSeconds } = options;
  const limitMs = timeLimitSeconds * 1000;
  const ledger = createLedger<Promise<ActionResponse>>(clock, limitMs);
  const open = new Set<string>();

  const onLate = (byMs: number): void =>
    warn(
      `A response came ${(byMs / 1000).toFixed(1)} s after the time limit of ${timeLimitSeconds} s and was dropped. ` +
        "Make the flow faster, or raise the time limit in this node and in the flow of Genesys Cloud.",
    );

  const begin = async (inputs: Record<string, unknown>): Promise<ActionResponse> => {
    const { id, response } = calls.begin({ limitMs, output: outputContract, onLate });
    open.add(id);
    emit({ payload: inputs, requestId: id, ...idsAmong(inputs) });
    try {
      return await response;
    } finally {
      open.delete(id);
    }
  };

  return {
    admit: (headers, address) => {
      if (!isAuthorized(authorization, headers, address)) throw unauthorized(authorization);
      if (method !== "GET") refuseOtherTypes(headers);
    },
    receive: async ({ query, raw }) => {
      const body = method === "GET" ? undefined : parseObject(raw);
      try {
        const inputs = readInputs(inputContract, { method, query: asRecord(query), body });
        return await ledger.once(callKey(inputs), () => begin(inputs));
      } catch (error) {
        if (isGenesysError(error, "input")) return errorResponse(error);
        throw error;
      }
    },
    close: () => {
      for (const id of open) calls.close(id);
    },
  };
};
