import type { NodeAPI } from "node-red";
import type { Composition } from "../platform/compose";
import type { AccountSettings, Credentials } from "../platform/auth/settings";
import type { SignIns } from "../platform/auth/sign-ins";
import type { Clock } from "../platform/types";

/** What the routes of the account need of it. */
export interface AccountContext {
  RED: NodeAPI;
  clock: Clock;
  signIns: SignIns;
  /** What a deployed account has put together. @throws GenesysError `config` where its settings are not usable. */
  deployed: (id: string) => Composition | undefined;
  /** The same for the values of a form. The caller closes it. */
  compose: (
    accountId: string,
    wanted: FormAccount,
    onToken?: (token: { lifetimeMs?: number | undefined }) => void,
  ) => Composition;
}

export interface FormAccount {
  settings: AccountSettings;
  credentials: Credentials;
}
