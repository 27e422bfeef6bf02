import { closedError, GenesysError } from "../../nodes/lib/platform/errors/errors";
import { refusalError } from "../../nodes/lib/platform/http/refusal";
import { createTokens } from "../../nodes/lib/platform/client/tokens";
import type { Exchange, ExchangeRequest } from "../../nodes/lib/platform/types";
import { composeClient } from "./client";
import { createClock } from "./clock";

export const START = 1_772_442_000_000;

export type Script = (request: ExchangeRequest, nth: number) => Exchange | Error | undefined;

export const ok = (body?: unknown, headers = {}): Exchange => ({ status: 200, headers, body });
export const refused = (status: number, headers = {}): GenesysError =>
  refusalError({ status, headers, body: undefined });
export const broken = (outcome: "unknown" | "notSent"): GenesysError =>
  new GenesysError("network", "The connection failed.", { outcome });
export const tokenOf = ({ headers }: ExchangeRequest): string =>
  (headers.authorization ?? "").replace("Bearer ", "");

/** A client over a transport that takes 10 ms and whose responses are scripted; `undefined` never answers. Tokens are numbered. */
export const openScripted = (
  script: Script = () => ok(),
  tokenScript: (nth: number) => Error | undefined = () => undefined,
) => {
  const clock = createClock(START);
  const sent: ExchangeRequest[] = [];
  const sentAt: number[] = [];
  let exchanges = 0;
  const client = composeClient({
    clock,
    transport: (request) =>
      new Promise((resolve, reject) => {
        const answer = script(request, sent.push(request));
        sentAt.push(clock.now() - START);
        const onAbort = (): void => reject(closedError());
        request.signal?.addEventListener("abort", onAbort, { once: true });
        if (answer === undefined) return;
        clock.after(10, () => {
          request.signal?.removeEventListener("abort", onAbort);
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        });
      }),
    tokens: createTokens({
      clock,
      exchange: () =>
        new Promise((resolve, reject) => {
          const nth = (exchanges += 1);
          const error = tokenScript(nth);
          clock.after(5, () =>
            error === undefined ? resolve({ accessToken: `token-${nth}` }) : reject(error),
          );
        }),
    }),
  });
  return { clock, client, sent, sentAt, exchanges: () => exchanges };
};

export const outcomesOf = async (calls: Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(calls)).map((one) =>
    one.status === "fulfilled" ? "ok" : (one.reason as GenesysError).code,
  );

export const many = (count: number, make: (index: number) => Promise<unknown>): Promise<unknown>[] =>
  Array.from({ length: count }, (_, index) => make(index));
