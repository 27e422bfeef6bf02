import type { Node, NodeAPI } from "node-red";
import type { Properties } from "../platform/events/types";
import { takeOther } from "../platform/events/memory";
import type { BoardMemory } from "../platform/queue-stats/board";
import type { NowFigure } from "../platform/queue-stats/observed";
import type { Threshold } from "../platform/queue-stats/threshold";
import { watchQueueStats, type WatchStatsParts } from "../platform/queue-stats/watch";
import type { Running, StartParts } from "./events-running";
import { createListeningStatus } from "./listening-status";

export interface StatsSettings {
  ids: readonly string[];
  mediaType: string;
  raw: boolean;
  thresholdFigure: NowFigure | "none";
  thresholdComparison: Threshold["comparison"];
  thresholdValue: number;
}

export const thresholdOf = (settings: StatsSettings): Threshold | undefined =>
  settings.thresholdFigure === "none"
    ? undefined
    : {
        figure: settings.thresholdFigure,
        comparison: settings.thresholdComparison,
        value: settings.thresholdValue,
      };

type Stats = Parameters<WatchStatsParts["onStats"]>[0];

/** The figures of a queue as properties of a message. */
export const messageOfStats = (
  { figures, previous, frame, queueName, ...event }: Stats,
  settings: StatsSettings,
): Properties => {
  const threshold = thresholdOf(settings);
  return {
    ...event,
    ...(queueName === undefined ? {} : { queueName }),
    payload: figures,
    ...(previous === undefined ? {} : { previous }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(settings.raw && frame !== undefined ? { frame } : {}),
  };
};

/** The account's channel delivers the figures of queues. */
export const receiveQueueStats = (
  RED: NodeAPI,
  node: Node,
  { account, settings, memory, started }: StartParts & { settings: StatsSettings },
): Running => {
  const { ids, mediaType } = settings;
  const threshold = thresholdOf(settings);
  const status = createListeningStatus(RED, node);
  const warn = (sentence: string): void => node.warn(sentence);
  const listensTo = JSON.stringify(["queueStats", ids, mediaType, threshold, account.id]);
  let isStopped = false;
  const stop = watchQueueStats({
    ...{ mediaType, threshold, names: ids },
    events: account.events(),
    client: account.client(),
    memory: takeOther(memory, listensTo, account.clock.now()) as BoardMemory | undefined,
    onStats: (event) =>
      // Before the flows of a deploy have started, the nodes behind this one may not exist.
      void started.then(() => {
        if (!isStopped) node.send(messageOfStats(event, settings));
      }),
    onState: status.events,
    onUnknown: (names, sentence) => {
      status.unknown(names);
      warn(sentence);
    },
    onTrouble: warn,
  });
  const unwatch = account.watch(status.account);
  return {
    stop: () => {
      isStopped = true;
      status.close();
      unwatch();
      memory.other = { listensTo, left: stop(), leftAt: account.clock.now() };
    },
  };
};
