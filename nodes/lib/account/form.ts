import { z } from "zod";
import { loadRegions } from "../facts/regions";
import { validateOptions, withoutBlanks } from "../node/validate";
import { configError } from "../platform/hosts";
import { accountSettings, fixedHosts, type AccountSettings, type Credentials } from "../platform/settings";
import type { Door, FormAccount } from "./door";

/** What the editor shows in the place of a secret that it does not know. */
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
 *
 * @throws GenesysError `config` naming the field.
 */
export const readForm = (door: Door, id: string, body: unknown): FormAccount => {
  const given = validateOptions(form, typeof body === "object" && body !== null ? { ...body } : {});
  const settings = settingsOf(door, given);
  const isSame = isDeployedHost(door, id, settings);
  const stored = (door.RED.nodes.getCredentials(id) ?? {}) as Credentials;
  const clientId = given.clientId ?? (isSame ? stored.clientId : undefined) ?? "";
  const credentials: Credentials = { clientId: fromEnv(door, clientId) };
  for (const secret of SECRETS) {
    const typed = given[secret];
    const isStored = typed === undefined || typed === UNTOUCHED;
    const value = isStored ? stored[secret] : typed;
    if (value === undefined || value === "") continue;
    if (isStored && !isSame) {
      if (typed === UNTOUCHED) throw elsewhere(secret);
      continue;
    }
    if (isEnv(value) && !isSame && !isPlatform(settings)) throw unknownHost(secret);
    credentials[secret] = fromEnv(door, value);
  }
  return { settings, credentials };
};

const settingsOf = (door: Door, given: Form): AccountSettings => {
  const { region, apiUrl, loginUrl, grant, redirectUri } = given;
  const hosts = { region: region ?? "", apiUrl: apiUrl ?? "", loginUrl: loginUrl ?? "" };
  const resolved = Object.fromEntries(
    Object.entries(hosts).map(([name, value]) => [name, fromEnv(door, value)]),
  );
  const settings = validateOptions(accountSettings, withoutBlanks({ ...resolved, grant, redirectUri }));
  try {
    fixedHosts(settings);
  } catch (error) {
    // What the environment holds is not repeated.
    if (!Object.values(hosts).some(isEnv)) throw error;
    throw configError("region", "The environment variable that the account's host comes from holds no host.");
  }
  return settings;
};

const isEnv = (value: string): boolean => /^\$\{[^}]+\}$/.test(value.trim());

const fromEnv = ({ RED }: Door, value: string): string => {
  if (!isEnv(value)) return value;
  const found: unknown = RED.util.evaluateNodeProperty(value.trim(), "env", {} as never, {});
  return typeof found === "string" ? found : "";
};

const hostsOf = (settings: AccountSettings): string => JSON.stringify(fixedHosts(settings) ?? "simulator");

const isDeployedHost = (door: Door, id: string, settings: AccountSettings): boolean => {
  try {
    const deployed = door.deployed(id);
    return deployed !== undefined && hostsOf(deployed.settings) === hostsOf(settings);
  } catch {
    return false; // deployed with settings that will not do: it has no host
  }
};

/** Is that what is deployed, so that the deployed account's own client can answer? */
export const isAsDeployed = (door: Door, id: string, { settings, credentials }: FormAccount): boolean => {
  if (!isDeployedHost(door, id, settings)) return false;
  const stored = (door.RED.nodes.getCredentials(id) ?? {}) as Credentials;
  const isStored = (name: "clientId" | (typeof SECRETS)[number]): boolean =>
    fromEnv(door, stored[name] ?? "") === (credentials[name] ?? "");
  return (
    door.deployed(id)?.settings.grant === settings.grant &&
    isStored("clientId") &&
    SECRETS.every((secret) => isStored(secret))
  );
};

const isPlatform = ({ region }: AccountSettings): boolean =>
  region === "simulator" || loadRegions().some(({ domain }) => domain === region);

const elsewhere = (secret: string) =>
  configError(
    secret,
    "The stored secret is sent to the deployed account's own host only. Enter the secret again to try another host or region.",
  );

const unknownHost = (secret: string) =>
  configError(
    secret,
    "A secret from the environment is tried only with the regions of Genesys Cloud. Deploy the account to use it elsewhere.",
  );
