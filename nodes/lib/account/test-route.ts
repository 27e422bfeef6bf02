import { readIdentity } from "../platform/api/identity";
import type { AccountContext } from "./account-context";
import { readForm } from "./form";
import { readLacks } from "./lacks";
import { idOf, type Routes } from "../node/dialog-routes";

/**
 * Tests the values of a form: which client or user the account would be, and what the deployed nodes need that it lacks. It
 * requests one token of the client.
 */
export const serveTest = (context: AccountContext, routes: Routes): void =>
  routes.write("/account/:id/test", async (request) => {
    const id = idOf(request);
    let lifeSeconds: number | undefined;
    const tried = context.compose(id, readForm(context, id, request.body), ({ lifetimeMs }) => {
      lifeSeconds = lifetimeMs === undefined ? undefined : Math.round(lifetimeMs / 1000);
    });
    try {
      const options = { deadline: context.clock.now() + 20_000 };
      const { identity, actor } = await readIdentity(tried.client(), options);
      const lacks = await readLacks(context, id, tried.client(), actor, options);
      return { ok: true, ...identity, lifeSeconds, ...lacks };
    } finally {
      await tried.close();
    }
  });
