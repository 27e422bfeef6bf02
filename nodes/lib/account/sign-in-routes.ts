import { createHash } from "node:crypto";
import { sharedParts } from "../node/runtime-state";
import { signInOwner } from "../platform/auth/account-grant";
import { createClosing } from "../platform/time/clock";
import { isGenesysError, configError } from "../platform/errors/errors";
import { clientOf } from "../platform/auth/settings";
import { authorizeUrl, checkedRedirectUri, endedSignIn, redeemCode } from "../platform/auth/sign-in";
import { createPendingSignIns } from "../platform/auth/pending-sign-ins";
import type { AccountContext, FormAccount } from "./account-context";
import { readSignInForm } from "./form";
import { idOf, type Routes } from "../node/dialog-routes";

/** `generation`: who was signed in when it began. */
type Needed = FormAccount & { redirectUri: string; generation: number };

/** A sign-out waits no longer than this for the platform. */
const REVOKE_MS = 5_000;

/** Sign in, show its state, sign out; and the one public page, for the browser that comes back. */
export const serveSignIn = (context: AccountContext, routes: Routes): void => {
  const { RED, signIns } = context;
  const pending = sharedParts(RED, "sign-ins in progress", () => createPendingSignIns<Needed>(context.clock));

  routes.write("/account/:id/sign-in", async (request) => {
    const id = idOf(request);
    const { settings, credentials } = readSignInForm(context, id, { ...(request.body as object) });
    const { clientId } = clientOf(settings, credentials);
    if (clientId === "") throw configError("clientId", "Enter the id of the OAuth client first.");
    const redirectUri = checkedRedirectUri(settings.redirectUri ?? "");
    if (settings.region === "simulator" && context.deployed(id) === undefined)
      throw configError(
        "region",
        "The simulated organisation of this account is not running. Deploy the account first.",
      );
    const tried = context.compose(id, { settings, credentials });
    const { loginUrl } = await tried.hosts().finally(() => tried.close());
    const { state, challenge } = pending.begin(id, {
      ...{ settings, credentials, redirectUri },
      generation: signIns.generation(id),
    });
    return { ok: true, url: authorizeUrl(loginUrl, { clientId, redirectUri, state, challenge }) };
  });

  routes.read("/account/:id/sign-in", (request) => pending.outcome(idOf(request)) ?? { kind: "none" });

  routes.read("/account/:id/signed-in", (request) => ({ signedIn: signIns.has(idOf(request)) }));

  routes.write("/account/:id/sign-out", async (request) => {
    const id = idOf(request);
    const giveUp = createClosing();
    const stopTimer = context.clock.after(REVOKE_MS, () => giveUp.abort());
    try {
      const deployed = context.deployed(id);
      if (deployed?.settings.grant === "authorization-code")
        await deployed
          .client()
          .request(
            { operation: "deleteTokensMe", method: "DELETE", path: "/api/v2/tokens/me", repeatable: true },
            { signal: giveUp.signal },
          );
    } catch (error) {
      if (!isGenesysError(error)) throw error; // a token that cannot be revoked is forgotten all the same
    } finally {
      stopTimer();
      signIns.signOut(id);
    }
    return { ok: true };
  });

  const finish = async ({ state, code, error, words }: Returned): Promise<boolean> => {
    const begun = pending.take(state);
    if (begun === undefined) return false;
    const { accountId, verifier } = begun;
    const { settings, credentials, redirectUri, generation } = begun.with;
    if (code === "") {
      pending.settle(accountId, state, { kind: "failed", reason: endedSignIn(error, words) });
      return false;
    }
    const tried = context.compose(accountId, { settings, credentials });
    try {
      const endpoint = { transport: tried.transport, hosts: tried.hosts };
      const client = clientOf(settings, credentials);
      const token = await redeemCode(endpoint, client, { code, verifier, redirectUri });
      if (!pending.isNewest(accountId, state) || signIns.generation(accountId) !== generation)
        throw overtaken();
      signIns.adopt(accountId, signInOwner(settings, credentials), token);
      pending.settle(accountId, state, { kind: "done" });
      return true;
    } catch (error) {
      const reason = isGenesysError(error) ? error.message : "Unexpected error. See the log of Node-RED.";
      if (!isGenesysError(error)) RED.log.error(`Genesys Cloud: ${String(error)}`);
      pending.settle(accountId, state, { kind: "failed", reason });
      return false;
    } finally {
      await tried.close();
    }
  };

  routes.open("/callback", (request, reply) => {
    finish(readReturned(request.query)).then(
      (isDone) =>
        void reply
          .status(isDone ? 200 : 400)
          .set(HEADERS)
          .send(isDone ? DONE : NOT_DONE),
      () => void reply.status(500).set(HEADERS).send(NOT_DONE),
    );
  });
};

/** Signed out, deleted, or signed in by another user, while the browser was away. */
const overtaken = () =>
  configError(
    "signIn",
    "This sign-in is no longer valid, because the account was signed out, deleted or signed in again in the meantime.",
  );

const text = (value: unknown): string => (typeof value === "string" ? value.slice(0, 4_000) : "");

/** What the browser brings back from the login host; what is missing is blank. */
const readReturned = ({ state, code, error, error_description: words }: Record<string, unknown>) => ({
  state: text(state),
  code: text(code),
  error: text(error),
  words: text(words),
});

type Returned = ReturnType<typeof readReturned>;

const STYLE =
  "body{font:16px/1.5 sans-serif;max-width:32em;margin:4em auto;padding:0 1em;color-scheme:light dark}";

/** The same for every browser: it contains nothing of the request. */
const page = (title: string, words: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><style>${STYLE}</style><h1>${title}</h1><p>${words}</p></html>`;

const DONE = page("Signed in", "You can close this window. The account's dialog in Node-RED is up to date.");
const NOT_DONE = page(
  "Not signed in",
  "This sign-in was refused, was already used, or is older than ten minutes. " +
    "See the account's dialog in Node-RED for the reason, and start again there.",
);

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer", // the address holds the code
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; frame-ancestors 'none'`,
};
