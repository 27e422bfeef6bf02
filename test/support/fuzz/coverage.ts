import { Session, type Profiler } from "node:inspector";

type Span = readonly [start: number, end: number];

/** What has run of one function: its extent, and what of it never has. */
interface Seen {
  extent: Span;
  missing: Span[];
}

const isWithin = ([start, end]: Span, [from, to]: Span): boolean => from <= start && end <= to;

/**
 * The blocks of code that ran, from V8's own counters: nothing is compiled differently, and reading them takes a millisecond.
 * Only of code that is loaded after the start.
 */
export const startCoverage = () => {
  const session = new Session();
  session.connect();
  const post = <T>(method: string, params: object = {}): T => {
    let result: unknown;
    session.post(method, params, (error, got) => {
      if (error !== null) throw error;
      result = got;
    });
    return result as T;
  };
  post("Profiler.enable");
  post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const functions = new Map<string, Seen>();

  const ofLast = (rooms: RegExp): Map<string, Seen> => {
    const { result } = post<Profiler.TakePreciseCoverageReturnType>("Profiler.takePreciseCoverage");
    const ran = new Map<string, Seen>();
    for (const { url, functions: all } of result) {
      if (!rooms.test(url)) continue;
      for (const { ranges } of all) {
        const [whole, ...parts] = ranges;
        if (whole === undefined || whole.count === 0) continue;
        const missing = parts
          .filter(({ count }) => count === 0)
          .map((part): Span => [part.startOffset, part.endOffset]);
        const extent: Span = [whole.startOffset, whole.endOffset];
        ran.set(`${url}:${whole.startOffset}`, { extent, missing });
      }
    }
    return ran;
  };

  return {
    /** What has run since the last call; `isNew` compares it with all before, and `add` puts it to it. */
    take: (rooms: RegExp) => {
      const ran = ofLast(rooms);
      const newIn = ([name, { missing }]: [string, Seen]): boolean => {
        const known = functions.get(name);
        return (
          known === undefined || known.missing.some((span) => !missing.some((other) => isWithin(span, other)))
        );
      };
      return {
        isNew: () => [...ran].some(newIn),
        add: () => {
          for (const [name, { extent, missing }] of ran) {
            const known = functions.get(name)?.missing;
            const left = known?.flatMap((span) =>
              missing.some((other) => isWithin(span, other))
                ? [span]
                : missing.filter((other) => isWithin(other, span)),
            );
            functions.set(name, { extent, missing: left ?? missing });
          }
        },
      };
    },
    /** Forgets what has run. */
    clear: () => functions.clear(),
    /** How many functions were entered, and which part of their code has run. */
    reached: () => {
      const sizeOf = (spans: readonly Span[]): number =>
        spans.reduce((sum, [start, end]) => sum + end - start, 0);
      const all = [...functions.values()];
      const whole = sizeOf(all.map(({ extent }) => extent));
      const missing = sizeOf(all.flatMap((one) => one.missing));
      return { functions: all.length, share: whole === 0 ? 0 : 1 - missing / whole };
    },
    stop: () => session.disconnect(),
  };
};

export type Coverage = ReturnType<typeof startCoverage>;
