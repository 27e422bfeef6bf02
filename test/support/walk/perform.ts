import { actByName } from "../../../nodes/lib/simulator/act/index";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { CALL } from "../seed";
import { idIn, sortOf, type StoredNode } from "./flow";
import type { Passage } from "./ledger";
import type { Step } from "./steps";
import type { WalkState } from "./walk-state";
import type { WalkNodeRed } from "./node-red";

/** Carries a step out. */

export interface Hands {
  red: WalkNodeRed;
  state: WalkState;
  /** As it was deployed last. */
  flow: StoredNode[];
  /** All of it. */
  whole: readonly StoredNode[];
  messages: number;
  run(ms: number): Promise<unknown>;
  deploy(flow: StoredNode[], type: "full" | "nodes"): Promise<void>;
}

type StepOf<K extends Step["do"]> = Extract<Step, { do: K }>;

const ADDRESSES = ["+15555550123", "+15555552777", "+15555552778"];

/** The conversations of a medium, or all. */
const conversations = ({ store }: Simulator, media: "calls" | "messages" | undefined): string[] => {
  const all = [...store.conversations.values()];
  const fitting = all.filter(({ participants }) =>
    participants.some(({ communications }) => communications.some((leg) => leg.media === media)),
  );
  return (fitting.length > 0 ? fitting : all).map(({ id }) => id);
};

const pick = <T>(all: readonly T[], of: number): T | undefined => all[of % Math.max(1, all.length)];

const aboutOf = ({ state }: Hands, sort: ReturnType<typeof sortOf>, of: number): string => {
  if (sort.of === "address") return pick(ADDRESSES, of) ?? "";
  if (sort.of === "none") return "";
  const media = sort.of === "call" ? "calls" : "messages";
  return pick(conversations(state.simulator, media), of) ?? CALL.conversationId;
};

const sendOne = (hands: Hands, { to, at, of }: StepOf<"send">): void => {
  const { red, state } = hands;
  const nth = (hands.messages += 1);
  const sort = sortOf(to);
  const about = aboutOf(hands, sort, of);
  const isBoth = at === "both";
  const accounts = isBoth ? ["A", "B"] : [at];
  const mark = `w${nth}w`;
  const msg = sort.msg(mark, nth, about);
  const nodes = accounts.flatMap((account) => {
    const nodeId = idIn(state.run, `${account}-${to}`);
    const node = red.headless.nodeById(nodeId);
    return node === undefined ? [] : [{ nodeId, node }];
  });
  state.marks.set(mark, { sent: nodes.length, isBoth });
  for (const { nodeId, node } of nodes) {
    const passage: Passage = {
      ...{
        nodeId,
        to,
        nth,
        about,
        at: state.now(),
        done: 0,
        outputs: 0,
        failures: 0,
        caught: 0,
        isClosed: false,
      },
    };
    state.ledger.passages.push(passage);
    node.receive({ ...structuredClone(msg), walk: nth });
  }
};

const act = ({ state }: Hands, { name, of, details }: StepOf<"act">): void => {
  const { simulator } = state;
  const { again, ...given } = details;
  const media = /Writes|customerLeaves/.test(name) ? "messages" : undefined;
  const begins = (name === "customerCalls" || name === "customerWrites") && again !== true;
  const known = media === undefined ? undefined : conversations(simulator, media);
  const conversationId = pick(known ?? [...simulator.store.conversations.keys()], of);
  try {
    actByName(simulator.act, name, { ...(!begins && { conversationId }), ...given });
  } catch {
    // It cannot happen now, such as an answer where nothing rings.
  }
};

/** A node that is deployed again with a change that means nothing. */
const renamed = (node: StoredNode): StoredNode => ({
  ...node,
  name: `${typeof node["name"] === "string" ? node["name"] : ""}.`,
});

/** The node that a deploy changes; no account. */
const nodeOf = ({ flow }: Hands, of: number): StoredNode | undefined =>
  pick(
    flow.filter(({ type }) => /^genesys-(?!account)/.test(type)),
    of,
  );

const changed = (hands: Hands, { what, of }: StepOf<"deploy">): StoredNode[] => {
  const { flow, whole, state } = hands;
  const one = (id: string) => flow.map((node) => (node.id === id ? renamed(node) : node));
  const isOfB = ({ id }: StoredNode): boolean => /-B(-|$)/.test(id);
  if (what === "account") return one(idIn(state.run, of % 2 === 0 ? "A" : "B"));
  if (what === "node") return one(nodeOf(hands, of)?.id ?? "");
  if (what === "without B") return flow.filter((node) => !isOfB(node));
  if (what === "with B") return [...flow.filter((node) => !isOfB(node)), ...whole.filter(isOfB)];
  return flow;
};

/** As the editor sends them: with credentials only where they are new. Otherwise each deploy would restart both accounts. */
const withoutKnownCredentials = ({ flow }: Hands, next: StoredNode[]): StoredNode[] => {
  const known = new Set(flow.map(({ id }) => id));
  return next.map((node) => {
    const { credentials: _known, ...rest } = node;
    return known.has(node.id) ? rest : node;
  });
};

/** Nothing can be said afterwards of events that are missing. */
const GAPS =
  /^(dropSockets|stallSockets|evictChannels|expireChannels|expireTokens|closeSocketsForMaintenance)$/;

const closesListener = (hands: Hands, { what, of }: StepOf<"deploy">): boolean =>
  what !== "node" || nodeOf(hands, of)?.type === "genesys-events";

const makesGap = (hands: Hands, step: Step): boolean =>
  (step.do === "deploy" && closesListener(hands, step)) ||
  (step.do === "act" &&
    (GAPS.test(step.name) || (step.name === "frameFault" && step.details["kind"] !== "duplicate")));

const losesFrames = ({ state: { plan } }: Hands, step: Step): boolean =>
  (step.do === "act" && step.details["kind"] === "lose") ||
  (step.do === "deploy" && / B$/.test(step.what) && !plan.areInstances);

export const perform = async (hands: Hands, step: Step): Promise<void> => {
  const { state } = hands;
  if (makesGap(hands, step)) state.hasGaps = true;
  if (losesFrames(hands, step)) state.hasLosses = true;
  if (step.do === "send") for (let count = 0; count < step.times; count += 1) sendOne(hands, step);
  else if (step.do === "act") act(hands, step);
  else if (step.do === "fault") {
    const { operation, fault, times } = step;
    state.simulator.faults.add({ ...(operation !== undefined && { match: { operation } }), fault, times });
  } else if (step.do === "deploy") {
    const next = withoutKnownCredentials(hands, changed(hands, step));
    await hands.deploy(next, step.what === "full" ? "full" : "nodes");
  } else await hands.run(step.ms);
  await hands.run(0);
};
