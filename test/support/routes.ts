import type { NodeAPI } from "node-red";

/** Gives way to whatever is asked of it. */
const anything = (): unknown =>
  new Proxy(() => undefined, { get: (_, name) => (name === "parent" ? undefined : anything()) });

/** What node modules open into Node-RED's admin API as they register, each as `method path`; `use`, `all` and the like too. */
export const registeredRoutes = (modules: readonly ((RED: NodeAPI) => void)[]): string[] => {
  const routes: string[] = [];
  const httpAdmin = new Proxy(
    {},
    {
      get: (_, method) => (path: unknown) => {
        routes.push(`${String(method)} ${typeof path === "function" ? "everywhere" : String(path)}`);
        return httpAdmin;
      },
    },
  );
  const red = { settings: {}, httpAdmin };
  const RED = new Proxy(red, { get: (own, name): unknown => Reflect.get(own, name) ?? anything() });
  for (const register of modules) register(RED as NodeAPI);
  return routes.sort();
};
