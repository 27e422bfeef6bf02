import { connected, startRedis, type RunningRedis } from "./redis";
import { eventually } from "./until";

export interface Replica extends RunningRedis {
  /** From now on it is a server of its own: what is written to the other one does not come any more. */
  promote(): Promise<void>;
}

/** Resolves when it has all that the other one has. */
export const startReplica = async (of: RunningRedis): Promise<Replica> => {
  const replica = await startRedis([
    "--replicaof",
    `127.0.0.1 ${of.port}`,
    "--repl-diskless-sync-delay",
    "0",
  ]);
  const control = await connected(replica.connect());
  await eventually(async () => (await control.info("replication")).includes("master_link_status:up"));
  return { ...replica, promote: async () => void (await control.call("REPLICAOF", "NO", "ONE")) };
};
