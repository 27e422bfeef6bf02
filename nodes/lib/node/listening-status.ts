import type { Node, NodeAPI } from "node-red";
import type { ErrorCode } from "../platform/errors/errors";
import type { AccountState } from "../platform/types";
import type { EventsState } from "../platform/events/types";
import { isNotice, shownAs, statusWord } from "./status";

/** So much of a list of names fits beside a node. */
const MOST_LETTERS = 60;

export interface ListeningStatus {
  account(state: AccountState): void;
  events(state: EventsState): void;
  /** Does this instance listen, or another one? Without several instances, never called. */
  role(isLeading: boolean): void;
  /** Who talks, in the place of "connected"; with several instances, behind what this one does. */
  people(text: string | undefined): void;
  /** These do not exist. */
  unknown(names: readonly string[]): void;
  /** What became of the latest message: the code of its failure, or `undefined`. */
  ended(failure: ErrorCode | undefined): void;
  close(): void;
}

/**
 * The status of a node that listens: a green dot while all its topics are subscribed, a yellow ring while it connects
 * or reconnects, yellow or red with the names of the topics that are not subscribed.
 */
export const createListeningStatus = (RED: NodeAPI, node: Node): ListeningStatus => {
  let events: EventsState | undefined;
  let account: AccountState = { kind: "ready" };
  let unknown: readonly string[] = [];
  let isLeading: boolean | undefined;
  let failure: ErrorCode | undefined;
  let people: string | undefined;
  let shown = "";
  let closed = false;

  const named = (word: string, names: readonly string[]): string =>
    `${RED._(statusWord(word))}: ${shorten(names)}`;

  const withPeople = (word: string): string | undefined =>
    people === undefined ? undefined : `${RED._(statusWord(word))} · ${people}`;

  const present = () => {
    if (isLeading === false)
      return account.kind === "ready"
        ? shownAs("green", "ring", "waitingForLead", withPeople("waitingForLead"))
        : shownAs("yellow", "ring", account.kind);
    const kind = events?.kind ?? "closed";
    const refused = events?.refused.map(({ topic }) => topic) ?? [];
    if (account.kind === "signInAgain" && kind !== "connected")
      return shownAs("yellow", "ring", "signInAgain");
    if (kind === "connecting" || kind === "reconnecting") return shownAs("yellow", "ring", kind);
    if (failure !== undefined) return shownAs("red", "ring", failure);
    const fill = kind === "connected" ? "yellow" : "red";
    if (unknown.length > 0) return shownAs(fill, "dot", "unknown", named("unknown", unknown));
    if (refused.length > 0) return shownAs(fill, "dot", "refused", named("refused", refused));
    if (kind === "connected" && isNotice(account.kind)) return shownAs(fill, "dot", account.kind);
    if (kind !== "connected") return {};
    return isLeading === true
      ? shownAs("green", "dot", "leading", withPeople("leading"))
      : shownAs("green", "dot", "connected", people);
  };

  const show = (): void => {
    const now = present();
    const written = JSON.stringify(now);
    if (closed || written === shown) return;
    shown = written;
    node.status(now);
  };

  return {
    account: (state) => {
      account = state;
      show();
    },
    events: (state) => {
      events = state;
      show();
    },
    role: (leads) => {
      isLeading = leads;
      if (!leads) [events, unknown] = [undefined, []];
      show();
    },
    people: (text) => {
      people = text;
      show();
    },
    unknown: (names) => {
      unknown = names;
      show();
    },
    ended: (code) => {
      failure = code;
      show();
    },
    close: () => {
      closed = true;
    },
  };
};

/** The first name whole; of the others as many as there is room for. */
const shorten = (names: readonly string[]): string => {
  const [first = "", ...rest] = names;
  const whole = names.join(", ");
  return whole.length <= MOST_LETTERS || rest.length === 0 ? whole : `${first} + ${rest.length}`;
};
