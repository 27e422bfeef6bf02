import type { NodeAPI } from "node-red";
import type { Credentials } from "../platform/auth/settings";
import type { Clock } from "../platform/types";

/**
 * An organisation that Node-RED's settings give to all accounts, as `genesysAccountOrg`: that of a flow test. Whatever region and
 * credentials an account has, it uses this one. Only who writes the settings of a Node-RED can do so.
 */
interface GivenOrg {
  clock: Clock;
  url: () => string;
  /** The OAuth client of an account, whose secret is its id; `undefined`: the usual one of its grant. */
  clientOf: (accountId: string) => string | undefined;
}

interface Config {
  id: string;
  region?: string;
  grant?: string;
  backplane?: unknown;
}

/** What an account is to be made of: what is stored, or what the settings say. */
export const withGivenOrg = <T extends Config>(
  { settings }: NodeAPI,
  stored: T,
  credentials: Credentials,
  accountId: string,
) => {
  const { genesysAccountOrg: given } = settings as { genesysAccountOrg?: GivenOrg };
  const isSimulated = (stored.region ?? "simulator") === "simulator";
  if (given === undefined) return { config: stored, credentials, isSimulated, given };
  const client = given.clientOf(accountId);
  // The user of a token is not known here; a user who signs in by itself is used.
  const grant = stored.grant === "access-token" ? { grant: "authorization-code" } : {};
  return {
    config: { ...stored, ...grant, region: "simulator", backplane: "" },
    credentials: client === undefined ? {} : { clientId: client, clientSecret: client },
    isSimulated: true,
    given: {
      clock: given.clock,
      open: () => Promise.resolve({ url: given.url(), close: () => Promise.resolve() }),
      leave: () => Promise.resolve(),
    },
  };
};
