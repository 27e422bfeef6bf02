import type { Node, NodeAPI, NodeDef, NodeMessage } from "node-red";
import { z } from "zod";
import { accountOf, followAccount, type AccountNode } from "./lib/node/account";
import { finish, type Done } from "./lib/node/delivery";
import { createDeploys } from "./lib/node/deploys";
import { entriesOf, resolveEntries, unsetComplaint } from "./lib/node/environment";
import { createEmission } from "./lib/node/events-emission";
import { createEventsInput } from "./lib/node/events-input";
import { textList } from "./lib/node/lists";
import { createListeningStatus } from "./lib/node/listening-status";
import { plannerOf, plansOf } from "./lib/node/plans";
import { sharedParts } from "./lib/node/runtime-state";
import { createStatus } from "./lib/node/status";
import { clockOf } from "./lib/node/clock-setting";
import { validateOptions, withoutBlanks } from "./lib/node/validate";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { isGenesysError, type GenesysError } from "./lib/platform/errors/errors";
import { listen } from "./lib/platform/events/listen";
import { createMemories, type Memory } from "./lib/platform/events/memory";
import { EVENT_NAMES } from "./lib/platform/events/types";
import type { Scope } from "./lib/platform/events/topics";
import { createClosing } from "./lib/platform/time/clock";
import { eventSteps } from "./lib/platform/plan/events";

/** As a dialog has them: nothing is chosen yet, or the value is a variable that only the runtime can resolve. */
const stored = z.object({
  scope: z.enum(["queue", "user", "conversation", "topic", "input"]).default("queue"),
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

/** What is running: what stops it, and what takes a message where the flow delivers the events. */
interface Running {
  stop: () => void;
  take?: (msg: Message, done: Done) => void;
}

type Message = NodeMessage & Record<string, unknown>;

interface StartParts {
  account: AccountNode;
  settings: z.output<typeof stored>;
  memory: Memory;
}

/** The flow delivers the events. */
const takeEvents = (RED: NodeAPI, node: Node, { account, settings, memory }: StartParts): Running => {
  const closing = createClosing();
  const { signal } = closing;
  const status = createStatus(node, clockOf(RED));
  const emission = createEmission(node, account, settings, signal);
  const input = createEventsInput({ node, account, memory, status, signal, ...emission });
  return {
    take: input.take,
    stop: () => {
      closing.abort(); // first: what is not emitted yet may be delivered again
      input.close();
    },
  };
};

/** The account's channel delivers the events. */
const receiveEvents = (
  RED: NodeAPI,
  node: Node,
  { account, settings, scope, memory }: StartParts & { scope: Scope },
): Running => {
  const closing = createClosing();
  const status = createListeningStatus(RED, node);
  const warn = (sentence: string): void => node.warn(sentence);
  const { onEvent, onFrame } = createEmission(node, account, settings, closing.signal);
  const stop = listen({
    onEvent: (event, frame) => void onEvent(event, frame),
    onFrame,
    events: account.events(),
    client: account.client(),
    scope,
    names: settings.ids,
    memory,
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
      status.close();
      unwatch();
      stop();
      closing.abort(); // events that are held back are emitted without their content
    },
  };
};

/** The one source node. It receives the account's notifications, which all these nodes share, or what the flow delivers. */
const genesysEvents = (RED: NodeAPI): void => {
  const afterDeploys = sharedParts(RED, "deploys", () => createDeploys(RED));
  const memories = sharedParts(RED, "memories of events", createMemories);
  plansOf(RED).set("genesys-events", planner);
  RED.nodes.registerType("genesys-events", function (this: Node, config: NodeDef & Record<string, unknown>) {
    RED.nodes.createNode(this, config);

    const start = (): Running => {
      const lists = {
        ids: resolveEntries(RED, this, config.ids),
        events: resolveEntries(RED, this, config.events),
      };
      const given = withoutBlanks({ ...config, ...lists });
      const settings = validateOptions(config.scope === "input" ? stored : options, given);
      const parts = { account: accountOf(RED, config.account), memory: memories.of(this.id) };
      return settings.scope === "input"
        ? takeEvents(RED, this, { ...parts, settings })
        : receiveEvents(RED, this, { ...parts, settings, scope: settings.scope });
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

export = Object.assign(genesysEvents, { options, planner });
