import type { Node } from "node-red";
import type { ErrorCode } from "../platform/errors/errors";
import type { AccountState, Awaiting, Clock, Progress, Wait } from "../platform/types";
import { progressText, type Translate } from "./progress";
import { dateOf, timeOf } from "./trace";

/** At most four status updates a second go to the editor; the last one always does. */
const SPACING_MS = 250;
/** Progress is worth two of them. */
const PROGRESS_SPACING_MS = 500;

const NOTICES: readonly string[] = [
  "signInNotSaved",
  "noBackplane",
  "backplaneAway",
] satisfies AccountState["kind"][];

/** What hinders no message is shown only while there is nothing else to show. */
export const isNotice = (word: string): boolean => NOTICES.includes(word);

/** The texts of the status line are in one place: the catalogue of the account node. */
const CATALOGUE = "@genesys-flows/node-red-genesys-cloud/genesys-account:";

/** The texts for what a node waits for. */
const WAITS: Readonly<Record<Wait, string>> = {
  answer: "ringing",
  agent: "waitingForAgent",
  end: "waitingForEnd",
  wrapUp: "waitingForWrapUp",
  effect: "waitingForEffect",
  upload: "uploading",
  delivery: "waitingForDelivery",
};

/** States of an account in which waiting does not help. */
const UNUSABLE: ReadonlySet<string> = new Set(["noCredentials", "config"]);
/** Written again when they are reported again: a Status node receives nothing before the flows have started. */
const REPEATED: ReadonlySet<string> = new Set([...UNUSABLE, "signInAgain", "noBackplane"]);

/** A text of the status line, by the key that the editor looks up. */
export const statusWord = (word: string): string => `${CATALOGUE}status.${word}`;

/** What a node shows. The text is looked up by the editor only: a flow behind a Status node reads `code`. */
export interface Shown {
  fill: "red" | "yellow" | "blue" | "green";
  shape: "ring" | "dot";
  text: string;
  code: string;
}

/** A status with the key of the catalogue as its code, and as its text unless another is given. */
export const shownAs = (
  fill: Shown["fill"],
  shape: Shown["shape"],
  code: string,
  text = statusWord(code),
): Shown => ({ fill, shape, text, code });

interface AwaitedMessage {
  deadline: number;
  isRead: boolean;
}

/** The numbers are for a flow behind a Status node: messages that wait, those of them without notifications, a time in ms. */
type AwaitingShown = Shown & { waiting: number; read: number; nextDeadline: number };

/** A deadline within a day needs no date. */
const DAY_MS = 24 * 60 * 60 * 1000;
const deadlineText = (deadline: number, now: number): string => {
  const at = new Date(deadline);
  return deadline - now < DAY_MS ? timeOf(at) : `${dateOf(at)} ${timeOf(at)}`;
};

/** `waiting for event: 3 · 14:03`; yellow where conversations are only read now and then. */
const awaitingShown = (
  awaited: readonly AwaitedMessage[],
  now: number,
  translate: Translate,
): AwaitingShown => {
  const waiting = awaited.length;
  const read = awaited.filter(({ isRead }) => isRead).length;
  const nextDeadline = awaited.reduce((next, { deadline }) => Math.min(next, deadline), Infinity);
  const text = [
    `${translate(statusWord("waitingForEvent"))}: ${waiting}`,
    deadlineText(nextDeadline, now),
    ...(read === 0 ? [] : [`${translate(`${CATALOGUE}waiting.withoutNotifications`)}: ${read}`]),
  ].join(" · ");
  const fill = read === 0 ? "blue" : "yellow";
  return { ...shownAs(fill, "dot", "waitingForEvent", text), waiting, read, nextDeadline };
};

