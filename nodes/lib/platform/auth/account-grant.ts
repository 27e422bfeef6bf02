import { type GenesysError, configError } from "../errors/errors";
import { clientCredentials, fixedToken, type Exchanger, type TokenEndpoint } from "./grants";
import { clientOf, fixedHosts, type AccountSettings, type Credentials } from "./settings";
import { notSignedIn, refreshSignIn } from "./sign-in";
import { isSignedInByItself, simulatedUser } from "./simulated-user";
import type { SignInOwner } from "./signed-in";
import type { SignIns } from "./sign-ins";

export interface GrantParts {
  settings: AccountSettings;
  credentials: Credentials;
  /** The user who has signed in, for the grant that needs one. */
  signIn?: { accountId: string; signIns: SignIns };
}

const NAMES = { clientId: "client id", clientSecret: "client secret", accessToken: "access token" } as const;

/** The credential that the account's grant needs and that is not there. */
export const missingCredential = ({
  settings,
  credentials,
}: Pick<GrantParts, "settings" | "credentials">): keyof typeof NAMES | undefined => {
  const { clientId, clientSecret } = clientOf(settings, credentials);
  if (settings.grant === "access-token")
    return (credentials.accessToken ?? "") === "" ? "accessToken" : undefined;
  if (clientId === "") return "clientId";
  return settings.grant === "client-credentials" && clientSecret === "" ? "clientSecret" : undefined;
};

/** The grant of the account with its credentials. @throws GenesysError `config` naming the credential that is missing. */
export const exchangerOf = (
  { settings, credentials, signIn }: GrantParts,
  endpoint: TokenEndpoint,
): Exchanger => {
  const missing = missingCredential({ settings, credentials });
  if (missing !== undefined) throw withoutCredential(missing);
  const { clientId, clientSecret } = clientOf(settings, credentials);
  switch (settings.grant) {
    case "client-credentials":
      return clientCredentials(endpoint, { clientId, clientSecret });
    case "access-token":
      return fixedToken(credentials.accessToken ?? "");
    case "authorization-code": {
      if (signIn === undefined) throw notSignedIn();
      const owner = signInOwner(settings, credentials);
      const isByItself = isSignedInByItself(settings, credentials);
      let last: string | undefined;
      // Closing does not abort it: the response has the only refresh token that is valid from then on.
      return async (signal) => {
        if (isByItself && signIn.signIns.tokenOf(signIn.accountId, owner) === undefined)
          return simulatedUser(endpoint)(signal);
        const token = await signIn.signIns.renew(signIn.accountId, owner, last, (refreshToken) =>
          refreshSignIn(endpoint, { clientId, clientSecret }, refreshToken),
        );
        last = token.accessToken;
        return token;
      };
    }
  }
};

/** The owner of the sign-ins of an account with these settings. */
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

const withoutCredential = (field: keyof typeof NAMES): GenesysError =>
  configError(
    field,
    `The account has no ${NAMES[field]}. Credentials are not part of an imported flow. Enter them again.`,
  );
