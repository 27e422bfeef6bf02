import { ownerHash } from "../backplane/sealing";
import { signInOwner, type GrantParts } from "./account-grant";
import { clientOf } from "./settings";

/**
 * Which accounts act as one: those with one OAuth client at one host, since they have one token and one rate limit. Of
 * signed-in users each account is one by itself. The secret is what all of them have.
 */
export const backplaneOwner = ({
  settings,
  credentials,
  signIn,
}: GrantParts): { owner: string; secret: string | undefined } => {
  const { clientId, host } = signInOwner(settings, credentials);
  const { clientSecret } = clientOf(settings, credentials);
  const { grant } = settings;
  const token = credentials.accessToken ?? "";
  const more = grant === "authorization-code" ? [signIn?.accountId ?? ""] : [];
  const owner =
    grant === "access-token" ? ownerHash(grant, host, token) : ownerHash(grant, host, clientId, ...more);
  const secret = grant === "access-token" ? token : clientSecret;
  return { owner, secret: secret === "" ? undefined : secret };
};
