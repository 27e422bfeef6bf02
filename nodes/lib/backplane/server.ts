import type { Failure } from "./failure";

/** What a server says of itself. What it does not say, or what its user may not read, is absent. */
export interface Server {
  name: "Redis" | "Valkey";
  version?: string;
  mode?: string;
  isReplica: boolean;
  isLoading: boolean;
  /** What happens to keys when the memory is full: anything but `noeviction` loses some of ours. */
  policy?: string;
}

const OLDEST = 7;

/** From the reply to INFO: a line for each fact. */
export const serverOf = (info: string): Server => {
  const facts = new Map(
    info.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(":");
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );
  const valkey = facts.get("valkey_version");
  const version = valkey ?? facts.get("redis_version");
  const mode = facts.get("redis_mode") ?? facts.get("server_mode");
  const policy = facts.get("maxmemory_policy");
  return {
    name: valkey === undefined ? "Redis" : "Valkey",
    ...(version === undefined ? {} : { version }),
    ...(mode === undefined ? {} : { mode }),
    ...(policy === undefined ? {} : { policy }),
    isReplica: facts.get("role") === "slave" || facts.get("role") === "replica",
    isLoading: (facts.get("loading") ?? "0") !== "0",
  };
};

/** Why the server cannot be a backplane. */
export const misfitOf = ({ name, version, mode, isReplica, isLoading }: Server): Failure | undefined => {
  if (mode === "sentinel" || mode === "cluster") return mode;
  if (name === "Redis" && version !== undefined && Number.parseInt(version, 10) < OLDEST) return "old";
  if (isReplica) return "readOnly";
  return isLoading ? "loading" : undefined;
};

/** Keys of ours would be removed when the memory is full. */
export const evicts = ({ policy }: Server): boolean => policy !== undefined && policy !== "noeviction";
