import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import type { Operation } from "../../nodes/lib/facts/operations";

export interface Sent {
  method: string;
  url: string;
  params: Record<string, string>;
  headers: Record<string, string>;
  data?: unknown;
}
type Call = (...given: unknown[]) => Promise<unknown>;

/** The classes of the SDK, by name, each with its methods. */
export const sdkApis = (): { name: string; methods: string[] }[] =>
  Object.keys(sdk)
    .filter((name) => name.endsWith("Api"))
    .map((name) => {
      const { prototype } = (sdk as unknown as Record<string, { prototype: object }>)[name]!;
      return { name, methods: Object.getOwnPropertyNames(prototype).filter((one) => one !== "constructor") };
    });

/** The SDK with its HTTP client replaced by one that writes down what it is asked to send. */
export const createRecorder = () => {
  const sent: Sent[] = [];
  const client = sdk.ApiClient.instance as unknown as {
    getHttpClient: () => { request(options: Sent): Promise<unknown> };
  };
  const { getHttpClient } = client;
  client.getHttpClient = () => ({
    request: (options) => {
      sent.push(options);
      return Promise.resolve({ status: 200, statusText: "OK", headers: {}, data: {}, text: "" });
    },
  });
  const classes = sdk as unknown as Record<string, new () => Record<string, Call>>;
  const apis = new Map(sdkApis().map(({ name }) => [name, new classes[name]!()]));
  const restore = (): void => void (client.getHttpClient = getHttpClient);
  /** What the SDK sends; `from` names the class whose method is called. */
  const record = async (
    operation: Operation,
    parameters: Record<string, unknown>,
    body: unknown,
    from?: string,
  ): Promise<Sent> => {
    const api = from === undefined ? [...apis.values()].find((one) => operation.id in one) : apis.get(from);
    assert.ok(api, `the SDK has ${operation.id}`);
    const call = api[operation.id]!;
    const withNames = [...operation.query, ...(operation.headers ?? [])];
    const named = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        withNames.find((one) => one.name === name)?.sdkName ?? name,
        value,
      ]),
    );
    const bodyName = operation.body?.sdkName ?? "body";
    const all: Record<string, unknown> = { ...named, ...(body !== undefined && { [bodyName]: body }) };
    const declared = (/\(([^)]*)\)/.exec(call.toString())?.[1] ?? "").split(",").map((name) => name.trim());
    await call.apply(
      api,
      declared.map((name) => (name === "opts" ? all : all[name])),
    );
    const last = sent.pop();
    assert.ok(last && sent.length === 0, "one request for one call");
    return last;
  };
  return { record, restore };
};