export interface StatusLine {
  /** A call begins; what is returned ends it, with the code of its failure, or with what is shown after success. */
  begin(): (failure?: ErrorCode, trace?: string) => void;
  /** What a long call is waiting for. */
  waiting(wait: Wait): void;
  /** How far a long call is; shown until a call ends, twice a second at most. */
  progress(progress: Progress): void;
  /** A message only waits, until this time: how many do, and the next deadline, are shown. */
  awaiting(deadline: number): Awaiting;
  /**
   * The account, or the call that is named, cannot continue at present, or the account has a notice: a key of the
   * catalogue, or `undefined` when it can again.
   */
  hold(word: string | undefined, call?: object): void;
  /** The node cannot work as it is set. */
  unusable(code: ErrorCode): void;
  close(): void;
}

/**
 * The status of a node, derived from what is in progress and not from the last event: blue while there are calls,
 * yellow while the account is held back, red while it cannot be used, red with the code after a failure, green with the
 * trace after success, or empty where there is none. A trace has no code: after success there never was one.
 */
export const createStatus = (
  node: Pick<Node, "status">,
  clock: Clock,
  translate: Translate = (key) => key,
): StatusLine => {
  let running = 0;
  let failure: ErrorCode | undefined;
  let trace: string | undefined;
  let wait: string | undefined;
  let progress: string | undefined;
  const awaited = new Set<AwaitedMessage>();
  const account = {};
  /** What cannot continue, and the key for it: the account, or single calls. */
  const held = new Map<object, string>();
  let shown = ""; // nothing is known of what the node showed before a deploy
  let lastAt = -Infinity;
  let cancel: (() => void) | undefined;

  const present = (): Shown | AwaitingShown | Omit<Shown, "code"> | Record<string, never> => {
    const words = [held.get(account), ...held.values()].filter((one) => one !== undefined);
    const word = words.find((one) => !isNotice(one));
    if (word !== undefined) return shownAs(UNUSABLE.has(word) ? "red" : "yellow", "ring", word);
    if (awaited.size > 0) return awaitingShown([...awaited], clock.now(), translate);
    if (running > 0) return shownAs("blue", "dot", wait ?? "running", progress);
    if (failure !== undefined) return shownAs("red", "ring", failure);
    if (words[0] !== undefined) return shownAs("yellow", "ring", words[0]);
    return trace === undefined ? {} : { fill: "green", shape: "dot", text: trace };
  };

  const write = (): void => {
    cancel = undefined;
    const now = present();
    const written = JSON.stringify(now);
    if (written === shown) return;
    shown = written;
    lastAt = clock.now();
    node.status(now);
  };

  const show = (spacingMs = SPACING_MS): void => {
    if (cancel !== undefined) return;
    const ms = lastAt + spacingMs - clock.now();
    if (ms <= 0) write();
    else cancel = clock.after(ms, write);
  };

  return {
    begin: () => {
      running += 1;
      show();
      let ended = false;
      return (failed, done) => {
        if (!ended) running -= 1;
        ended = true;
        failure = failed;
        trace = done;
        if (running === 0) wait = undefined;
        progress = undefined; // of another call it comes again
        show();
      };
    },
    waiting: (awaited) => {
      wait = WAITS[awaited];
      show();
    },
    progress: (now) => {
      progress = progressText(now, (key, values) => translate(`${CATALOGUE}${key}`, values));
      show(PROGRESS_SPACING_MS);
    },
    awaiting: (deadline) => {
      const one: AwaitedMessage = { deadline, isRead: false };
      awaited.add(one);
      show();
      return {
        isRead: (is) => {
          one.isRead = is;
          show();
        },
        end: () => {
          awaited.delete(one);
          show();
        },
      };
    },
    hold: (word, call = account) => {
      if (word === undefined) held.delete(call);
      else held.set(call, word);
      if (word !== undefined && REPEATED.has(word)) shown = "";
      show();
    },
    unusable: (code) => {
      failure = code;
      show();
    },
    close: () => {
      cancel?.();
      cancel = () => undefined; // nothing is shown any more
    },
  };
};
