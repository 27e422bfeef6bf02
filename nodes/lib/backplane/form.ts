import type { NodeAPI } from "node-red";
import { z } from "zod";
import { isVariable, variableOf } from "../node/environment";
import { validateOptions } from "../node/validate";
import { configError } from "../platform/errors/errors";
import { backplaneSettings, type BackplaneCredentials, type BackplaneSettings } from "./settings";
import { storedUrl } from "./stored-url";

/** What the editor shows in the place of a secret that it does not have. */
const UNTOUCHED = "__PWRD__";

const field = z.string().max(4_000).optional();
const form = z.object({ url: field, prefix: field, group: field, username: field, password: field });

/**
 * The backplane that a form describes, before it is deployed. A password that was left as it is, and what the environment holds,
 * go to no other server than that of the deployed backplane.
 * @throws GenesysError `config` naming the field.
 */
export const readBackplaneForm = (RED: NodeAPI, id: string, body: unknown): BackplaneSettings => {
  const given = validateOptions(form, typeof body === "object" && body !== null ? { ...body } : {});
  const url = given.url?.trim() ?? "";
  const isDeployed = RED.nodes.getNode(id) !== null && storedUrl(RED, id) === url;
  if (isVariable(url) && !isDeployed) throw undeployed("url");
  const stored = isDeployed ? ((RED.nodes.getCredentials(id) ?? {}) as BackplaneCredentials) : {};
  if (given.password === UNTOUCHED && !isDeployed) throw elsewhere();
  const credentials: BackplaneCredentials = {};
  for (const name of ["username", "password"] as const) {
    const typed = given[name];
    const value = typed === undefined || typed === UNTOUCHED ? stored[name] : typed;
    if (value === undefined || value === "") continue;
    if (isVariable(value) && !isDeployed) throw undeployed(name);
    credentials[name] = variableOf(RED, id, value);
  }
  // They are part of what is sent, too: the names of keys.
  const { prefix = "", group = "" } = given;
  if (isVariable(prefix) && !isDeployed) throw undeployed("prefix");
  if (isVariable(group) && !isDeployed) throw undeployed("group");
  const resolved = (value: string): string => variableOf(RED, id, value);
  return backplaneSettings(
    { url: resolved(url), prefix: resolved(prefix), group: resolved(group) },
    credentials,
    url,
  );
};

const undeployed = (name: keyof z.output<typeof form>) =>
  configError(
    name,
    "This field uses an environment variable, which is resolved only for the server of the deployed backplane. Deploy the backplane first.",
  );

const elsewhere = () =>
  configError(
    "password",
    "The stored password is sent only to the server of the deployed backplane. Enter it again to test another URL.",
  );
