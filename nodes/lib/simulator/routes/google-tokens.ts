import { ref, time, without, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { entriesIn, entryOf, keep, shownEntry, writtenIn, type Register } from "../registers/register";
import { idOf } from "../store/ids";

/** The sign-in at Google behind its extension of open messaging. Its code is exchanged for a token, whose accounts are listed. */

const SCOPES = ["business.manage"];
const CLIENT = idOf("google client");

const TOKENS: Register = {
  name: "google token",
  path: "conversations/messaging/integrations/open/extensions/googlebusinessprofile/tokens",
  hidden: ["code", "redirectUri"],
  stamp: ({ store, user, token }) => ({
    clientId: CLIENT,
    scopes: SCOPES,
    dateCreated: time(store.clock.now()),
    createdBy: ref("users", user?.id) ?? { id: token.clientId },
  }),
};

const ACCOUNT = { id: idOf("google account"), name: "Simulated Org" };

/** A token is shown without its address. */
const shown = (entry: ReturnType<typeof entryOf>): Wire => without(shownEntry(TOKENS, entry), "selfUri");

/** An integration needs a token that exists, and an account of it. */
export const checkGoogle = ({ store }: Context, { token, account }: Wire): void => {
  const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });
  const idIn = (value: unknown): string => String((value as Wire | undefined)?.["id"]);
  if (token !== undefined && !entriesIn(store, TOKENS).has(idIn(token))) throw malformed("token.id");
  if (account !== undefined && idIn(account) !== ACCOUNT.id) throw malformed("account.id");
};

const STEM = "ConversationsMessagingIntegrationsOpenExtensionsGooglebusinessprofile";

export const googleTokenHandlers: Handlers = {
  [`get${STEM}OauthSettings`]: () => ok({ clientId: CLIENT, scopes: SCOPES }),
  [`post${STEM}Tokens`]: (context) =>
    ok(shown(keep(context, TOKENS, context.store.ids.next(TOKENS.name), writtenIn(context)))),
  [`get${STEM}Token`]: (context) => ok(shown(entryOf(context, TOKENS))),
  [`get${STEM}TokenAccounts`]: (context) => {
    entryOf(context, TOKENS);
    return ok({ entities: [ACCOUNT] });
  },
};
