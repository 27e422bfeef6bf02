import { readIdentity } from "../platform/api/identity";
import type { AccountContext } from "./account-context";
import { readForm } from "./form";
import { idOf, type Routes } from "./route";

/** Tests the values of a form: which client or user the account would be. It requests one token of the client. */
export const serveTest = (context: AccountContext, routes: Routes): void =>
  routes.write("/account/:id/test", async (request) => {
    const id = idOf(request);
    let lifeSeconds: number | undefined;
    const tried = context.compose(id, readForm(context, id, request.body), ({ lifetimeMs }) => {
      lifeSeconds = lifetimeMs === undefined ? undefined : Math.round(lifetimeMs / 1000);
    });
    try {
      const identity = await readIdentity(tried.client(), { deadline: context.clock.now() + 20_000 });
      return { ok: true, ...identity, lifeSeconds };
    } finally {
      await tried.close();
    }
  });
