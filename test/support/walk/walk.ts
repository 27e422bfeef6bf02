import { shrink } from "./shrink";
import { planOf, shownStep } from "./steps";
import { startWalker, type Walker } from "./walker";

/** Walks of many seeds. */

export interface Found {
  seed: number;
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
}

interface Options {
  seeds: Iterable<number>;
  /** A walk without the other steps. */
  keep?: readonly number[];
  /** One that is started already, and is not ended. */
  walker?: Walker;
  /** Of those in `planted.ts`. */
  bug?: string;
  onWalk?: (seed: number) => void;
  onFound?: (found: Found) => void;
  /** So many failures are enough. */
  most?: number;
}

/** What kind of promise it is. */
const kindOf = (violation: string | undefined): string => violation?.split(":")[0] ?? "";

/** What else it takes for a walk to be of no use: it has not ended. */
const broken = (message: string): string[] => [`broken: ${message}`];

export const walkAll = async ({
  seeds,
  keep,
  onWalk,
  onFound,
  most = Infinity,
  walker: given,
  bug,
}: Options): Promise<Campaign> => {
  const campaign: Campaign = { seeds: 0, messages: 0, requests: 0, virtualMs: 0, cpuMs: 0, found: [] };
  let walker = given;
  const violationsOf = async (seed: number, kept: readonly number[] | undefined): Promise<string[]> => {
    walker ??= await startWalker();
    const answer = await walker.walk({
      seed,
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
    return answer.violations;
  };
  try {
    for (const seed of seeds) {
      campaign.seeds += 1;
      onWalk?.(seed);
      const violations = await violationsOf(seed, keep);
      if (violations.length === 0) continue;
      const all = keep ?? planOf(seed).steps.map((_, index) => index);
      const kind = kindOf(violations[0]);
      const least = await shrink(all, async (fewer) => kindOf((await violationsOf(seed, fewer))[0]) === kind);
      const found = { seed, violations: await violationsOf(seed, least), keep: least };
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
export const replayOf = ({ seed, keep }: Found): string => `npm run soak -- walk 1 ${seed} ${keep.join(",")}`;

/** What a failed walk prints. */
export const shownFound = (found: Found): string[] => {
  const { seed, violations, keep } = found;
  const { steps, ...plan } = planOf(seed);
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
