import { isGenesysError } from "../errors/errors";
import type { Random } from "../types";
import { reconnectWaitMs } from "./back-off";
import { gapAfter, type Link, type LinkParts } from "./channel-connection";
import { createOpener, type Opener } from "./opener";
import type { Tasks } from "./tasks";
import type { Twins } from "./duplicates";
import type { Gap } from "./types";

/** Renewals of many channels are spread over this part of their lives. */
const SPREAD = 0.05;

export interface ServeParts {
  linkParts: LinkParts;
  tasks: Tasks;
  twins: Twins;
  random: Random;
  /** The old connection ended while the new one was opened: notifications may be lost. */
  onGap: (gap: Gap) => void;
}

/** Keeps the topics of a channel right and the channel young until the connection is lost. Returns the last link. */
export const serve = async (first: Link, parts: ServeParts): Promise<Link> => {
  const { linkParts, tasks, random } = parts;
  let link = first;
  let failures = 0;
  let renewal = createOpener(linkParts, random);
  const renewLater = (): void => tasks.addLater("renewal", link.own.lifeMs * (1 - SPREAD * random()));

  renewLater();
  while (!link.over()) {
    const task = tasks.take();
    if (task === undefined) {
      await tasks.changed();
      continue;
    }
    try {
      if (task === "topics") await link.subscribe();
      else {
        link = await replace(link, renewal, parts);
        renewLater();
        renewal = createOpener(linkParts, random);
      }
      failures = 0;
    } catch (error) {
      if (linkParts.signal.aborted) break;
      if (task === "topics" && isGenesysError(error, "missing")) link.line.leave(); // the channel is gone
      const waitMs =
        task === "topics" ? reconnectWaitMs(failures++, error, random) : renewal.failed(error).waitMs;
      tasks.addLater(task, waitMs);
    }
  }
  tasks.clear();
  return link;
};

/** A new channel is subscribed before the old connection is closed, so that nothing is missed between them. */
const replace = async (
  old: Link,
  renewal: Opener,
  { twins, onGap, linkParts }: ServeParts,
): Promise<Link> => {
  const link = await twins.during(renewal.open());
  if (old.over()) onGap(gapAfter(old, linkParts.clock.now()));
  old.line.leave();
  return link;
};
