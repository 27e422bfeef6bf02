import { loadRegions } from "../facts/regions";
import type { AccountContext } from "./account-context";
import { serveCaptures } from "./capture-routes";
import { serveLookups } from "./lookup-route";
import { servePermissions } from "./permissions-route";
import { createRoutes } from "../node/dialog-routes";
import { serveSignIn } from "./sign-in-routes";
import { serveTest } from "./test-route";

/** All requests that the editor sends to the account. No response ever has anything of a secret. */
export const serveAccount = (context: AccountContext): void => {
  const routes = createRoutes(context.RED);
  routes.read("/regions", () => loadRegions().map(({ name, domain }) => ({ name, domain })));
  serveTest(context, routes);
  serveSignIn(context, routes);
  serveLookups(context, routes);
  servePermissions(context, routes);
  serveCaptures(context, routes);
};
