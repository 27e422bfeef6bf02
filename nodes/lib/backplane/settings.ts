import { z } from "zod";
import { isVariable, unsetComplaint } from "../node/environment";
import { validateOptions, withoutBlanks } from "../node/validate";
import { configError } from "../platform/errors/errors";
import { addressOf, type Address } from "./address";

/** A part of the names of keys. */
const name = (byDefault: string) =>
  z
    .string()
    .regex(/^[\w.:-]{1,64}$/, "may only contain letters, digits and - _ . :, at most 64 of them")
    .default(byDefault);

/** The options of a backplane node. */
export const backplaneOptions = z.object({
  url: z.string().default("redis://127.0.0.1:6379"),
  prefix: name("genesys-cloud"),
  group: name("node-red"),
});

export interface BackplaneCredentials {
  username?: string;
  password?: string;
}

export interface BackplaneSettings {
  address: Address;
  /** In front of the names of all keys: instances with another one have nothing in common with these. */
  prefix: string;
  /** Instances of one group share the events; another group receives them as well. */
  group: string;
}

type Config = Record<string, unknown>;

/**
 * What a backplane is set to. User name and password have separate fields, whose values come before those of the URL.
 * @param stored the URL as it is in the flow, before environment variables are read.
 * @throws GenesysError `config` naming the field.
 */
export const backplaneSettings = (
  { url, ...config }: Config,
  given: BackplaneCredentials = {},
  stored?: unknown,
): BackplaneSettings => {
  // An empty environment variable must not lead to another Redis.
  if (url === "") throw configError("url", "The backplane has no URL. Enter the URL of a Redis or Valkey.");
  const options = validateOptions(backplaneOptions, { ...withoutBlanks(config), url });
  for (const field of ["username", "password"] as const) {
    const complaint = unsetComplaint(given[field]);
    if (complaint !== undefined) throw configError(field, `The backplane's ${field} ${complaint}.`);
  }
  const complaint = unsetComplaint(options.url);
  if (complaint !== undefined) throw configError("url", `The backplane's URL ${complaint}.`);
  const { username, password, ...address } = addressOf(options.url);
  const isInFlow = typeof stored === "string" && !isVariable(stored);
  if (isInFlow && (username ?? password) !== undefined)
    throw configError(
      "url",
      "The URL of the backplane contains a user name or a password. Enter them in their own fields: a flow is exported with its URL.",
    );
  const who = withoutBlanks({ username, password, ...withoutBlanks({ ...given }) });
  return {
    address: { ...address, ...pick(who, "username"), ...pick(who, "password") },
    prefix: options.prefix,
    group: options.group,
  };
};

const pick = <K extends string>(from: Config, key: K): Partial<Record<K, string>> => {
  const value = from[key];
  return typeof value === "string" ? ({ [key]: value } as Record<K, string>) : {};
};
