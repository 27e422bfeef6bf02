import type { OAuthClient, Token } from "../entities/org";
import type { Reply } from "../http/handler";
import type { Store } from "../store/store";
import { lifetimeOf } from "../store/tokens";

/** What the login host gives and takes; its errors have their own shape. */

export interface Exchange {
  store: Store;
  client: OAuthClient;
  /** Did the client prove itself with its secret? */
  proven: boolean;
  form: URLSearchParams;
}

export const oauthError = (status: number, error: string, description: string): Reply => ({
  status,
  body: { error, description, error_description: description },
});

export const tokenReply = (store: Store, client: OAuthClient, token: Token): Reply => ({
  status: 200,
  body: {
    access_token: token.value,
    token_type: "bearer",
    expires_in: lifetimeOf(store, client),
    ...(token.refreshToken === undefined ? {} : { refresh_token: token.refreshToken }),
  },
});
