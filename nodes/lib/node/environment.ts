import { configError } from "../platform/hosts";

/** Node-RED leaves `${NAME}` as it stands where there is no such variable: its name, if a setting is just that. */
const unsetVariable = (setting: unknown): string | undefined =>
  typeof setting === "string" ? /^\$\{(\S+)\}$/.exec(setting)?.[1] : undefined;

/** What is to be said of a setting that names a variable which is not set; `undefined` of any other. */
export const unsetComplaint = (setting: unknown): string | undefined => {
  const name = unsetVariable(setting);
  return name === undefined ? undefined : `names the environment variable ${name}, which is not set`;
};

const USED: Readonly<Record<string, readonly string[]>> = {
  "client-credentials": ["clientId", "clientSecret"],
  "authorization-code": ["clientId", "clientSecret"],
  "access-token": ["accessToken"],
};

/** @throws GenesysError `config` where a credential that the grant uses names a variable which is not set. */
export const refuseUnset = (grant: string, credentials: Readonly<Record<string, unknown>>): void => {
  for (const field of USED[grant] ?? []) {
    const complaint = unsetComplaint(credentials[field]);
    if (complaint !== undefined) throw configError(field, `The account's ${field} ${complaint}.`);
  }
};
