import type { Operation } from "../../facts/operations";
import { refusal } from "./errors";
import { spend } from "../store/rate";
import { checkBody } from "./schema";
import type { Store } from "../store/store";
import { divisionsOfId } from "../store/divisions";
import { bearerOf, type Bearer } from "../store/tokens";
import { missingPermissions } from "./permissions";
import { scopesFor } from "./scopes";

/** What every request of the API passes before its handler, in the platform's order. */

export interface Incoming {
  operation: Operation;
  /** The parameters of the path. */
  params: Readonly<Record<string, string>>;
  authorization: string | undefined;
  contentType: string | undefined;
  /** The body as it came; undefined where it is larger than the limit. */
  raw: Buffer | undefined;
}

const authenticate = (store: Store, authorization: string | undefined): Bearer => {
  const value = /^bearer\s+(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  if (value === undefined) throw refusal("authentication.required");
  const bearer = bearerOf(store, value);
  if (!bearer) throw refusal("bad.credentials");
  return bearer;
};

const limit = (store: Store, { token }: Bearer): void => {
  const rate = spend(store, token);
  if (!rate.exceeded) return;
  const key =
    token.userId === undefined ? "client.credentials.token.rate.per.minute" : "token.rate.per.minute";
  throw refusal(
    "too.many.requests.retry.after",
    { seconds: rate.resetSeconds },
    {
      headers: { "Retry-After": String(rate.resetSeconds) },
      limit: { key, namespace: "platform.api", value: rate.allowed },
    },
  );
};

const checkSize = (store: Store, { raw }: Incoming): void => {
  if (raw === undefined) throw refusal("request.entity.too.large", { bytes: store.settings.maxBodyBytes });
};

const checkContentType = ({ operation, raw, contentType }: Incoming): void => {
  if (!operation.body || !raw || raw.length === 0) return;
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? "")) throw refusal("unsupported.media.type");
};

const checkUser = ({ operation }: Incoming, { user }: Bearer): void => {
  if (operation.needsUser && !user) throw refusal("not.a.user");
};

/** Scopes restrict what users have granted to a client, not what a client may do for itself. */
const checkScopes = ({ settings }: Store, { operation }: Incoming, { user, token }: Bearer): void => {
  if (!settings.scopesEnforced || !user) return;
  const wanted = scopesFor(operation);
  if (wanted === undefined || wanted.some((scope) => token.scopes.includes(scope))) return;
  throw refusal("not.authorized", {}, { hint: `The token lacks the scope ${wanted.join(" or ")}.` });
};

/** The divisions of what the path is about: the first of a conversation, a queue or a user in it. */
const divisionsMeant = (store: Store, { params }: Incoming): readonly string[] | undefined => {
  const about = Object.entries(params).find(([name]) => /^(conversation|queue|user)Id$/.test(name));
  return about && divisionsOfId(store, about[1]);
};

/** A permission in another division is as good as none. */
const checkPermissions = (store: Store, incoming: Incoming, bearer: Bearer): void => {
  const { operation } = incoming;
  const missing = missingPermissions(operation, bearer, divisionsMeant(store, incoming)).join(", ");
  if (missing === "") return;
  throw refusal(operation.permissions?.type === "ALL" ? "missing.permissions" : "missing.any.permissions", {
    permissions: missing,
  });
};

const parse = ({ operation, raw }: Incoming): unknown => {
  if (!operation.body || !raw || raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString("utf8")) as unknown;
  } catch {
    throw refusal("bad.request");
  }
};

/** 401, 429, 413 and 415, not.a.user, 403, 400. What comes after them (501, 404, state) is the routes'. */
export const passGates = (store: Store, incoming: Incoming): { bearer: Bearer; body: unknown } => {
  const bearer = authenticate(store, incoming.authorization);
  limit(store, bearer);
  checkSize(store, incoming);
  checkContentType(incoming);
  checkUser(incoming, bearer);
  checkScopes(store, incoming, bearer);
  checkPermissions(store, incoming, bearer);
  const body = parse(incoming);
  checkBody(incoming.operation, body, store.settings);
  return { bearer, body };
};
