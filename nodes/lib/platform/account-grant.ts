import type { GenesysError } from "./errors";
import { clientCredentials, fixedToken, type Exchanger, type TokenEndpoint } from "./grants";
import { configError } from "./hosts";
import { clientOf, fixedHosts, type AccountSettings, type Credentials } from "./settings";
import { nobodySignedIn, refreshSignIn } from "./sign-in";
import type { SignInOwner } from "./signed-in";
import type { SignIns } from "./sign-ins";

export interface GrantParts {
  settings: AccountSettings;
  credentials: Credentials;
  /** Who has signed in, for the grant that wants a user. */
  signIn?: { accountId: string; signIns: SignIns };
}

/** The grant of the account with its credentials. @throws GenesysError `config` naming the credential that is missing. */
export const exchangerOf = (
  { settings, credentials, signIn }: GrantParts,
  endpoint: TokenEndpoint,
): Exchanger => {
  const { clientId, clientSecret } = clientOf(settings, credentials);
  const { accessToken = "" } = credentials;
  switch (settings.grant) {
    case "client-credentials":
      if (clientId === "") throw missing("clientId", "client id");
      if (clientSecret === "") throw missing("clientSecret", "client secret");
      return clientCredentials(endpoint, { clientId, clientSecret });
    case "access-token":
      if (accessToken === "") throw missing("accessToken", "access token");
      return fixedToken(accessToken);
    case "authorization-code": {
      if (clientId === "") throw missing("clientId", "client id");
      if (signIn === undefined) throw nobodySignedIn();
      const owner = signInOwner(settings, credentials);
      let last: string | undefined;
      // Not ended by closing: the answer holds the only refresh token that is good from then on.
      return async () => {
        const token = await signIn.signIns.renew(signIn.accountId, owner, last, (refreshToken) =>
          refreshSignIn(endpoint, { clientId, clientSecret }, refreshToken),
        );
        last = token.accessToken;
        return token;
      };
    }
  }
};

/** For whom a sign-in to an account so set counts. */
export const signInOwner = (settings: AccountSettings, credentials: Credentials): SignInOwner => ({
  clientId: clientOf(settings, credentials).clientId,
  host: hostOf(settings),
});

/** Hosts of one's own count as a pair: a token is sent to the other one too. */
const hostOf = (settings: AccountSettings): string => {
  const hosts = fixedHosts(settings);
  if (hosts === undefined) return settings.region;
  return settings.region === "custom" ? `${hosts.loginUrl} ${hosts.apiUrl}` : hosts.loginUrl;
};

const missing = (field: string, name: string): GenesysError =>
  configError(
    field,
    `The account has no ${name}. Credentials are not part of an imported flow; enter them again.`,
  );
