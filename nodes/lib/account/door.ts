import type { NodeAPI } from "node-red";
import type { Composition } from "../platform/compose";
import type { AccountSettings, Credentials } from "../platform/auth/settings";
import type { SignIns } from "../platform/auth/sign-ins";
import type { Clock } from "../platform/types";

/** What the account lends to its routes. */
export interface Door {
  RED: NodeAPI;
  clock: Clock;
  signIns: SignIns;
  /** What a deployed account has put together. @throws GenesysError `config` where its settings will not do. */
  deployed: (id: string) => Composition | undefined;
  /** The same for the values of a form; whoever asks for it closes it. */
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
