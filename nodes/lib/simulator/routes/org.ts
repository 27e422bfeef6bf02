import { clientToWire, organizationToWire } from "../formatters/org";
import { sweepChannels } from "../notifications/channels";
import { empty, ok, type Handlers } from "../http/handler";

/** The org, its time, and the token that is shown. */

export const orgHandlers: Handlers = {
  getOrganizationsMe: ({ store }) => ok(organizationToWire(store.org.organization)),

  getTokensMe: ({ store, client, token, user }) => {
    const { id, name } = store.org.organization;
    return ok({
      organization: { id, name },
      homeOrganization: { id, name },
      authorizedScope: user ? token.scopes : ["everything"],
      OAuthClient: clientToWire(client, store.org.organization),
    });
  },

  headTokensMe: () => empty(200),

  deleteTokensMe: ({ store, token }) => {
    store.tokens.delete(token.value);
    sweepChannels(store);
    return empty(200);
  },
};
