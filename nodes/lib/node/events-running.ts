import type { Node, NodeAPI, NodeMessage } from "node-red";
import { listen } from "../platform/events/listen";
import type { Memory } from "../platform/events/memory";
import type { Scope } from "../platform/events/topics";
import { createTranscripts, wantsTranscripts } from "../platform/events/transcripts";
import { createClosing } from "../platform/time/clock";
import type { AccountNode } from "./account";
import { clockOf } from "./clock-setting";
import type { Done } from "./delivery";
import { createEmission, type EmissionSettings } from "./events-emission";
import { createEventsGiven } from "./events-given";
import { createEventsInput } from "./events-input";
import { journalOf } from "./journal";
import { createListeningStatus } from "./listening-status";
import { createPeopleStatus } from "./people-status";
import { createStatus } from "./status";

/** What is running: what stops it, and what takes a message where the node has an input. */
export interface Running {
  stop: () => void;
  take?: (msg: Message, done: Done) => void;
}

export type Message = NodeMessage & Record<string, unknown>;

export interface StartParts {
  account: AccountNode;
  settings: EmissionSettings & { ids: readonly string[]; showPeople: boolean };
  memory: Memory;
  /** Resolves when the flows of the present deploy have started. Before that, the nodes behind this one may not exist. */
  started: Promise<void>;
}

/** The flow delivers the events. */
export const takeEvents = (RED: NodeAPI, node: Node, parts: StartParts): Running => {
  const { account, memory } = parts;
  const closing = createClosing();
  const { signal } = closing;
  const status = createStatus(node, clockOf(RED));
  const emission = createEmission(node, { ...parts, scope: ["input"] });
  const input = createEventsInput({ node, account, memory, status, signal, ...emission });
  return {
    take: input.take,
    stop: () => {
      closing.abort(); // first: what is not emitted yet may be delivered again
      input.close();
      emission.leave();
    },
  };
};

/** The flow names the conversations. The account's channel delivers their events. */
export const followGiven = (RED: NodeAPI, node: Node, parts: StartParts): Running => {
  const closing = createClosing();
  const { signal } = closing;
  const status = createListeningStatus(RED, node);
  const input = createEventsGiven(RED, node, { ...parts, status, signal });
  return {
    take: input.take,
    stop: () => {
      closing.abort(); // first: a conversation that is read now is followed by the next node
      input.close();
    },
  };
};

/** The account's channel delivers the events. */
export const receiveEvents = (RED: NodeAPI, node: Node, parts: StartParts & { scope: Scope }): Running => {
  const { account, settings, scope, memory } = parts;
  const status = createListeningStatus(RED, node);
  const warn = (sentence: string): void => node.warn(sentence);
  const { onEvent, onFrame, leave } = createEmission(node, { ...parts, scope: [scope, settings.ids] });
  const transcripts = wantsTranscripts(settings.events, settings.mediaType)
    ? createTranscripts({
        ...{ events: account.events(), client: account.client(), clock: account.clock, onTrouble: warn },
        onEvent: (event, frame) => void onEvent(event, frame),
      })
    : undefined;
  const people = settings.showPeople
    ? createPeopleStatus({ account, clock: clockOf(RED), journal: journalOf(RED), show: status.people })
    : undefined;
  if (scope === "conversation") for (const id of settings.ids) transcripts?.follow(id);
  const stop = listen({
    onEvent: (event, frame) => {
      if (scope !== "topic") transcripts?.note(event);
      people?.note(event.conversationId);
      void onEvent(event, frame);
    },
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
      transcripts?.stop();
      people?.stop();
      leave();
    },
  };
};
