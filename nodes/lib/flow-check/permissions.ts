import { needsOf } from "../platform/plan/needs";
import type { Planner } from "../platform/plan/planner";
import { grantOf } from "./accounts";
import { labelOf, type Flow } from "./flow";
import type { FactsOf, FlowNode } from "./types";

/** What an administrator grants to the client or the user of one account. */
export interface AccountPermissions {
  /** The id of the account's node; none where the nodes do not name one. */
  account: string | undefined;
  /** How the account is called in a sentence. */
  label: string;
  /** Each of them is needed. */
  all: string[];
  /** One of each list is needed. */
  anyOf: string[][];
  /** Ids of nodes whose operation only a message decides. */
  open: string[];
}

/** The permissions that the active nodes of a flow need, by account. */
export const permissionsOf = (flow: Flow, factsOf: FactsOf): AccountPermissions[] => {
  const byAccount = new Map<string | undefined, FlowNode[]>();
  const plans = new Map<string, Planner>();
  for (const node of flow.active) {
    const planner = factsOf(node.type)?.planner;
    if (planner === undefined) continue;
    plans.set(node.type, planner);
    const account = typeof node.account === "string" && node.account !== "" ? node.account : undefined;
    byAccount.set(account, [...(byAccount.get(account) ?? []), node]);
  }
  return [...byAccount].map(([account, nodes]) => {
    const [first] = nodes;
    const isUser = first !== undefined && grantOf(flow, first) === "authorization-code";
    const { needs, open } = needsOf(nodes, { kind: isUser ? "user" : "client" }, plans);
    const found = account === undefined ? undefined : flow.byId.get(account);
    return {
      account,
      label: found === undefined ? "no account of this file" : labelOf(found),
      all: needs.filter(({ any }) => !any).flatMap(({ permissions }) => permissions),
      anyOf: needs.filter(({ any }) => any).map(({ permissions }) => permissions),
      open,
    };
  });
};
