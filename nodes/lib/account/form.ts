import { z } from "zod";
import { loadRegions } from "../facts/regions";
import { isVariable, variableOf } from "../node/environment";
import { validateOptions } from "../node/validate";
import { configError } from "../platform/errors/errors";
import { fixedHosts, type AccountSettings, type Credentials } from "../platform/auth/settings";
import type { AccountContext, FormAccount } from "./account-context";
import { accountOptions } from "./options";

/** What the editor shows in the place of a secret that it does not have. */
const UNTOUCHED = "__PWRD__";

const field = z.string().max(4_000).optional();
const form = z.object({
  region: field,
  apiUrl: field,
  loginUrl: field,
  grant: field,
  redirectUri: field,
  clientId: field,
  clientSecret: field,
  accessToken: field,
});
type Form = z.output<typeof form>;

const SECRETS = ["clientSecret", "accessToken"] as const;

/**
 * The account that a form describes, before it is deployed. A secret that was left as it is comes from the deployed
 * account, and goes to no other host than that one's; what the environment holds goes to the hosts of Genesys Cloud too.
 * A user who may only edit accounts learns nothing of the environment: a value that a response would show must be deployed.
 *
 * @throws GenesysError `config` naming the field.
 */
export const readForm = (context: AccountContext, id: string, body: unknown): FormAccount => {
  const given = validateOptions(form, typeof body === "object" && body !== null ? { ...body } : {});
  const settings = settingsOf(context, id, given);
  const isSame = isDeployedHost(context, id, settings);
  // The environment's values go nowhere else.
  const isTrusted = isSame || isPlatform(settings);
  const hosts = [given.region, given.apiUrl, given.loginUrl];
  if (!isTrusted && hosts.some((host) => isVariable(host ?? ""))) throw undeployed("region");
  const stored = (context.RED.nodes.getCredentials(id) ?? {}) as Credentials;
  const clientId = given.clientId ?? (isSame ? stored.clientId : undefined) ?? "";
  if (!isTrusted && isVariable(clientId)) throw undeployed("clientId");
  const credentials: Credentials = { clientId: fromEnv(context, id, clientId) };
  for (const secret of SECRETS) {
    const typed = given[secret];
    const isStored = typed === undefined || typed === UNTOUCHED;
    const value = isStored ? stored[secret] : typed;
    if (value === undefined || value === "") continue;
    if (isStored && !isSame) {
      if (typed === UNTOUCHED) throw elsewhere(secret);
      continue;
    }
    if (!isTrusted && isVariable(value)) throw unknownHost(secret);
    credentials[secret] = fromEnv(context, id, value);
  }
  return { settings, credentials };
};

/**
 * The same for a sign-in, whose address contains the client's id and the redirect URI.
 * @throws GenesysError `config` where they come from the environment and are not deployed so.
 */
export const readSignInForm = (context: AccountContext, id: string, body: object): FormAccount => {
  const wanted = readForm(context, id, { ...body, grant: "authorization-code" });
  const { clientId, redirectUri } = body as Partial<Record<string, unknown>>;
  const stored = (context.RED.nodes.getCredentials(id) ?? {}) as Credentials;
  if (typeof clientId === "string" && isVariable(clientId) && clientId.trim() !== stored.clientId?.trim())
    throw undeployed("clientId");
  const isOwn = wanted.settings.redirectUri === deployedSettings(context, id)?.redirectUri;
  if (typeof redirectUri === "string" && isVariable(redirectUri) && !isOwn) throw undeployed("redirectUri");
  return wanted;
};

const settingsOf = (context: AccountContext, id: string, given: Form): AccountSettings => {
  const { region, apiUrl, loginUrl, grant, redirectUri } = given;
  const hosts = { region: region ?? "", apiUrl: apiUrl ?? "", loginUrl: loginUrl ?? "" };
  const resolved = Object.fromEntries(
    Object.entries({ ...hosts, redirectUri: redirectUri ?? "" }).map(([name, value]) => [
      name,
      fromEnv(context, id, value),
    ]),
  );
  const settings = accountOptions({ ...resolved, grant });
  try {
    fixedHosts(settings);
  } catch (error) {
    // What the environment holds is not repeated.
    if (!Object.values(hosts).some(isVariable)) throw error;
    throw configError(
      "region",
      "The environment variable for the account's host does not contain a host. Correct it.",
    );
  }
  return settings;
};

const fromEnv = ({ RED }: AccountContext, id: string, value: string): string => variableOf(RED, id, value);

const hostsOf = (settings: AccountSettings): string => JSON.stringify(fixedHosts(settings) ?? "simulator");

const deployedSettings = (context: AccountContext, id: string): AccountSettings | undefined => {
  try {
    return context.deployed(id)?.settings;
  } catch {
    return undefined; // deployed with settings that are not usable: it has no host
  }
};

const isDeployedHost = (context: AccountContext, id: string, settings: AccountSettings): boolean => {
  const deployed = deployedSettings(context, id);
  return deployed !== undefined && hostsOf(deployed) === hostsOf(settings);
};

/** Is that what is deployed, so that the deployed account's own client can be used? */
export const isAsDeployed = (
  context: AccountContext,
  id: string,
  { settings, credentials }: FormAccount,
): boolean => {
  if (!isDeployedHost(context, id, settings)) return false;
  const stored = (context.RED.nodes.getCredentials(id) ?? {}) as Credentials;
  const isStored = (name: "clientId" | (typeof SECRETS)[number]): boolean =>
    fromEnv(context, id, stored[name] ?? "") === (credentials[name] ?? "");
  return (
    context.deployed(id)?.settings.grant === settings.grant &&
    isStored("clientId") &&
    SECRETS.every((secret) => isStored(secret))
  );
};

const isPlatform = ({ region }: AccountSettings): boolean =>
  region === "simulator" || loadRegions().some(({ domain }) => domain === region);

const elsewhere = (secret: string) =>
  configError(
    secret,
    "The stored secret is sent only to the host of the deployed account. Enter the secret again to test another host or region.",
  );

const undeployed = (field: string) =>
  configError(
    field,
    "This field uses an environment variable, which is resolved only for a deployed account. Deploy the account first.",
  );

const unknownHost = (secret: string) =>
  configError(
    secret,
    "A secret from an environment variable is tested only with the regions of Genesys Cloud. Deploy the account to use another host.",
  );
