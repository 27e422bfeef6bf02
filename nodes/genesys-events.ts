import type { Node, NodeAPI, NodeDef } from "node-red";
import { createRequire } from "node:module";
import { z } from "zod";
import { numeric } from "./lib/node/attributes";
import { accountOf, followAccount } from "./lib/node/account";
import { finish, type Done } from "./lib/node/delivery";
import { deploysOf, nextStart } from "./lib/node/deploys";
import { entriesOf, resolveEntries, unsetComplaint } from "./lib/node/environment";
import {
  followGiven,
  receiveEvents,
  takeEvents,
  type Message,
  type Running,
} from "./lib/node/events-running";
import { textList } from "./lib/node/lists";
import { plansOf } from "./lib/node/definitions";
import { plannerOf } from "./lib/node/plans";
import { recordSent } from "./lib/node/record-sent";
import { receiveQueueStats } from "./lib/node/queue-stats-running";
import type { receiveShared } from "./lib/node/shared-running";
import { sharedParts } from "./lib/node/runtime-state";
import { serveTopics } from "./lib/node/topics-route";
import { createStatus } from "./lib/node/status";
import { clockOf } from "./lib/node/clock-setting";
import { validateOptions, withoutBlanks } from "./lib/node/validate";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { isGenesysError, type GenesysError } from "./lib/platform/errors/errors";
import { createMemories } from "./lib/platform/events/memory";
import { wantsTranscripts } from "./lib/platform/events/transcripts";
import { EVENT_NAMES } from "./lib/platform/events/types";
import { eventSteps } from "./lib/platform/plan/events";
import { NOW_FIGURES } from "./lib/platform/queue-stats/observed";
import { COMPARISONS } from "./lib/platform/queue-stats/threshold";

const load = createRequire(__filename);

/** As a dialog has them: nothing is chosen yet, or the value is a variable that only the runtime can resolve. */
const stored = z.object({
  scope: z
    .enum(["queue", "user", "conversation", "queueStats", "fromMessage", "topic", "input"])
    .default("queue"),
  ids: textList.default([]),
  /** None chosen: all. */
  events: z.preprocess(entriesOf, z.array(z.enum(EVENT_NAMES)).default([])),
  mediaType: z.enum(["any", ...MEDIA_TYPES]).default("any"),
  raw: z.boolean().default(false),
  /** A stored node without it sends no request for a message. */
  readMessage: z.boolean().default(false),
  /** Who talks, in the status. */
  showPeople: z.boolean().default(false),
  /** Of the figures of queues: without one, each change is sent. */
  thresholdFigure: z.enum(["none", ...NOW_FIGURES]).default("none"),
  thresholdComparison: z.enum(COMPARISONS).default("atLeast"),
  thresholdValue: numeric(z.number()).default(0),
});

const options = stored.extend({
  ids: textList.superRefine((ids, context) => {
    const message = ids.length === 0 ? "is missing" : unsetComplaint(ids);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  }),
});

/** What only another scope uses is not checked: the dialog hides it. */
const withoutUnused = (config: Record<string, unknown>): Record<string, unknown> => {
  if (config.scope === "queueStats") return config;
  const {
    thresholdFigure: _figure,
    thresholdComparison: _comparison,
    thresholdValue: _value,
    ...used
  } = config;
  return used;
};

/** Its code is loaded with the first node of an account that has a backplane. */
const joinShared = (...how: Parameters<typeof receiveShared>): Running => {
  const loaded = load("./lib/node/shared-running") as { receiveShared: typeof receiveShared };
  return loaded.receiveShared(...how);
};

const hasInput = (scope: unknown): boolean => scope === "input" || scope === "fromMessage";

/** What is checked of a node that is so stored. */
const optionsOf = ({ scope }: Record<string, unknown>): z.ZodObject => {
  const schema: z.ZodObject = hasInput(scope) ? stored : options;
  return scope === "queueStats"
    ? schema
    : schema.omit({ thresholdFigure: true, thresholdComparison: true, thresholdValue: true });
};

const canReceiveMessages = (events: readonly string[] = [], mediaType: string): boolean =>
  (events.length === 0 || events.includes("messageReceived")) && ["any", "message"].includes(mediaType);

const planner = plannerOf({
  inputs: z.object({}),
  options: stored,
  plan: ({ options: { scope, ids, events, mediaType, readMessage } }) =>
    eventSteps({
      ...{ scope, ids, reads: readMessage && canReceiveMessages(events, mediaType) },
      transcripts: wantsTranscripts(events ?? [], mediaType),
    }),
});

/** The one source node. It receives the account's notifications, which all these nodes share, or what the flow delivers. */
const genesysEvents = (RED: NodeAPI): void => {
  const afterDeploys = deploysOf(RED);
  const memories = sharedParts(RED, "memories of events", createMemories);
  plansOf(RED).set("genesys-events", planner);
  serveTopics(RED);
  RED.nodes.registerType("genesys-events", function (this: Node, config: NodeDef & Record<string, unknown>) {
    RED.nodes.createNode(this, config);
    recordSent(RED, this, config.account);

    const started = nextStart(afterDeploys);
    const start = (): Running => {
      const lists = {
        ids: resolveEntries(RED, this, config.ids),
        events: resolveEntries(RED, this, config.events),
      };
      const given = withoutBlanks({ ...withoutUnused(config), ...lists });
      const settings = validateOptions(hasInput(config.scope) ? stored : options, given);
      const { scope } = settings;
      const parts = {
        account: accountOf(RED, config.account),
        memory: memories.of(this.id),
        settings,
        started,
      };
      if (scope === "input") return takeEvents(RED, this, parts);
      if (scope === "fromMessage") return followGiven(RED, this, parts);
      const shared = parts.account.sharedEvents?.();
      if (shared !== undefined) return joinShared({ RED, node: this, shared }, { ...parts, scope });
      if (scope === "queueStats") return receiveQueueStats(RED, this, parts);
      return receiveEvents(RED, this, { ...parts, scope });
    };

    /** Shows what is wrong with the account, or else with the node, until it is stopped. */
    const showTrouble = (error: GenesysError): Running => {
      const status = createStatus(this, clockOf(RED));
      const followed = followAccount(RED, config.account, ({ kind }) =>
        status.hold(kind === "ready" ? undefined : kind),
      );
      try {
        followed.get();
      } catch {
        // There is no account. The status code shows it.
      }
      status.unusable(error.code);
      return {
        take: (msg, done) => finish(this, msg, done, error),
        stop: () => {
          followed.leave();
          status.close();
        },
      };
    };

    const present = (): unknown => RED.nodes.getNode(String(config.account));
    let account: unknown;
    let running: Running = { stop: () => undefined };
    const begin = (): void => {
      account = present();
      running = { stop: () => undefined };
      try {
        running = start();
      } catch (error) {
        if (!isGenesysError(error)) throw error;
        running = showTrouble(error);
        this.error(error.message);
      }
    };
    begin();
    this.on("input", (msg: Message, _send: unknown, done: Done) => {
      if (running.take === undefined) done();
      else running.take(msg, done);
    });

    // An account that is named by an environment variable is deployed again without the nodes that name it.
    const leave = afterDeploys(() => {
      if (present() === account) return;
      running.stop();
      begin();
    });
    this.on("close", (removed: boolean, done: () => void) => {
      leave();
      running.stop();
      if (removed) memories.forget(this.id);
      done();
    });
  });
};

export = Object.assign(genesysEvents, { options, optionsOf, planner });
