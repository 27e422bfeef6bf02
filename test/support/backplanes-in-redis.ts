import type { NodeAPI } from "node-red";
import type { RedisCommands } from "../../nodes/lib/platform/backplane/types";

/** The settings of a Node-RED, as far as a backplane reads them. */
export const redWith = (credentialSecret: unknown): Pick<NodeAPI, "settings"> => ({
  settings: { get: () => credentialSecret } as unknown as NodeAPI["settings"],
});

/** A backplane node that is connected. */
export const backplaneWith = (commands: RedisCommands) => ({
  commands,
  settings: () => ({
    ...{ prefix: "spec", group: "group" },
    address: { host: "127.0.0.1", port: 0, isTls: false, database: 0 },
  }),
});
