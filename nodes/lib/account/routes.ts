import { loadRegions } from "../facts/regions";
import type { AccountContext } from "./account-context";
import { serveLookups } from "./lookup-route";
import { servePermissions } from "./permissions-route";
import { createRoutes } from "./route";
import { serveSignIn } from "./sign-in-routes";
import { serveTest } from "./test-route";

/** All that the editor asks the account for. Nothing of a secret is ever in an answer. */
export const serveAccount = (door: AccountContext): void => {
  const routes = createRoutes(door.RED);
  routes.read("/regions", () => loadRegions().map(({ name, domain }) => ({ name, domain })));
  serveTest(door, routes);
  serveSignIn(door, routes);
  serveLookups(door, routes);
  servePermissions(door, routes);
};
