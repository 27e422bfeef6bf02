import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { createRedisBackplane } from "../platform/backplane/redis";
import type { OpenBackplane, RedisCommands } from "../platform/backplane/types";
import { configError } from "../platform/errors/errors";

const load = createRequire(__filename);

interface Source {
  commands: RedisCommands;
  prefix: () => string;
  /** The secret of an account that has none, if all instances have the same: Node-RED's `credentialSecret`. */
  secret: () => unknown;
}

/** Opens the backplane of accounts in the Redis of a backplane node. Its code is loaded with the first one. */
export const openerOf =
  ({ commands, prefix, secret }: Source): OpenBackplane =>
  (parts) => {
    const shared = parts.secret ?? secret();
    if (typeof shared !== "string" || shared === "")
      throw configError(
        "backplane",
        "The account's OAuth client has no secret, so what the backplane keeps cannot be encrypted. Set the same credentialSecret in " +
          "the settings of all Node-RED instances.",
      );
    const redis = load("../platform/backplane/redis") as {
      createRedisBackplane: typeof createRedisBackplane;
    };
    const instance = randomUUID();
    return redis.createRedisBackplane({ ...parts, commands, prefix: prefix(), secret: shared, instance });
  };
