import { isGenesysError } from "../errors/errors";
import type { Random } from "../types";
import { reconnectWaitMs } from "./back-off";
import { gapAfter, type ChannelConnection, type ChannelConnectionParts } from "./channel-connection";
import { createOpener, type Opener } from "./opener";
import type { Tasks } from "./tasks";
import type { Duplicates } from "./duplicates";
import type { Gap } from "./types";

/** Renewals of many channels are spread over this part of their lives. */
const SPREAD = 0.05;

export interface ServeParts {
  connectionParts: ChannelConnectionParts;
  tasks: Tasks;
  duplicates: Duplicates;
  random: Random;
  /** The old connection ended while the new one was opened: notifications may be lost. */
  onGap: (gap: Gap) => void;
}

/** Keeps the topics of a channel right and the channel young until the connection is lost. Returns the last one. */
export const serve = async (first: ChannelConnection, parts: ServeParts): Promise<ChannelConnection> => {
  const { connectionParts, tasks, random } = parts;
  let connection = first;
  let failures = 0;
  let renewal = createOpener(connectionParts, random);
  const renewLater = (): void => tasks.addLater("renewal", connection.own.lifeMs * (1 - SPREAD * random()));

  renewLater();
  while (!connection.isOver()) {
    const task = tasks.take();
    if (task === undefined) {
      await tasks.changed();
      continue;
    }
    try {
      if (task === "topics") await connection.subscribe();
      else {
        connection = await replace(connection, renewal, parts);
        renewLater();
        renewal = createOpener(connectionParts, random);
      }
      failures = 0;
    } catch (error) {
      if (connectionParts.signal.aborted) break;
      if (task === "topics" && isGenesysError(error, "missing")) connection.connection.close(); // the channel is gone
      const waitMs =
        task === "topics" ? reconnectWaitMs(failures++, error, random) : renewal.failed(error).waitMs;
      tasks.addLater(task, waitMs);
    }
  }
  tasks.clear();
  return connection;
};

/** A new channel is subscribed before the old connection is closed, so that nothing is missed between them. */
const replace = async (
  old: ChannelConnection,
  renewal: Opener,
  { duplicates, onGap, connectionParts }: ServeParts,
): Promise<ChannelConnection> => {
  const connection = await duplicates.during(renewal.open());
  if (old.isOver()) onGap(gapAfter(old, connectionParts.clock.now()));
  old.connection.close();
  return connection;
};
