import type { NodeAPI } from "node-red";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { createRedisBackplane } from "../platform/backplane/redis";
import type { OpenBackplane } from "../platform/backplane/types";
import { configError } from "../platform/errors/errors";
import type { AccountBackplane } from "./follow-backplane";

const load = createRequire(__filename);

/** Opens the backplane of accounts in the Redis of a backplane node. Its code is loaded with the first one. */
export const openerOf =
  (
    { settings }: Pick<NodeAPI, "settings">,
    source: Pick<AccountBackplane, "commands" | "settings">,
  ): OpenBackplane =>
  (parts) => {
    const secret = parts.secret ?? credentialSecretOf(settings);
    if (typeof secret !== "string" || secret === "")
      throw configError(
        "backplane",
        "The account's OAuth client has no secret, so what the backplane keeps cannot be encrypted. Set the same credentialSecret in " +
          "the settings of all Node-RED instances.",
      );
    const redis = load("../platform/backplane/redis") as {
      createRedisBackplane: typeof createRedisBackplane;
    };
    const instance = randomUUID();
    const { commands } = source;
    const { prefix, group } = source.settings();
    return redis.createRedisBackplane({ ...parts, commands, prefix, group, secret, instance });
  };

/** Of an account that has no secret: what the settings of all instances have. One that Node-RED made for itself differs. */
const credentialSecretOf = (settings: unknown): unknown => {
  try {
    return (settings as { get?: (name: string) => unknown }).get?.("credentialSecret");
  } catch {
    return undefined; // its storage is not there yet
  }
};
