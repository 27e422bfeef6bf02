import assert from "node:assert/strict";
import { createServer as createHttpsServer } from "node:https";
import type { GenesysError } from "../../nodes/lib/platform/errors/errors";
import { createTransport } from "../../nodes/lib/platform/http/transport";
import { createClock } from "./clock";
import { secretsIn } from "./secrets";
import { run, type Running } from "./servers";
import { selfSigned } from "./tls";

const TOKEN = "the-bearer-token";
const VARIABLES = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];

/** A host whose certificate no authority has signed, and a transport to it. */
export interface TlsHost {
  transport: ReturnType<typeof createTransport>;
  server: Running;
  requests: number;
  /** The environment as it was before. */
  before: Map<string, string | undefined>;
}

/** Sets or removes a variable of the environment until the spec ends. */
export const setVariable = (
  { before }: Pick<TlsHost, "before">,
  name: string,
  value: string | undefined,
): void => {
  if (!before.has(name)) before.set(name, process.env[name]);
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
};

export const startTlsHost = async (): Promise<TlsHost> => {
  const before = new Map<string, string | undefined>();
  for (const name of VARIABLES) setVariable({ before }, name, undefined);
  const https = createHttpsServer(selfSigned("localhost"), (_, response) => {
    host.requests += 1;
    response.end();
  });
  const transport = createTransport({ clock: createClock() });
  const host: TlsHost = { transport, server: await run(https), requests: 0, before };
  return host;
};

export const endTlsHost = async (host: TlsHost): Promise<void> => {
  for (const [name, value] of host.before) setVariable(host, name, value);
  host.transport.close();
  await host.server.close();
};

/** The error of a request to this address. */
export const failureOf = async (
  { transport }: TlsHost,
  url: string,
  signal?: AbortSignal,
): Promise<GenesysError> => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const error = await transport.send({ method: "POST", url, headers, timeoutMs: 30_000, signal }).then(
    () => assert.fail("it was answered"),
    (reason: GenesysError) => reason,
  );
  assert.deepEqual(secretsIn(error, [TOKEN, "Axios"]), []);
  return error;
};

export const isRefusedCertificate = ({ requests }: TlsHost, { code, message, cause }: GenesysError): void => {
  assert.deepEqual([code, cause.outcome, requests], ["network", "notSent", 0]);
  assert.match(message, /certificate of .* cannot be verified .*NODE_EXTRA_CA_CERTS/);
};
