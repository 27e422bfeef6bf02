import { z } from "zod";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { textList } from "./lib/node/lists";
import { text } from "./lib/node/target";
import { validateInputs } from "./lib/node/validate";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { queueStatsSteps } from "./lib/platform/plan/queue-stats";
import { readQueueStats } from "./lib/platform/queue-stats/queue-stats";

/** Checked only where it is used. */
const forInterval = z.object({ interval: text.optional() });

export = defineNode({
  type: "genesys-queue-stats",
  inputs: z.object({
    queueIds: textList,
    interval: asInput(z.unknown().optional(), { usedWith: [{ what: ["interval"] }] }),
  }),
  options: z.object({
    what: z.enum(["now", "interval"]).default("now"),
    mediaType: z.enum(["any", ...MEDIA_TYPES]).default("any"),
    /** Metrics of the platform besides those of the plain figures. */
    metrics: textList.default([]),
  }),
  plan: ({ options }) => queueStatsSteps(options),
  run: ({ client, inputs, options, signal }) => {
    const { interval } = options.what === "interval" ? validateInputs(forInterval, inputs, {}) : {};
    return readQueueStats(client, { ...options, queues: inputs.queueIds, interval }, { signal });
  },
  output: ({ figures, queueId, queueName, response }) => ({
    payload: {
      ...(queueId === undefined ? {} : { queueId }),
      ...(queueName === undefined ? {} : { queueName }),
      ...figures,
    },
    response,
    ...(queueId === undefined ? {} : { queueId }),
  }),
  trace: ({ figures, queueName }, { options: { what } }) => {
    const { waiting, offered, queues } = figures as {
      waiting?: number;
      offered?: number;
      queues: readonly object[];
    };
    const count = what === "now" ? waiting : offered;
    return [queueName ?? String(queues.length), what, count === undefined ? undefined : String(count)];
  },
});
