import type { Node, NodeAPI } from "node-red";
import { closedError } from "../platform/errors/errors";
import type { Scope } from "../platform/events/topics";
import { wantsTranscripts } from "../platform/events/transcripts";
import type { Properties } from "../platform/events/types";
import type { WatchStatsParts } from "../platform/queue-stats/watch";
import { leadConversations, type Reported } from "../platform/shared-events/lead-conversations";
import { leadQueueStats } from "../platform/shared-events/lead-queue-stats";
import type { SharedEvents } from "../platform/shared-events/shared-events";
import type { Lead, Led } from "../platform/shared-events/types";
import { createClosing, untilClosed } from "../platform/time/clock";
import { createEmission } from "./events-emission";
import type { Running, StartParts } from "./events-running";
import { createListeningStatus } from "./listening-status";
import { messageOfStats, thresholdOf, type StatsSettings } from "./queue-stats-running";

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
  const kind = scope === "queueStats" ? queueStatsKind(node, parts) : conversationsKind(node, parts, scope);
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
      deliver: (value, redelivered) => {
        if (signal.aborted) return Promise.reject(closedError());
        const emitted = kind.emit(value, originOf(redelivered));
        return emitted === undefined ? Promise.resolve() : untilClosed(emitted, signal);
      },
      onRole: status.role,
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

/** The same for the same node of a flow in all instances: in a subflow, each instance of Node-RED gives it another id. */
const placeOf = (node: Node): string => {
  const { _alias: alias, _flow: flow } = node as { _alias?: string; _flow?: { path?: string } };
  return alias === undefined ? node.id : `${flow?.path ?? ""}/${alias}`;
};

const conversationsKind = (node: Node, parts: Parts, scope: Scope): Kind => {
  const { account, settings } = parts;
  // What is held back at a deploy is not acknowledged: an instance emits it, not the next node from its memory.
  const emission = createEmission(node, { ...parts, memory: {}, scope: [scope, settings.ids] });
  return {
    listensTo: [],
    lead: (lead, reports) => {
      const { clock } = account;
      const sources = { events: account.events(), client: account.client(), clock };
      const transcribed = wantsTranscripts(settings.events, settings.mediaType);
      return leadConversations(
        {
          ...{ ...sources, ...reports, scope, names: settings.ids },
          ...{ wantsTranscripts: transcribed, hasFrames: settings.raw },
        },
        lead,
      );
    },
    emit: (value, origin) => {
      const reported = value as Reported;
      if ("event" in reported) return emission.onEvent(reported.event, reported.frame, origin);
      emission.onFrame(reported.frame, origin, reported.at);
      return undefined;
    },
    leave: emission.leave,
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
