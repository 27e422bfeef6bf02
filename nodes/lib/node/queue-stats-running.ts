import type { Node, NodeAPI } from "node-red";
import { takeOther } from "../platform/events/memory";
import type { BoardMemory } from "../platform/queue-stats/board";
import type { NowFigure } from "../platform/queue-stats/observed";
import type { Threshold } from "../platform/queue-stats/threshold";
import { watchQueueStats } from "../platform/queue-stats/watch";
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

const thresholdOf = (settings: StatsSettings): Threshold | undefined =>
  settings.thresholdFigure === "none"
    ? undefined
    : {
        figure: settings.thresholdFigure,
        comparison: settings.thresholdComparison,
        value: settings.thresholdValue,
      };

/** The account's channel delivers the figures of queues. */
export const receiveQueueStats = (
  RED: NodeAPI,
  node: Node,
  { account, settings, memory, started }: StartParts & { settings: StatsSettings },
): Running => {
  const { ids, mediaType, raw } = settings;
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
    onStats: ({ figures, previous, frame, queueName, ...event }) =>
      // Before the flows of a deploy have started, the nodes behind this one may not exist.
      void started.then(() => {
        if (isStopped) return;
        node.send({
          ...event,
          ...(queueName === undefined ? {} : { queueName }),
          payload: figures,
          ...(previous === undefined ? {} : { previous }),
          ...(threshold === undefined ? {} : { threshold }),
          ...(raw && frame !== undefined ? { frame } : {}),
        });
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
