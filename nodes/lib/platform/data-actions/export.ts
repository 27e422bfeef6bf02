import { schemaOf, type Contract } from "./contract";

export const METHODS = ["POST", "PUT", "PATCH", "GET"] as const;
export type ActionMethod = (typeof METHODS)[number];

/** The name of the field that the credentials of the integration need, of the type "User Defined". */
export const CREDENTIAL_FIELD = "headerValue";

export interface ActionSettings {
  /** As Architect shows it. */
  name: string;
  /** The address of the endpoint, as Genesys Cloud reaches it. */
  url: string;
  method: ActionMethod;
  /** The header that carries the secret; undefined: the platform sends the user and password of its "Basic Auth" credentials. */
  header: string | undefined;
  input: Contract;
  output: Contract;
}

/** A file that the platform imports; the keys are those of its own exports. */
export interface DataActionFile {
  name: string;
  integrationType: "custom-rest-actions";
  actionType: "custom";
  config: {
    request: {
      requestUrlTemplate: string;
      requestType: ActionMethod;
      headers: Record<string, string>;
      requestTemplate: string;
    };
    response: {
      translationMap: Record<string, string>;
      translationMapDefaults: Record<string, string>;
      successTemplate: string;
    };
  };
  contract: {
    input: { inputSchema: Record<string, unknown> };
    output: { successSchema: Record<string, unknown> };
  };
  secure: false;
}

/** In a template of velocity, a dollar sign or a hash of the address would begin a reference or a directive. */
const literal = (text: string): string => text.replace(/[$#]/g, (sign) => (sign === "$" ? "%24" : "%23"));

/**
 * The URL, with the inputs of a GET as its query. `$!` writes nothing in the place of an input that is not set: without it,
 * velocity writes the text of the reference. `esc.url` encodes what would end the value or add another one.
 */
const urlTemplate = ({ url, method, input }: ActionSettings): string => {
  const address = literal(url);
  if (method !== "GET" || input.length === 0) return address;
  const query = input.map(({ name }) => `${encodeURIComponent(name)}=$!esc.url(\${input.${name}})`);
  return `${address}${address.includes("?") ? "&" : "?"}${query.join("&")}`;
};

/**
 * The data action as a file to import. The body is the platform's own JSON of the inputs (`input.rawRequest`), and the result is
 * the JSON of the response (`rawResult`): so no value passes through a template, and none can break out of one. The secret
 * is not in the file. The platform keeps it in the credentials of the integration.
 */
export const dataActionFile = (settings: ActionSettings): DataActionFile => {
  const { name, method, header, input, output } = settings;
  return {
    name,
    integrationType: "custom-rest-actions",
    actionType: "custom",
    config: {
      request: {
        requestUrlTemplate: urlTemplate(settings),
        requestType: method,
        headers: {
          "Content-Type": "application/json",
          ...(header === undefined ? {} : { [header]: `\${credentials.${CREDENTIAL_FIELD}}` }),
        },
        // The platform refuses a file without it, also for a GET, which has no body.
        requestTemplate: "${input.rawRequest}",
      },
      response: { translationMap: {}, translationMapDefaults: {}, successTemplate: "${rawResult}" },
    },
    contract: {
      input: {
        inputSchema: {
          $schema: "http://json-schema.org/draft-04/schema#",
          title: name,
          description: "A request to a flow in Node-RED",
          ...schemaOf(input),
        },
      },
      output: { successSchema: schemaOf(output) },
    },
    secure: false,
  };
};

/** The name of the file, as the platform names its exports. */
export const fileNameOf = (name: string): string =>
  `${name.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "data-action"}.custom.json`;
