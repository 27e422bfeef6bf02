import { createTokens, type FreshToken } from "../../nodes/lib/platform/client/tokens";
import { createClock } from "./clock";

export const HOUR = 3_600_000;

/** Tokens over an exchange that takes 100 ms and gives `token-1`, `token-2` ... or whatever `script` says. */
export const openTokens = (script: (count: number) => FreshToken | Error = numberedToken) => {
  const clock = createClock();
  let exchanges = 0;
  const tokens = createTokens({
    clock,
    exchange: () =>
      new Promise((resolve, reject) => {
        const fresh = script((exchanges += 1));
        clock.after(100, () => (fresh instanceof Error ? reject(fresh) : resolve(fresh)));
      }),
  });
  return { clock, tokens, count: () => exchanges };
};

export const numberedToken = (count: number): FreshToken => ({
  accessToken: `token-${count}`,
  lifetimeMs: HOUR,
});
