import type { Node, NodeAPI, NodeDef } from "node-red";
import { z } from "zod";
import { accountOf, followAccount } from "./lib/node/account";
import { createDeploys, nextStart } from "./lib/node/deploys";
import { entriesOf, resolveEntries, unsetComplaint } from "./lib/node/environment";
import { textList } from "./lib/node/lists";
import { createListeningStatus } from "./lib/node/listening-status";
import { plannerOf, plansOf } from "./lib/node/plans";
import { sharedParts } from "./lib/node/runtime-state";
import { createStatus } from "./lib/node/status";
import { clockOf } from "./lib/node/clock-setting";
import { validateOptions, withoutBlanks } from "./lib/node/validate";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { isGenesysError, type ErrorCode } from "./lib/platform/errors/errors";
import { listen } from "./lib/platform/events/listen";
import { createMessageReader } from "./lib/platform/events/read-message";
import { createMemories } from "./lib/platform/events/memory";
import { messageOf, messageOfFrame } from "./lib/platform/events/message";
import { EVENT_NAMES } from "./lib/platform/events/types";
import { eventSteps } from "./lib/platform/plan/events";

/** As a dialog has them: nothing is chosen yet, or the value is a variable that only the runtime can resolve. */
const stored = z.object({
  scope: z.enum(["queue", "user", "conversation", "topic"]).default("queue"),
  ids: textList.default([]),
  /** None chosen: all. */
  events: z.preprocess(entriesOf, z.array(z.enum(EVENT_NAMES)).default([])),
  mediaType: z.enum(["any", ...MEDIA_TYPES]).default("any"),
  raw: z.boolean().default(false),
  /** A stored node without it sends no request for a message. */
  readMessage: z.boolean().default(false),
});

const options = stored.extend({
  ids: textList.superRefine((ids, context) => {
    const message = ids.length === 0 ? "is missing" : unsetComplaint(ids);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  }),
});

const canReceiveMessages = (events: readonly string[] = [], mediaType: string): boolean =>
  (events.length === 0 || events.includes("messageReceived")) && ["any", "message"].includes(mediaType);

const planner = plannerOf({
  inputs: z.object({}),
  options: stored,
  plan: ({ options: { scope, ids, events, mediaType, readMessage } }) =>
    eventSteps({ scope, ids, reads: readMessage && canReceiveMessages(events, mediaType) }),
});

/** The one source node. It receives the account's notifications, which all these nodes share. */
const genesysEvents = (RED: NodeAPI): void => {
  const afterDeploys = sharedParts(RED, "deploys", () => createDeploys(RED));
  const memories = sharedParts(RED, "memories of events", createMemories);
  plansOf(RED).set("genesys-events", planner);
  RED.nodes.registerType("genesys-events", function (this: Node, config: NodeDef & Record<string, unknown>) {
    RED.nodes.createNode(this, config);

    const started = nextStart(afterDeploys);
    const start = (): (() => void) => {
      const lists = {
        ids: resolveEntries(RED, this, config.ids),
        events: resolveEntries(RED, this, config.events),
      };
      const settings = validateOptions(options, withoutBlanks({ ...config, ...lists }));
      const { scope, ids, events: chosen, mediaType, raw, readMessage } = settings;
      const account = accountOf(RED, config.account);
      const status = createListeningStatus(RED, this);
      const emit = (properties: Record<string, unknown>): void => this.send(properties);
      const warn = (sentence: string): void => this.warn(sentence);
      const memory = memories.of(this.id);
      const reader = createMessageReader({
        client: account.client(),
        reads: readMessage,
        isWanted: ({ event, mediaType: medium }) =>
          (chosen.length === 0 || chosen.includes(event)) && (mediaType === "any" || medium === mediaType),
        emit: (event, frame, content) => emit(messageOf(event, raw ? frame : undefined, content)),
        onTrouble: warn,
        memory,
        listensTo: JSON.stringify([scope, ids, account.id]),
        started,
      });

      const stop = listen({
        events: account.events(),
        client: account.client(),
        scope,
        names: ids,
        memory,
        onEvent: reader.take,
        onFrame: (frame) => {
          const message = messageOfFrame(frame, account.clock.now(), raw);
          if (message !== undefined) emit(message);
        },
        onState: status.events,
        onUnknown: (names, sentence) => {
          status.unknown(names);
          warn(sentence);
        },
        onTrouble: warn,
      });
      const unwatch = account.watch(status.account);
      return () => {
        status.close();
        unwatch();
        stop();
        reader.leave();
      };
    };

    /** Shows what is wrong with the account, or else with the node, until the returned function is called. */
    const showTrouble = (code: ErrorCode): (() => void) => {
      const status = createStatus(this, clockOf(RED));
      const followed = followAccount(RED, config.account, ({ kind }) =>
        status.hold(kind === "ready" ? undefined : kind),
      );
      try {
        followed.get();
      } catch {
        // There is no account. The status code shows it.
      }
      status.unusable(code);
      return () => {
        followed.leave();
        status.close();
      };
    };

    const present = (): unknown => RED.nodes.getNode(String(config.account));
    let account: unknown;
    let stop = (): void => undefined;
    const begin = (): void => {
      account = present();
      stop = (): void => undefined;
      try {
        stop = start();
      } catch (error) {
        if (!isGenesysError(error)) throw error;
        stop = showTrouble(error.code);
        this.error(error.message);
      }
    };
    begin();

    // An account that is named by an environment variable is deployed again without the nodes that name it.
    const leave = afterDeploys(() => {
      if (present() === account) return;
      stop();
      begin();
    });
    this.on("close", (removed: boolean, done: () => void) => {
      leave();
      stop();
      if (removed) memories.forget(this.id);
      done();
    });
  });
};

export = Object.assign(genesysEvents, { options, planner });
