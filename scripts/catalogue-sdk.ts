import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the source of the official SDK has about one operation: its structure, no texts. */
export interface SdkOperation {
  method: string;
  path: string;
  pathParams: string[];
  query: {
    name: string;
    sdkName: string;
    type: string;
    items?: string;
    collectionFormat?: string;
    default?: string;
  }[];
  /** Parameters that are sent as headers. */
  headers: { name: string; sdkName: string; required: boolean }[];
  body: "required" | "optional" | null;
  /** The SDK's name of the body's argument where it is not `body`. */
  bodyName?: string;
}

const root = dirname(require.resolve("purecloud-platform-client-v2/package.json"));

export const sdkVersion = (): string =>
  (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;

const read = (file: string): string => readFileSync(join(root, file), "utf8");

const types: Readonly<Record<string, string>> = { Number: "number", Boolean: "boolean" };

/** Reads the arguments of `callApi` and the types of the comment above, as the SDK's generator writes them. */
const parse = (id: string, source: string): SdkOperation => {
  const start = source.indexOf(`\n\t${id}(`);
  if (start < 0) throw new Error(`the SDK has no ${id}`);
  const comment = source.slice(source.lastIndexOf("/**", start), start);
  const end = source.indexOf("\n\t\t);", start);
  const [path, method, inPath, inQuery, headers, form, body] = source
    .slice(source.indexOf("callApi(\n", start) + 9, end)
    .split("\n")
    .map((line) => line.trim().replace(/,\s*$/, ""));
  if (!path || !method || !inPath || !inQuery || !headers || !body || form !== "{  }")
    throw new Error(`the SDK writes ${id} in a way that this script does not read`);

  const inHeaders = [...headers.matchAll(/'([^']+)': (?:opts\['(\w+)'\]|(\w+))/g)];
  const optional = /^opts\['(\w+)'\]$/.exec(body)?.[1];
  const bodyName = optional ?? body;
  const query = [
    ...inQuery.matchAll(
      /'([^']+)': (?:\S+buildCollectionParam\()?(?:opts\['(\w+)'\]|(\w+))(?:, '(\w+)'\))?/g,
    ),
  ];
  return {
    path: path.slice(1, -1),
    method: method.slice(1, -1),
    pathParams: [...inPath.matchAll(/'([^']+)':/g)].map(([, name]) => name ?? ""),
    query: query.map(([, name = "", optional, required = "", collectionFormat]) => {
      const sdkName = optional ?? required;
      const [, written = "", rest = ""] =
        new RegExp(`@param \\{(.+?)\\} (?:opts\\.)?${sdkName}(?: (.*))?\\n`).exec(comment) ?? [];
      const items = /^Array\.<(\w+)>$/.exec(written)?.[1];
      const preset = /\(default to (.+?)\)$/.exec(rest)?.[1];
      return {
        name,
        sdkName,
        type: items ? "array" : (types[written] ?? "string"),
        ...(items && { items: types[items] ?? "string" }),
        ...(collectionFormat && { collectionFormat }),
        ...(preset !== undefined && { default: preset }),
      };
    }),
    headers: inHeaders.map(([, name = "", optional, required = ""]) => ({
      name,
      sdkName: optional ?? required,
      required: optional === undefined,
    })),
    body: body === "null" ? null : optional === undefined ? "required" : "optional",
    ...(!/^(null|body)$/.test(bodyName) && { bodyName }),
  };
};

/** Looks operations up in the installed SDK, reading each of its files once. */
export const readSdkOperations = (): ((api: string, id: string) => SdkOperation) => {
  const sources = new Map<string, string>();
  return (api, id) => {
    const source = sources.get(api) ?? read(`src/purecloud-platform-client-v2/api/${api}.js`);
    sources.set(api, source);
    return parse(id, source);
  };
};

/** The fields of every model as `index.d.ts` declares them: name, TypeScript type, required. */
export const readSdkModels = (): ReadonlyMap<string, { name: string; type: string; required: boolean }[]> => {
  const source = read("index.d.ts");
  const models = source.slice(source.indexOf("declare namespace Models"));
  return new Map(
    [...models.matchAll(/export interface (\w+) \{([\s\S]*?)\n\t\}/g)].map(([, name = "", fields = ""]) => [
      name,
      [...fields.matchAll(/^\s+"([^"]+)"(\??): (.+);$/gm)].map(([, field = "", optional, type = ""]) => ({
        name: field,
        type,
        required: optional === "",
      })),
    ]),
  );
};
