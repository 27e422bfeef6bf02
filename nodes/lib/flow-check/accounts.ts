import { isVariable } from "../node/environment";
import { fixedHosts, accountSettings } from "../platform/auth/settings";
import { isGenesysError } from "../platform/errors/errors";
import type { Grant } from "../platform/types";
import type { Flow } from "./flow";
import { worded, type Sentence } from "./sentences";
import type { Finding, FlowNode, NodeFacts } from "./types";

const isGiven = (value: unknown): value is string => typeof value === "string" && value !== "";

/** A property that names a config node of a type. */
const checkReference = (flow: Flow, node: FlowNode, property: string, type: string): Finding[] => {
  const id = node[property];
  const wrong = (sentence: Sentence): Finding[] => [
    { level: "error", property, ...worded(sentence, { property, type }) },
  ];
  if (!isGiven(id)) return wrong("noReference");
  if (isVariable(id)) return [];
  const found = flow.byId.get(id);
  if (found === undefined) return wrong("lostReference");
  if (found.type !== type) return wrong("otherReference");
  return found.d === true ? wrong("disabledReference") : [];
};

/** What the nodes of ours are not: they have no account. */
const WITHOUT_ACCOUNT: readonly string[] = ["genesys-account", "genesys-backplane"];

/** The account of a node, and the backplane of an account. */
export const checkReferences = (flow: Flow, node: FlowNode): Finding[] => {
  if (!WITHOUT_ACCOUNT.includes(node.type)) return checkReference(flow, node, "account", "genesys-account");
  return isGiven(node.backplane) ? checkReference(flow, node, "backplane", "genesys-backplane") : [];
};

/** A region or a custom host that cannot be used. */
export const checkHosts = (node: FlowNode): Finding[] => {
  const { region = "simulator", apiUrl, loginUrl } = node;
  const hosts = [region, apiUrl, loginUrl].filter(isGiven);
  if (node.type !== "genesys-account" || hosts.some(isVariable)) return [];
  const settings = accountSettings.safeParse({
    region,
    ...(isGiven(apiUrl) && { apiUrl }),
    ...(isGiven(loginUrl) && { loginUrl }),
  });
  if (!settings.success) return [];
  try {
    fixedHosts(settings.data);
    return [];
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    const message = hosts.reduce((text, host) => text.replaceAll(`"${host}"`, "The value"), error.message);
    return [{ level: "error", property: String(error.cause.field ?? "region"), message }];
  }
};

const isGrant = (value: unknown): value is Grant =>
  value === "client-credentials" || value === "authorization-code" || value === "access-token";

/** The grant of a node's account, where the file says it. */
export const grantOf = (flow: Flow, { account }: FlowNode): Grant | undefined => {
  const found = isGiven(account) ? flow.byId.get(account) : undefined;
  if (found?.type !== "genesys-account") return undefined;
  const { grant = "client-credentials" } = found;
  return isGrant(grant) ? grant : undefined;
};

/** A node that needs a signed-in user, with an account that has none. */
export const checkGrant = (flow: Flow, node: FlowNode, { planner }: NodeFacts): Finding[] => {
  const refusal = planner?.({ ...node }, grantOf(flow, node)).refusal();
  if (refusal === undefined) return [];
  const { operation, onBehalf, input } = refusal;
  const instead = input === undefined ? "" : ` Or set "${input}": the node then acts on behalf of that user.`;
  const other = onBehalf === undefined || input !== undefined ? "" : ` Or use ${onBehalf}.`;
  return [
    { level: "error", property: "account", ...worded("needsUser", { operation }, `${instead}${other}`) },
  ];
};
