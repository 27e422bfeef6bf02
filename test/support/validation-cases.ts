import { backplaneSettings } from "../../nodes/lib/backplane/settings";
import { fixedHosts, accountSettings } from "../../nodes/lib/platform/auth/settings";
import { checkedRedirectUri } from "../../nodes/lib/platform/auth/sign-in";
import { validateOptions, withoutBlanks } from "../../nodes/lib/node/validate";
import { optionsOf } from "./dialogs";

/** What is used of the editor's own face, inside the page. */
export interface Face {
  RED: {
    nodes: {
      getType(type: string): { defaults: Record<string, { value: unknown; validate?: Validate }> };
    };
    editor: { editConfig(name: string, type: string, id: string): void };
  };
}
type Validate = (this: object, value: unknown, options: { label: string }) => unknown;

/** Runs in the page: what the editor says of a value of a property, beside other values than the defaults. */
export const verdictOf = ([type, name, value, beside]: [string, string, unknown, object]): unknown => {
  const { defaults } = (globalThis as unknown as Face).RED.nodes.getType(type);
  const values = Object.fromEntries(Object.entries(defaults).map(([key, one]) => [key, one.value]));
  const node = { ...values, ...beside, [name]: value, type, _def: { defaults }, _: String };
  return defaults[name]?.validate?.call(node, value, { label: name }) ?? true;
};

/** Does the runtime take the value? */
export const isTaken = (type: string, name: string, value: unknown, beside: object): boolean => {
  try {
    if (type === "genesys-backplane") {
      backplaneSettings({ [name]: value }, {}, value);
      return true;
    }
    if (type !== "genesys-account") {
      validateOptions(optionsOf(type), withoutBlanks({ [name]: value }));
      return true;
    }
    const hosts = { apiUrl: "https://api.example.com", loginUrl: "https://login.example.com" };
    const config = withoutBlanks({ region: "simulator", ...hosts, ...beside, [name]: value });
    const settings = validateOptions(accountSettings, config);
    fixedHosts(settings);
    if (settings.redirectUri !== undefined) checkedRedirectUri(settings.redirectUri);
    return true;
  } catch {
    return false;
  }
};

const SECONDS = ["0", "-1", "soon", "86401", "NaN"];
/** What the runtime refuses, and what it takes, where that is not plain from the default. */
export const CASES: [
  type: string,
  name: string,
  bad: unknown[],
  good: unknown[],
  sentence: RegExp,
  beside?: object,
][] = [
  [
    "genesys-account",
    "region",
    ["", "not a domain", "mypurecloud"],
    ["mypurecloud.ie", "custom", "https://api.usw2.pure.cloud/"],
    /a domain such as/,
  ],
  ...["apiUrl", "loginUrl"].map(
    (name) =>
      [
        "genesys-account",
        name,
        [
          "",
          "api.example.com",
          "http://api.example.com",
          "https://x.example/?x=1",
          "https://me:word@x.example",
        ],
        ["https://api.example.com", "https://x.example/under", "http://127.0.0.1:8080", "http://localhost:1"],
        /an https address/,
        { region: "custom" },
      ] as (typeof CASES)[number],
  ),
  [
    "genesys-account",
    "requestsPerMinute",
    ["0", "-5", "1.5", "many", "NaN"],
    ["", "1", 300, " 60 "],
    /a whole number above zero/,
  ],
  ...["timeoutSeconds", "maxWaitSeconds", "deadlineSeconds"].map(
    (name) =>
      [
        "genesys-account",
        name,
        SECONDS,
        ["", "1", "0.5", 86400],
        /a number of seconds, at most 86400/,
      ] as (typeof CASES)[number],
  ),
  [
    "genesys-account",
    "redirectUri",
    ["here", "ftp://x.example/", "https://x.example/#a"],
    ["", "https://x.example/cb?x=1"],
    /not a URL/,
  ],
  [
    "genesys-backplane",
    "url",
    [
      ...[
        "",
        "redis.example:6379",
        "http://redis.example",
        "redis://",
        "redis://a:6379?x=1",
        "redis://a/one",
      ],
      ...["redis+sentinel://a:26379/primary", "redis://a:7000,b:7000"],
    ],
    ["redis://127.0.0.1", "rediss://redis.example:6380/2", "redis://[::1]:6379", " redis://a "],
    /must begin with redis/,
  ],
  [
    "genesys-backplane",
    "url",
    ["redis://me@a:6379", "rediss://:word@a"],
    [],
    /contains a user name or a password/,
  ],
  ...["prefix", "group"].map(
    (name) =>
      [
        "genesys-backplane",
        name,
        ["two words", "a{b}", "x".repeat(65)],
        ["", "one", "a.b-c_d:e", "x".repeat(64)],
        /may only contain letters/,
      ] as (typeof CASES)[number],
  ),
  ["genesys-api", "limit", ["0", "-1", "1.5", "all"], ["", "1", 1000], /a whole number above zero/],
  ["genesys-place-call", "deadlineSeconds", ["0", "3601", "x"], ["", "60", 3600], /at most 3600/],
  ["genesys-send-message", "deadlineSeconds", SECONDS, ["", "60"], /at most 86400/],
  ["genesys-reply-message", "deadlineSeconds", SECONDS, ["", "60"], /at most 86400/],
  ["genesys-wrap-up", "deadlineSeconds", SECONDS, ["", "3600"], /at most 86400/],
];
