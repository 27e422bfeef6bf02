import type { NodeAPI } from "node-red";
import type * as checks from "../flow-check/check";
import type { createFactsOf } from "../flow-check/node-types";
import { worded } from "../flow-check/sentences";
import type { Finding, FlowNode } from "../flow-check/types";
import { accountOf, type AccountNode } from "../node/account";
import type { AccountState } from "../platform/types";

/** One thing that is wrong in the deployed flows. */
interface Issue extends Omit<Finding, "node"> {
  node?: { id: string; type: string; name: string };
}

/** More are not shown at once. */
const MOST = 200;

export interface Checks {
  checkFlow: typeof checks.checkFlow;
  factsOf: ReturnType<typeof createFactsOf>;
}

/** The states of an account that need an action of the user: each has a sentence. */
const TROUBLES = [
  ...(["noCredentials", "config", "signInAgain", "signInNotSaved"] as const),
  ...(["noBackplane", "backplaneAway"] as const),
] satisfies AccountState["kind"][];

/** What the accounts themselves report. */
const troublesOf = (RED: NodeAPI, nodes: readonly FlowNode[]): Finding[] =>
  nodes
    .filter(({ type, d }) => type === "genesys-account" && d !== true)
    .flatMap(({ id }): Finding[] => {
      try {
        const account = accountOf(RED, id);
        const kind = TROUBLES.find((one) => one === stateOf(account));
        const isWrong = kind === "noCredentials" || kind === "config";
        const level = isWrong ? ("error" as const) : ("warning" as const);
        return [
          ...(kind === undefined ? [] : [{ level, node: id, ...worded(`account.${kind}`) }]),
          ...refusedOf(account).map((said) => ({ level: "warning" as const, node: id, ...said })),
        ];
      } catch {
        return []; // no node uses it
      }
    });

/** The subscriptions that the platform refuses; it has said so, nothing is requested for this. */
const refusedOf = (account: AccountNode): ReturnType<typeof worded>[] =>
  (account.window?.().state().channel?.refused ?? []).map(({ topic, missingPermissions: [...missing] }) =>
    missing.length === 0
      ? worded("account.refused", { topic })
      : worded("account.refusedMissing", { topic, permissions: missing.join(", ") }),
  );

const stateOf = (account: AccountNode): AccountState["kind"] => {
  const reported: AccountState[] = [];
  account.watch((state) => void reported.push(state))(); // it reports the present one at once
  return reported[0]?.kind ?? "ready";
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The findings of the check of the deployed flows, with what the accounts report; the worst first. */
export const issuesOf = (RED: NodeAPI, { checkFlow, factsOf }: Checks): Issue[] => {
  const nodes: FlowNode[] = [];
  RED.nodes.eachNode((node) => void nodes.push(node as unknown as FlowNode));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const environment = new Map(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  const { findings } = checkFlow(nodes, factsOf, environment);
  const found = [...findings, ...troublesOf(RED, nodes)].filter(({ level }) => level !== "note");
  const rank = ({ level }: Finding): number => (level === "error" ? 0 : 1);
  return found
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, MOST)
    .map(({ node: id, ...finding }) => {
      const node = id === undefined ? undefined : byId.get(id);
      if (node === undefined) return finding;
      const { type, name, label } = node;
      return { ...finding, node: { id: node.id, type, name: textOf(name) || textOf(label) } };
    });
};
