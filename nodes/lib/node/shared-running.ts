import type { Node, NodeAPI } from "node-red";
import { closedError } from "../platform/errors/errors";
import type { Scope } from "../platform/events/topics";
import { wantsTranscripts } from "../platform/events/transcripts";
import type { Properties } from "../platform/events/types";
import type { WatchStatsParts } from "../platform/queue-stats/watch";
import { leadConversations, wasFollowed, type Reported } from "../platform/shared-events/lead-conversations";
import { leadQueueStats } from "../platform/shared-events/lead-queue-stats";
import type { SharedEvents } from "../platform/shared-events/shared-events";
import type { Lead, Led, Listening } from "../platform/shared-events/types";
import { createClosing, untilClosed } from "../platform/time/clock";
import { createEmission } from "./events-emission";
import type { Running, StartParts } from "./events-running";
import { clockOf } from "./clock-setting";
import { journalOf } from "./journal";
import { createListeningStatus, type ListeningStatus } from "./listening-status";
import type { Talk } from "./people";
import { messageOfStats, thresholdOf, type StatsSettings } from "./queue-stats-running";
import { createSharedPeople } from "./shared-people";

interface Shared {
  RED: NodeAPI;
  node: Node;
  shared: SharedEvents;
}

type Parts = StartParts & { settings: StatsSettings; scope: Scope };

/** What one instance does while it leads, and how each emits its share. */
interface Kind {
  /** What it listens to, besides the ids. */
  listensTo: readonly unknown[];
  lead(lead: Lead, reports: Reports): Led;
  emit(value: unknown, origin: Properties): Promise<void> | undefined;
  onLeft?: Listening["onLeft"];
  leave(): void;
}

type Reports = Pick<WatchStatsParts, "onState" | "onUnknown" | "onTrouble">;

/** One of all instances listens, and each emits its share of what happens. */
export const receiveShared = ({ RED, node, shared }: Shared, parts: Parts): Running => {
  const { account, settings, started, scope } = parts;
  const closing = createClosing();
  const { signal } = closing;
  const status = createListeningStatus(RED, node);
  const warn = (sentence: string): void => node.warn(sentence);
  /** What each message has, as those of other nodes: an object of its own, which a flow may change. */
  const originOf = (redelivered: boolean): Properties => ({
    genesys: { instance: account.instance?.() },
    ...(redelivered ? { redelivered } : {}),
  });
  const kind =
    scope === "queueStats"
      ? queueStatsKind(node, parts)
      : conversationsKind({ RED, node, show: status.people }, parts, scope);
  const reports: Reports = {
    onState: status.events,
    onUnknown: (names, sentence) => {
      status.unknown(names);
      warn(sentence);
    },
    onTrouble: warn,
  };
  let leave = (): void => undefined;
  // Before the flows have started, the nodes behind this one may not exist.
  void started.then(() => {
    if (signal.aborted) return;
    leave = shared.join({
      name: JSON.stringify([placeOf(node), scope, [...settings.ids].sort(), ...kind.listensTo]),
      lead: (lead) => kind.lead(lead, reports),
      deliver: async (value, redelivered) => {
        if (signal.aborted) throw closedError();
        const emitted = kind.emit(value, originOf(redelivered));
        if (emitted !== undefined) await untilClosed(emitted, signal);
        await received();
      },
      onRole: status.role,
      ...(kind.onLeft && { onLeft: kind.onLeft }),
    });
  });
  const unwatch = account.watch(status.account);
  return {
    stop: () => {
      closing.abort();
      status.close();
      unwatch();
      leave();
      kind.leave();
    },
  };
};

/** Node-RED gives a message that was sent to the next node in the next turn: what has ended before that was not emitted. */
const received = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The same for the same node of a flow in all instances: in a subflow, each instance of Node-RED gives it another id. */
const placeOf = (node: Node): string => {
  const { _alias: alias, _flow: flow } = node as { _alias?: string; _flow?: { path?: string } };
  return alias === undefined ? node.id : `${flow?.path ?? ""}/${alias}`;
};

type Face = Pick<Shared, "RED" | "node"> & { show: ListeningStatus["people"] };

const conversationsKind = ({ RED, node, show }: Face, parts: Parts, scope: Scope): Kind => {
  const { account, settings } = parts;
  const people = settings.showPeople
    ? createSharedPeople({ account, show, clock: clockOf(RED), journal: journalOf(RED) })
    : undefined;
  // What is held back at a deploy is not acknowledged: an instance emits it, not the next node from its memory.
  const emission = createEmission(node, { ...parts, memory: {}, scope: [scope, settings.ids] });
  return {
    listensTo: [],
    lead: (lead, reports) => {
      const { clock } = account;
      const sources = { events: account.events(), client: account.client(), clock };
      const transcribed = wantsTranscripts(settings.events, settings.mediaType);
      const talking = people?.lead((id) => wasFollowed(lead, id));
      const led = leadConversations(
        {
          ...{ ...sources, ...reports, scope, names: settings.ids },
          ...{ wantsTranscripts: transcribed, hasFrames: settings.raw },
          besideOf: ({ conversationId }) => talking?.talkOf(conversationId),
        },
        lead,
      );
      return {
        received: led.received,
        stop: () => {
          talking?.stop();
          led.stop();
        },
      };
    },
    emit: (value, origin) => {
      const reported = value as Reported;
      if ("event" in reported) {
        people?.take(reported.event.conversationId, reported.beside as Talk | undefined);
        return emission.onEvent(reported.event, reported.frame, origin);
      }
      emission.onFrame(reported.frame, origin, reported.at);
      return undefined;
    },
    ...(people && { onLeft: people.leave }),
    leave: () => {
      people?.stop();
      emission.leave();
    },
  };
};

const queueStatsKind = (node: Node, { account, settings }: Parts): Kind => {
  const threshold = thresholdOf(settings);
  const { mediaType, ids } = settings;
  return {
    listensTo: [mediaType, threshold],
    lead: (lead, reports) => {
      const sources = { events: account.events(), client: account.client() };
      return leadQueueStats({ ...sources, ...reports, mediaType, threshold, names: ids }, lead);
    },
    emit: (value, origin) => {
      const stats = value as Parameters<WatchStatsParts["onStats"]>[0];
      node.send({ ...origin, ...messageOfStats(stats, settings) });
      return undefined;
    },
    leave: () => undefined,
  };
};
