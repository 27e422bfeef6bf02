import { CLIENT, PRIVATE } from "../flow";
import type { Invariant } from "../walk-state";

const NUMBER = /\+?1\(?555\)?[ -]?555[ -]?\d{4}/;

/** No secret, token, number or text of a person is in a log, a status or an error. */
export const nothingPrivate: Invariant = ({ ledger: { texts }, simulator }) => {
  const tokens = [...simulator.store.tokens.values()].map(({ value }) => value);
  const secrets = [CLIENT.clientSecret, PRIVATE, ...tokens];
  const found = texts.flatMap(({ where, text }) => {
    const word = secrets.find((secret) => text.includes(secret)) ?? NUMBER.exec(text)?.[0];
    return word === undefined ? [] : [`private: ${word} in ${where}: ${text.slice(0, 300)}`];
  });
  texts.length = 0; // each text is read once
  return found;
};

export const nothingCrashes: Invariant = ({ ledger: { crashes } }) => crashes.map((text) => `crash: ${text}`);
