import { parseArgs } from "node:util";
import {
  accountSettings,
  fixedHosts,
  type AccountSettings,
  type Credentials,
} from "../platform/auth/settings";
import { isGenesysError } from "../platform/errors/errors";

/** What `genesys-capture` is to do: its flags, and the account from the environment. */

/** What was given makes no sense; the message says what to correct. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options {
  conversationId: string;
  out: string;
  force: boolean;
  seconds: number | undefined;
  keepNames: readonly string[];
}

const text = { type: "string" } as const;
const yes = { type: "boolean" } as const;
const FLAGS = {
  ...{ out: text, force: yes, seconds: text, help: yes, version: yes },
  "keep-name": { type: "string", multiple: true },
} as const;

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true });
  } catch (error) {
    // an argument may be what was to stay out of every log, so that it is not repeated
    const { code } = error as Error & { code?: string };
    const why =
      code === "ERR_PARSE_ARGS_UNKNOWN_OPTION"
        ? "There is no such flag"
        : "A flag lacks its value, or has one";
    throw new UsageError(`${why}. genesys-capture --help lists the flags.`);
  }
};

const ID = /^[\w-]{1,100}$/;

/** @throws UsageError in one sentence */
export const readOptions = (args: readonly string[]): Options | "help" | "version" => {
  const { values, positionals } = parsed(args);
  if (values.help) return "help";
  if (values.version) return "version";
  const [conversationId, another] = positionals;
  if (conversationId === undefined) throw new UsageError("Name the conversation by its id.");
  if (another !== undefined) throw new UsageError("One conversation is captured at a time: name one id.");
  if (!ID.test(conversationId))
    throw new UsageError("The id of a conversation has only letters, digits and dashes.");
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds > 0 && seconds <= 86_400))
    throw new UsageError("--seconds: give a number from 1 to 86400.");
  if (values.out === "") throw new UsageError("--out needs the name of a file.");
  return {
    conversationId,
    out: values.out ?? "capture.json",
    force: values.force ?? false,
    seconds,
    keepNames: values["keep-name"] ?? [],
  };
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The account. @throws UsageError naming the variable that is missing or cannot be used. */
export const readAccount = (env: Environment): { settings: AccountSettings; credentials: Credentials } => {
  const get = (name: string): string | undefined => env[`GENESYS_CLOUD_${name}`]?.trim() || undefined;
  const accessToken = get("ACCESS_TOKEN");
  const [clientId, clientSecret] = [get("CLIENT_ID"), get("CLIENT_SECRET")];
  if (accessToken === undefined && (clientId === undefined || clientSecret === undefined))
    throw new UsageError(
      "Set GENESYS_CLOUD_ACCESS_TOKEN, or GENESYS_CLOUD_CLIENT_ID and GENESYS_CLOUD_CLIENT_SECRET.",
    );
  const [region, apiUrl] = [get("REGION"), get("API_URL")];
  if (region === undefined && apiUrl === undefined)
    throw new UsageError("Set GENESYS_CLOUD_REGION to the region's domain, such as mypurecloud.ie.");
  const hosts = { region: "custom", apiUrl, loginUrl: get("LOGIN_URL") ?? apiUrl };
  const settings = accountSettings.parse({
    ...(apiUrl === undefined ? { region } : hosts),
    grant: accessToken === undefined ? "client-credentials" : "access-token",
  });
  try {
    fixedHosts(settings);
  } catch (error) {
    if (!isGenesysError(error)) throw error;
    const name =
      apiUrl === undefined ? "GENESYS_CLOUD_REGION" : "GENESYS_CLOUD_API_URL or GENESYS_CLOUD_LOGIN_URL";
    throw new UsageError(`${name} cannot be used: ${error.message}`);
  }
  const credentials = accessToken === undefined ? { clientId, clientSecret } : { accessToken };
  return { settings, credentials: credentials as Credentials };
};
