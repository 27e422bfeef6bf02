import { readIdentity } from "../platform/api/identity";
import type { AccountContext } from "./account-context";
import { readForm } from "./form";
import { idOf, type Routes } from "./route";

/** Tries what a form holds: who the account would be. It uses up one token of the client. */
export const serveTest = (door: AccountContext, routes: Routes): void =>
  routes.write("/account/:id/test", async (asked) => {
    const id = idOf(asked);
    let lifeSeconds: number | undefined;
    const tried = door.compose(id, readForm(door, id, asked.body), ({ lifetimeMs }) => {
      lifeSeconds = lifetimeMs === undefined ? undefined : Math.round(lifetimeMs / 1000);
    });
    try {
      const identity = await readIdentity(tried.client(), { deadline: door.clock.now() + 20_000 });
      return { ok: true, ...identity, lifeSeconds };
    } finally {
      await tried.close();
    }
  });
