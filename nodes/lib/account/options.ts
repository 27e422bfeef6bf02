import { validateOptions, withoutBlanks } from "../node/validate";
import { accountSettings, type AccountSettings } from "../platform/settings";

/**
 * The settings of an account. A region that is missing is that of a new account; one that was cleared, or that an
 * environment variable leaves empty, is a mistake: a flow for a real organisation must not run in the simulated one.
 *
 * @throws GenesysError `config` naming the option.
 */
export const accountOptions = ({
  region = "simulator",
  ...config
}: Record<string, unknown>): AccountSettings =>
  validateOptions(accountSettings, withoutBlanks({ region, ...config }));
