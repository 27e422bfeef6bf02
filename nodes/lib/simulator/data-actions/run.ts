import { request as httpRequest } from "node:http";
import type { Clock } from "../store/clock";
import { mismatch, type Schema } from "./schema";
import { render, translated, type Context } from "./templates";

/** A data action as the platform exports it. */
export interface ActionFile {
  name: string;
  config: {
    request: {
      requestUrlTemplate: string;
      requestType: string;
      headers?: Readonly<Record<string, string>>;
      requestTemplate?: string;
    };
    response: {
      translationMap?: Readonly<Record<string, string>>;
      translationMapDefaults?: Readonly<Record<string, string>>;
      successTemplate?: string;
    };
    timeoutSeconds?: number;
  };
  contract: { input: { inputSchema: Schema }; output: { successSchema: Schema } };
}

export interface ActionRun {
  action: ActionFile;
  input: Readonly<Record<string, unknown>>;
  /** Those of the integration: fields of its own, or `userName` and `password` of its type "Basic Auth". */
  credentials: Readonly<Record<string, string>>;
  /** Where this machine reaches the endpoint, in place of the origin of the action's URL. */
  origin: string;
}

/** The three outputs of Architect's action "Call Data Action". */
export type ActionResult =
  | { outcome: "success"; output: unknown }
  | { outcome: "failure"; status?: number; code: string; message: string }
  | { outcome: "timeout" };

/** The platform waits this long at most. */
const LONGEST_SECONDS = 60;
const LARGEST_RESPONSE = 1024 * 1024;

interface Response {
  status: number;
  text: string;
}

interface Sent {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

const failure = (code: string, message: string, status?: number): ActionResult => ({
  outcome: "failure",
  ...(status === undefined ? {} : { status }),
  code,
  message,
});

/** Resolves with undefined where there is no response in time. */
const send = (
  { url, method, headers, body }: Sent,
  clock: Clock,
  ms: number,
): Promise<Response | undefined> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > LARGEST_RESPONSE) sent.destroy(new Error("The response is too large."));
      });
      response.on("end", () => {
        cancel();
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    const cancel = clock.after(ms, () => {
      sent.destroy();
      resolve(undefined);
    });
    sent.on("error", (error) => {
      cancel();
      reject(error);
    });
    sent.end(body);
  });

const requestOf = ({ action, input, credentials, origin }: ActionRun): Sent => {
  const { requestUrlTemplate, requestType, headers = {}, requestTemplate = "" } = action.config.request;
  const context: Context = { input: { ...input, rawRequest: JSON.stringify(input) }, credentials };
  const written = new URL(render(requestUrlTemplate, context));
  const { userName, password } = credentials;
  const basic =
    userName === undefined || password === undefined
      ? {}
      : { Authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}` };
  const rendered = Object.entries(headers).map(([name, value]) => [name, render(value, context)]);
  return {
    url: new URL(written.pathname + written.search, origin),
    method: requestType,
    headers: { ...basic, ...(Object.fromEntries(rendered) as Record<string, string>) },
    body: requestType === "GET" ? undefined : render(requestTemplate, context),
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The output of a 2xx response, by the templates and the output contract. */
const outputOf = ({ config, contract }: ActionFile, { text, status }: Response): ActionResult => {
  const {
    translationMap = {},
    translationMapDefaults = {},
    successTemplate = "${rawResult}",
  } = config.response;
  const body = parse(text);
  const named = Object.entries(translationMap).map(([name, path]) => [
    name,
    translated(body, path) ?? translationMapDefaults[name],
  ]);
  const output = parse(
    render(successTemplate, { ...(Object.fromEntries(named) as Context), rawResult: text }),
  );
  if (output === undefined) return failure("invalid.response", "The response is not JSON.", status);
  const wrong = mismatch(contract.output.successSchema, output);
  if (wrong === undefined) return { outcome: "success", output };
  return failure("invalid.response", `${wrong} does not match the output contract.`, status);
};

/** Runs a data action as the platform does: input contract, templates, one request, templates, output contract. */
export const runAction = async (run: ActionRun, clock: Clock): Promise<ActionResult> => {
  const { action, input } = run;
  const wrong = mismatch(action.contract.input.inputSchema, input);
  if (wrong !== undefined) return failure("bad.request", `${wrong} does not match the input contract.`, 400);
  const seconds = action.config.timeoutSeconds ?? LONGEST_SECONDS;
  try {
    const response = await send(requestOf(run), clock, seconds * 1000);
    if (response === undefined) return { outcome: "timeout" };
    if (response.status >= 200 && response.status < 300) return outputOf(action, response);
    const { code = "error", message = "" } = (parse(response.text) ?? {}) as Record<string, string>;
    return failure(code, message, response.status);
  } catch (error) {
    return failure("connection.failed", error instanceof Error ? error.message : String(error));
  }
};
