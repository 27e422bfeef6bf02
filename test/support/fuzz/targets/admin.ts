import type { NodeAPI } from "node-red";
import type { AccountContext } from "../../../../nodes/lib/account/account-context";
import { isAsDeployed, readForm, readSignInForm } from "../../../../nodes/lib/account/form";
import { createFactsOf } from "../../../../nodes/lib/flow-check/node-types";
import type { AdminRequest, Reply } from "../../../../nodes/lib/node/admin-routes";
import { serveExports } from "../../../../nodes/lib/node/export-route";
import { plansOf } from "../../../../nodes/lib/node/definitions";
import { servePreviews } from "../../../../nodes/lib/node/preview-route";
import { GenesysError } from "../../../../nodes/lib/platform/errors/errors";
import { complete } from "../../missing-properties";
import { paletteTypes } from "../../package";
import { isRecord, jsonOf, refusing, type Target } from "../target";

type Handler = (request: AdminRequest, reply: Reply) => void;

/** As much of Node-RED as a route needs to be registered: it is called as the web server calls it, past the permissions. */
const openRoutes = () => {
  const handlers = new Map<string, Handler>();
  const register = (path: string, ...steps: Handler[]): void => void handlers.set(path, steps.at(-1)!);
  const RED = {
    httpAdmin: { get: register, post: register },
    auth: { needsPermission: () => () => undefined },
    nodes: {
      getCredentials: () => ({ clientId: "client", clientSecret: "secret-of-the-spec" }),
      getNode: () => null,
    },
    util: { evaluateNodeProperty: (value: string) => value },
    settings: {},
    log: { error: () => undefined },
  } as unknown as NodeAPI;
  const ask = (path: string, body: unknown): void => {
    let answered = 0;
    const reply: Reply = {
      status: () => reply,
      set: () => reply,
      json: (value) => {
        JSON.stringify(value);
        answered += 1;
      },
      send: () => void (answered += 1),
    };
    handlers.get(`/genesys-cloud${path}`)?.({ params: {}, query: {}, body, is: () => "json" }, reply);
    if (answered !== 1) throw new Error(`${answered} responses of ${path}`);
  };
  return { RED, ask };
};

const factsOf = createFactsOf();
const settings = paletteTypes.map((type) => ({ ...complete(type), type, grant: "client-credentials" }));
const exported = {
  ...{
    path: "/price",
    method: "POST",
    auth: "header",
    headerName: "X-API-Key",
    publicUrl: "https://flows.example.com/red",
  },
  inputContract: [{ name: "conversationId", type: "string", required: true }],
  outputContract: [{ name: "prices", type: "number[]", required: false }],
  name: "Price of an order",
};
const account = {
  ...{ region: "mypurecloud.de", grant: "authorization-code", clientId: "client", clientSecret: "__PWRD__" },
  redirectUri: "https://flows.example.com/genesys-cloud/callback",
};
const own = {
  region: "custom",
  apiUrl: "https://api.example.com",
  loginUrl: "https://login.example.com",
  clientId: "${ID}",
};

export const adminTargets: Target[] = [
  {
    name: "previews",
    weight: 2.5,
    rooms:
      /nodes\/(genesys-[\w-]+\.|lib\/(node\/(preview|plans|input|choices|environment)|platform\/(plan|catalogue)))/,
    seeds: [
      ...settings.map((one) => JSON.stringify(one)),
      JSON.stringify({
        type: "genesys-api",
        operation: "getUsers",
        form: { parameters: { pageSize: { value: 3 } }, body: {} },
      }),
    ],
    open: () => {
      const { RED, ask } = openRoutes();
      for (const type of paletteTypes) {
        const planner = factsOf(type)?.planner;
        if (planner !== undefined) plansOf(RED).set(type, planner);
      }
      servePreviews(RED);
      return (input) => {
        const body = jsonOf(input);
        ask("/preview", body);
        ask("/refusals", Array.isArray(body) ? body : [body]);
      };
    },
  },
  {
    name: "exports",
    weight: 10,
    rooms: /nodes\/lib\/(node\/(export|request|validate)|platform\/data-actions)/,
    seeds: [JSON.stringify(exported), JSON.stringify({ ...exported, method: "GET", auth: "basic" })],
    open: () => {
      const { RED, ask } = openRoutes();
      serveExports(RED);
      return (input) => ask("/data-action", jsonOf(input));
    },
  },
  {
    name: "account-forms",
    weight: 11,
    rooms: /nodes\/lib\/(account\/form|platform\/(auth|http)\/|node\/(environment|validate))/,
    seeds: [account, own, { region: "simulator" }, { region: "${REGION}" }].map((one) => JSON.stringify(one)),
    open: () => {
      const { RED } = openRoutes();
      const context = { RED, deployed: () => undefined } as unknown as AccountContext;
      return (input) => {
        const body = jsonOf(input);
        refusing(
          [GenesysError],
          () => void isAsDeployed(context, "account", readForm(context, "account", body)),
        );
        if (isRecord(body)) refusing([GenesysError], () => void readSignInForm(context, "account", body));
      };
    },
  },
];
