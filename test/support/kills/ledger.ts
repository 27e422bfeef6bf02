import type { Report } from "./instance";

/** What makes an event this one: the same from every instance. */
const nameOf = ({ event, conversationId, participantId, communicationId, messageId }: Report): string =>
  [event, conversationId, participantId, communicationId, messageId].join(" ");

const isFlagged = ({ redelivered, recovered }: Report): boolean => redelivered === true || recovered === true;

/** One that is stopped in the middle of emitting goes on without a flag, after another one has emitted it with one. */
const isEachFlagged = (came: readonly Report[], surplus: number): boolean =>
  came.filter(isFlagged).length >= surplus;

/** Two events that the reference received within this time have no order. */
const SAME_MOMENT_US = 150_000;

/** The first delivery of an event, and when the undisturbed listener had it. */
interface First {
  wanted: number;
  at: number;
  shown: string;
}

export interface Verdict {
  events: number;
  lost: string[];
  /** How many came more than once, and those of them without a flag. */
  twice: number;
  twiceFlagged: string[];
  twiceUnflagged: string[];
  /** Emitted by an instance only. */
  unknown: string[];
  /** Pairs of one conversation whose first deliveries came the wrong way round. */
  reversed: string[];
  /** From the moment at which the undisturbed listener has an event, to its first delivery, in ms. */
  latencies: { at: number; ms: number }[];
}

/** What came, and what had to come. */
export interface Ledger {
  expect(report: Report): void;
  deliver(report: Report): void;
  wasEmitted(conversationId: string, event: string): boolean;
  /** How many events have not come yet, of all conversations or of one. */
  missing(conversationId?: string): number;
  verdict(): Verdict;
}

export const createLedger = (): Ledger => {
  const expected = new Map<string, Report[]>();
  const delivered = new Map<string, Report[]>();
  const emitted = new Set<string>();
  const missing = new Map<string, number>();

  const add = (all: Map<string, Report[]>, report: Report): void => {
    const name = nameOf(report);
    const present = all.get(name) ?? [];
    present.push(report);
    all.set(name, present);
  };
  const balance = (name: string): number =>
    Math.max(0, (expected.get(name)?.length ?? 0) - (delivered.get(name)?.length ?? 0));
  const counted = (all: Map<string, Report[]>, report: Report): void => {
    const name = nameOf(report);
    const before = balance(name);
    add(all, report);
    const id = report.conversationId ?? "";
    missing.set(id, (missing.get(id) ?? 0) + balance(name) - before);
  };

  const verdict = (): Verdict => {
    const result: Verdict = {
      ...{
        events: 0,
        lost: [],
        twice: 0,
        twiceFlagged: [],
        twiceUnflagged: [],
        unknown: [],
        reversed: [],
        latencies: [],
      },
    };
    const firsts = new Map<string, First[]>();
    for (const [name, wanted] of expected) {
      const came = (delivered.get(name) ?? []).toSorted((one, other) => one.at - other.at);
      result.events += wanted.length;
      if (came.length < wanted.length)
        result.lost.push(`${name}: at ${wanted.map(({ at }) => (at / 1_000).toFixed(0)).join(", ")}`);
      const surplus = came.slice(wanted.length);
      result.twice += surplus.length;
      if (surplus.length > 0)
        result[isEachFlagged(came, surplus.length) ? "twiceFlagged" : "twiceUnflagged"].push(
          `${name}: ${came.map(shown).join(", ")}`,
        );
      wanted.slice(0, came.length).forEach((report, nth) => {
        const first = came[nth]!;
        const { at } = first;
        result.latencies.push({ at: report.at, ms: (at - report.at) / 1_000 });
        const ofConversation = firsts.get(report.conversationId ?? "") ?? [];
        ofConversation.push({ wanted: report.at, at, shown: `${name}: ${shown(first)}` });
        firsts.set(report.conversationId ?? "", ofConversation);
      });
    }
    for (const [name, came] of delivered)
      if (!expected.has(name)) result.unknown.push(`${name}: ${came.map(shown).join(", ")}`);
    for (const all of firsts.values()) result.reversed.push(...reversedIn(all));
    return result;
  };

  return {
    expect: (report) => counted(expected, report),
    deliver: (report) => {
      emitted.add(`${report.conversationId} ${report.event}`);
      counted(delivered, report);
    },
    wasEmitted: (conversationId, event) => emitted.has(`${conversationId} ${event}`),
    missing: (id) =>
      id === undefined ? [...missing.values()].reduce((sum, one) => sum + one, 0) : (missing.get(id) ?? 0),
    verdict,
  };
};

const shown = ({ instance, at, redelivered, recovered }: Report): string =>
  `${instance}@${(at / 1_000).toFixed(0)}${redelivered === true ? " redelivered" : ""}${recovered === true ? " recovered" : ""}`;

const reversedIn = (all: readonly First[]): string[] =>
  all.flatMap((one) =>
    all
      .filter((other) => one.wanted + SAME_MOMENT_US < other.wanted && other.at < one.at)
      .map((other) => `${wantedAt(other)} before ${wantedAt(one)}`),
  );

const wantedAt = ({ wanted, shown: text }: First): string => `${text} (${(wanted / 1_000).toFixed(0)})`;
