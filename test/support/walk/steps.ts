import type { Fault } from "../../../nodes/lib/simulator/http/faults";
import { between, oneOf, seeded, type Random } from "../kills/random";
import { MESSAGE_NODES, type NodeName } from "./flow";

/** A walk as data: what a seed makes of it. Steps name conversations by number, so that a walk without some of its steps is a walk. */

export type Step =
  /** A message for a node of one account or, at the same moment, of both. */
  | { do: "send"; to: NodeName; at: "A" | "B" | "both"; of: number; times: number }
  /** Something happens in the organisation. */
  | { do: "act"; name: string; of: number; details: Record<string, unknown> }
  /** The next requests, or those for one operation, meet a fault. */
  | { do: "fault"; operation?: string; fault: Fault; times: number }
  | { do: "deploy"; what: Deploy; of: number }
  | { do: "pass"; ms: number };

/** What a deploy changes. */
export type Deploy = "full" | "account" | "node" | "without B" | "with B";

export interface Plan {
  seed: number;
  /** Both accounts are those of one flow, in two instances. */
  areInstances: boolean;
  /** Both accounts have one backplane. */
  isShared: boolean;
  /** Errors leave by a separate output. */
  errorOutput: boolean;
  /** A window of the platform has room for so many requests. */
  requestsPerMinute: number;
  /** From a request that is accepted to its effect. */
  lagMs: number;
  steps: Step[];
}

/** By how often they happen. */
const ACTS: readonly [weight: number, name: string, details?: (random: Random) => Record<string, unknown>][] =
  [
    [6, "customerCalls", (random) => ({ queue: oneOf(random, ["Support", "Sales", "Service"]) })],
    [5, "customerWrites", (random) => ({ queue: "Support", channel: oneOf(random, ["sms", "open"]) })],
    [9, "agentAnswers"],
    [1, "agentDeclines"],
    [2, "agentHolds"],
    [2, "agentResumes"],
    [2, "agentTransfers", (random) => ({ queue: oneOf(random, ["Support", "Sales"]) })],
    [2, "agentHangsUp"],
    [2, "agentCompletes"],
    [3, "customerHangsUp"],
    [2, "agentWrapsUp"],
    [2, "customerWrites", () => ({ text: "Elm Street again", again: true })],
    [2, "agentWrites", () => ({ text: "Elm Street is fine" })],
    [1, "calleeAnswers"],
    [1, "calleeBusy"],
    [1, "customerLeaves"],
    [1, "agentConsults", () => ({ queue: "Sales" })],
    [1, "supervisorJoins", (random) => ({ mode: oneOf(random, ["monitor", "barge"]) })],
    [2, "dropSockets"],
    [1, "stallSockets"],
    [1, "closeSocketsForMaintenance"],
    [1, "evictChannels"],
    [1, "expireChannels"],
    [1, "expireTokens"],
    [1, "throttleTokens", (random) => ({ times: 1 + Math.floor(random() * 2) })],
    [2, "frameFault", (random) => frameFault(random)],
    [1, "limitRate", (random) => ({ allowed: Math.floor(between(random, 3, 40)), windowMs: 20_000 })],
    [1, "useByOthers", (random) => ({ count: Math.floor(between(random, 1, 60)) })],
  ];

const frameFault = (random: Random): Record<string, unknown> => ({
  kind: oneOf(random, ["duplicate", "delay", "reorder", "lose", "inconsistent"]),
  times: 1 + Math.floor(random() * 3),
  ms: Math.floor(between(random, 100, 4_000)),
});

const weighted = <T>(random: Random, all: readonly (readonly [number, T])[]): T => {
  let left = random() * all.reduce((sum, [weight]) => sum + weight, 0);
  return (all.find(([weight]) => (left -= weight) < 0) ?? all[0]!)[1];
};

const faultOf = (random: Random): Fault => {
  const late = random() < 0.4 ? { delayMs: Math.floor(between(random, 20, 8_000)) } : {};
  const fault = oneOf<Fault>(random, [
    { delayMs: Math.floor(between(random, 20, 14_000)) },
    { status: oneOf(random, [500, 502, 503, 504, 401, 403, 404, 409, 408]) },
    { retryAfter: oneOf(random, [1, 3, 10, 45, 400]) },
    { silence: true },
    { brokenBody: true },
    { html: true },
    { reset: true },
    { lostAnswer: true },
  ]);
  return { ...late, ...fault };
};

/** Operations that act, and some that all depend on. */
const STRUCK = [
  ...["postConversationsCallsUserUserId", "postConversationsMessagesAgentless"],
  ...["postConversationsMessageCommunicationMessages", "patchConversationParticipantAttributes"],
  ...["postConversationsCallbacks", "postConversationsMessageInboundOpenMessage"],
  ...["postConversationParticipantReplaceQueue", "postConversationsCallParticipantCommunicationWrapup"],
  ...["getConversation", "oauthToken", "postNotificationsChannels", "getUser"],
  ...["putNotificationsChannelSubscriptions", "patchConversationsCallParticipantUserUserId"],
] as const;

const DEPLOYS: readonly (readonly [number, Deploy])[] = [
  [2, "full"],
  [2, "account"],
  [3, "node"],
  [1, "without B"],
  [1, "with B"],
];

const makers: readonly (readonly [number, (random: Random) => Step])[] = [
  [
    12,
    (random) => ({
      do: "send",
      to: oneOf(random, MESSAGE_NODES),
      at: weighted(random, [
        [4, "A"],
        [2, "B"],
        [2, "both"],
      ]),
      of: Math.floor(random() * 8),
      times: random() < 0.2 ? 2 + Math.floor(random() * 3) : 1,
    }),
  ],
  [
    10,
    (random) => {
      const [name, details] = weighted(
        random,
        ACTS.map(([weight, ...act]) => [weight, act] as const),
      );
      return { do: "act", name, of: Math.floor(random() * 8), details: details?.(random) ?? {} };
    },
  ],
  [
    5,
    (random) => {
      const operation = random() < 0.6 ? { operation: oneOf(random, STRUCK) } : {};
      return { do: "fault", ...operation, fault: faultOf(random), times: random() < 0.3 ? 2 : 1 };
    },
  ],
  [1.5, (random) => ({ do: "deploy", what: weighted(random, DEPLOYS), of: Math.floor(random() * 30) })],
  [
    5,
    (random) => ({
      do: "pass",
      ms: Math.floor(oneOf(random, [30, 300, 1_500, 6_000, 20_000, 70_000]) * random()),
    }),
  ],
];

/** Two accounts of one flow, or two instances of one flow. */
export type Kind = "accounts" | "instances";

/** The same walk for the same seed. */
export const planOf = (seed: number, kind: Kind = "accounts"): Plan => {
  const random = seeded(seed * 7919 + 17);
  const count = 6 + Math.floor(random() * 18);
  const areInstances = kind === "instances";
  return {
    seed,
    areInstances,
    isShared: random() < 0.4 || areInstances,
    errorOutput: random() < 0.3,
    requestsPerMinute: oneOf(random, [300, 300, 300, 12]),
    lagMs: oneOf(random, [0, 200, 200, 2_000]),
    steps: Array.from({ length: count }, () => weighted(random, makers)(random)),
  };
};

/** In one line. */
export const shownStep = (step: Step): string => {
  const { do: what, ...rest } = step;
  return `${what} ${JSON.stringify(rest)}`;
};
