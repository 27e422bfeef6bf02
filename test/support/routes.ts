import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import { PREFIX } from "../../nodes/lib/node/admin-routes";

/** Gives way to whatever is asked of it. */
const anything = (): unknown =>
  new Proxy(() => undefined, { get: (_, name) => (name === "parent" ? undefined : anything()) });

/**
 * What node modules open into Node-RED's admin API as they register and with the first request, each as `method path`; `use`, `all`
 * and the like too.
 */
export const registeredRoutes = (modules: readonly ((RED: NodeAPI) => void)[]): string[] => {
  const routes: string[] = [];
  const onFirstRequest: ((request: object, reply: object, next: () => void) => void)[] = [];
  const httpAdmin = new Proxy(
    {},
    {
      get: (_, method) => (path: unknown, handler: unknown) => {
        if (method === "use" && path === PREFIX) onFirstRequest.push(handler as never);
        routes.push(`${String(method)} ${typeof path === "function" ? "everywhere" : String(path)}`);
        return httpAdmin;
      },
    },
  );
  const red = { settings: {}, httpAdmin };
  const RED = new Proxy(red, { get: (own, name): unknown => Reflect.get(own, name) ?? anything() });
  for (const register of modules) register(RED as NodeAPI);
  for (const step of onFirstRequest) {
    let goesOn = false;
    step({}, {}, () => (goesOn = true)); // it responds to nothing
    assert.ok(goesOn);
  }
  return routes.filter((route) => route !== `use ${PREFIX}`).sort();
};
