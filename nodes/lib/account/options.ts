import { refuseUnset } from "../node/environment";
import { validateOptions, withoutBlanks } from "../node/validate";
import { missingCredential } from "../platform/auth/account-grant";
import { isGenesysError } from "../platform/errors/errors";
import {
  accountSettings,
  fixedHosts,
  type AccountSettings,
  type Credentials,
} from "../platform/auth/settings";
import type { AccountState } from "../platform/types";

type Config = Record<string, unknown>;

/**
 * The settings of an account. A region that is missing is that of a new account; one that was cleared, or that an
 * environment variable leaves empty, is a mistake: a flow for a real organisation must not run in the simulated one.
 *
 * @throws GenesysError `config` naming the option.
 */
export const accountOptions = ({ region = "simulator", ...config }: Config): AccountSettings =>
  validateOptions(accountSettings, withoutBlanks({ region, ...config }));

/** What an account is deployed with. @throws GenesysError `config` naming what cannot be used. */
export const deployedAccount = (config: Config, given: Credentials | undefined) => {
  const settings = accountOptions(config);
  const credentials = given ?? {};
  refuseUnset(settings.grant, { ...credentials });
  return { settings, credentials };
};

/** Why an account so deployed can make no request; undefined where it can, as far as its settings show. */
export const troubleOf = (config: Config, given: Credentials | undefined): AccountState | undefined => {
  try {
    const deployed = deployedAccount(config, given);
    fixedHosts(deployed.settings);
    return missingCredential(deployed) === undefined ? undefined : { kind: "noCredentials" };
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    return { kind: "config" };
  }
};
