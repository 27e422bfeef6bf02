import { shrink } from "./shrink";
import { planOf, shownStep, type Kind } from "./steps";
import { startWalker, type Walker } from "./walker";

/** Walks of many seeds. */

export interface Found {
  seed: number;
  kind: Kind;
  /** What was not as it was promised. */
  violations: string[];
  /** The steps without which it is not seen, by their number. */
  keep: number[];
}

export interface Campaign {
  seeds: number;
  messages: number;
  requests: number;
  virtualMs: number;
  cpuMs: number;
  found: Found[];
  /** Of the history of each seed. */
  digests: Map<number, string>;
}

interface Options {
  seeds: Iterable<number>;
  kind?: Kind;
  /** A walk without the other steps. */
  keep?: readonly number[];
  /** One that is started already, and is not ended. */
  walker?: Walker;
  /** Of those in `planted.ts`. */
  bug?: string;
  onFound?: (found: Found) => void;
  /** So many failures are enough. */
  most?: number;
}

/** What kind of promise it is. */
const promiseOf = (violation: string | undefined): string => violation?.split(":")[0] ?? "";

/** What else it takes for a walk to be of no use: it has not ended. */
const broken = (message: string): string[] => [`broken: ${message}`];

export const walkAll = async ({
  seeds,
  keep,
  onFound,
  most = Infinity,
  walker: given,
  bug,
  kind = "accounts",
}: Options): Promise<Campaign> => {
  const campaign: Campaign = {
    ...{ seeds: 0, messages: 0, requests: 0, virtualMs: 0, cpuMs: 0 },
    ...{ found: [], digests: new Map() },
  };
  let walker = given;
  const violationsOf = async (seed: number, kept: readonly number[] | undefined): Promise<string[]> => {
    walker ??= await startWalker();
    const answer = await walker.walk({
      ...{ seed, kind },
      ...(kept !== undefined && { keep: kept }),
      ...(bug !== undefined && { bug }),
    });
    if (answer.kind === "broken") {
      walker.end();
      walker = undefined; // the next one begins in a new process
      return broken(answer.message);
    }
    campaign.messages += answer.messages;
    campaign.requests += answer.requests;
    campaign.virtualMs += answer.virtualMs;
    campaign.cpuMs += answer.cpuMs;
    if (kept === keep) campaign.digests.set(seed, answer.digest);
    return answer.violations;
  };
  try {
    for (const seed of seeds) {
      campaign.seeds += 1;
      const violations = await violationsOf(seed, keep);
      if (violations.length === 0) continue;
      const all = keep ?? planOf(seed, kind).steps.map((_, index) => index);
      const promise = promiseOf(violations[0]);
      const isSeen = async (fewer: readonly number[]): Promise<boolean> =>
        promiseOf((await violationsOf(seed, fewer))[0]) === promise;
      const least = await shrink(all, isSeen);
      const again = await violationsOf(seed, least);
      // One that is not seen again was seen all the same.
      const found = { seed, kind, violations: again.length > 0 ? again : violations, keep: least };
      campaign.found.push(found);
      onFound?.(found);
      if (campaign.found.length >= most) break;
    }
  } finally {
    if (walker !== given) walker?.end();
  }
  return campaign;
};

/** How it is played again. */
export const replayOf = ({ seed, kind, keep }: Found): string =>
  `npm run soak -- walk ${kind === "instances" ? "instances " : ""}1 ${seed} ${keep.join(",")}`;

/** What a failed walk prints. */
export const shownFound = (found: Found): string[] => {
  const { seed, kind, violations, keep } = found;
  const { steps, ...plan } = planOf(seed, kind);
  return [
    `NOT KEPT: seed ${seed}`,
    ...violations.slice(0, 6).map((text) => `  ${text}`),
    `  with ${JSON.stringify(plan)}, least history:`,
    ...keep.flatMap((index) => {
      const step = steps[index];
      return step === undefined ? [] : [`  ${String(index).padStart(3)} ${shownStep(step)}`];
    }),
    `  Again: ${replayOf(found)}`,
  ];
};
