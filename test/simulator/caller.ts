import type { Simulator } from "../../nodes/lib/simulator/index";

/** A plain HTTP client for the simulator's specs: fetch, a token, nothing of ours. */

export const START = {
  conversationId: "fe00260d-2b3b-44ff-bc25-6008f321c168",
  participantId: "568aeef9-663b-40f3-8eed-ba0298733191",
  communicationId: "59ff0880-edac-367c-a64f-341f057befbe",
};

export const postFlowPath = ({ conversationId, participantId, communicationId } = START): string =>
  `/api/v2/conversations/calls/${conversationId}/participants/${participantId}/communications/${communicationId}/postflowaction`;

export interface Got {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

export interface Caller {
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Got>;
}

export const send = async (
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Got> => {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") ?? false;
  const parsed: unknown = text !== "" && isJson ? JSON.parse(text) : {};
  return { status: answer.status, headers: answer.headers, text, body: parsed as Record<string, unknown> };
};

export const exchange = (
  simulator: Simulator,
  id = "simulator",
  secret = id,
  form = "grant_type=client_credentials",
): Promise<Got> =>
  send(
    `${simulator.url}/oauth/token`,
    "POST",
    {
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    form,
  );

/** Calls with this token; by default one of the client that may do everything. */
export const callerOf = (simulator: Simulator, token = simulator.act.issueToken()): Caller => ({
  call: (method, path, body, headers = {}) =>
    send(
      simulator.url + path,
      method,
      {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    ),
});
