import sdk from "purecloud-platform-client-v2";
import type { LogEntry } from "../../nodes/lib/simulator/log";
import type { Simulator } from "../../nodes/lib/simulator/index";

/** What is compared of a request: who sends it is told by the rest. */
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
