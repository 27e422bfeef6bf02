import sdk from "purecloud-platform-client-v2";
import type { Operation } from "../../nodes/lib/facts/operations";
import type { LogEntry } from "../../nodes/lib/simulator/http/log";
import type { Simulator } from "../../nodes/lib/simulator/index";

/** What is compared of a request, without what depends on its sender. */
export const essence = ({ method, path, query, body, contentType }: LogEntry) => ({
  method,
  path,
  query,
  body,
  // Without a body its type says nothing; the SDK sends one all the same.
  contentType: body === undefined ? undefined : contentType?.replace(/;.*/, ""),
});

/** The requests of the official SDK for what `call` asks of it, as the simulator received them. The login is left out. */
export const sdkRequests = async (simulator: Simulator, call: () => Promise<unknown>) => {
  const { ApiClient } = sdk;
  ApiClient.instance.setGateway({
    protocol: "http",
    host: "127.0.0.1",
    port: Number(new URL(simulator.url).port),
  });
  try {
    await ApiClient.instance.loginClientCredentialsGrant("simulator", "simulator");
    const before = simulator.log.entries().length;
    await call().catch(() => undefined); // a refusal is as good: the request is what counts
    return simulator.log.entries().slice(before).map(essence);
  } finally {
    ApiClient.instance.clearAccessToken();
  }
};

type Call = (...given: unknown[]) => Promise<unknown>;

/** Calls the SDK's own method for an operation, with parameters under the names that are sent. */
export const callSdk = (
  { id, query }: Operation,
  parameters: Readonly<Record<string, unknown>>,
  body?: unknown,
): Promise<unknown> => {
  const classes = sdk as unknown as Record<string, (new () => Record<string, Call>) & { prototype: object }>;
  const name = Object.keys(classes).find((one) => one.endsWith("Api") && id in classes[one]!.prototype);
  const api = new classes[name ?? ""]!();
  const named = Object.entries(parameters).map(([one, value]) => [
    query.find((parameter) => parameter.name === one)?.sdkName ?? one,
    value,
  ]);
  const all = {
    ...(Object.fromEntries(named) as Record<string, unknown>),
    ...(body !== undefined && { body }),
  };
  const declared = (/\(([^)]*)\)/.exec(api[id]!.toString())?.[1] ?? "").split(",").map((one) => one.trim());
  return api[id]!(...declared.map((one) => (one === "opts" ? all : (all as Record<string, unknown>)[one])));
};
