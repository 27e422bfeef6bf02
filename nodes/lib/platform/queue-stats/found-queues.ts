import { findNamedQueues } from "../api/scopes";
import { GenesysError } from "../errors/errors";
import type { CallOptions, Client } from "../types";
import type { Figures } from "./types";

/** The queues of which statistics are read. */

/** Names of queues seldom change. */
const KEPT_MS = 5 * 60_000;

export interface FoundQueue {
  id: string;
  name?: string | undefined;
}

/**
 * Queues by id or name, each once; kept for a while.
 * @throws GenesysError `missing` for those that do not exist
 */
export const statsQueues = (
  client: Client,
  named: readonly string[],
  options?: CallOptions,
): Promise<FoundQueue[]> =>
  client.remember(`queues of statistics: ${JSON.stringify(named)}`, KEPT_MS, async () => {
    const found = await findNamedQueues(client, named, options);
    const unknown = found.filter(({ id }) => id === undefined).map(({ name }) => name);
    if (unknown.length > 0)
      throw new GenesysError(
        "missing",
        `The organisation has no such queue: ${unknown.join(", ")}. Check the names. Nothing was sent.`,
        { outcome: "notSent", field: "queueIds", queues: unknown },
      );
    const queues = found.flatMap(({ id, title }) => (id === undefined ? [] : [{ id, name: title }]));
    return queues.filter(({ id }, at) => queues.findIndex((one) => same(one.id, id)) === at);
  });

export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Which queue it is, as its figures name it. */
export const headOf = ({ id, name }: FoundQueue): Figures => ({
  queueId: id,
  ...(name === undefined ? {} : { queueName: name }),
});
