import { isDetail } from "../events/detail";
import type { Events } from "../events/events";
import { packKnown, unpackKnown } from "../events/known";
import { listen, type ListenParts } from "../events/listen";
import { createTracker, isWholeTopic, type Tracker } from "../events/tracker";
import { createTranscripts } from "../events/transcripts";
import type { ConversationEvent, Frame, Known } from "../events/types";
import type { Client, Clock } from "../types";
import { UNTIL } from "./names";
import { createReceived } from "./received";
import type { Lead, Led } from "./types";

/**
 * What is emitted: an event, with what else the one that emits it has to know, or the frame of a topic without conversations,
 * with the time at which it came.
 */
export type Reported =
  { event: ConversationEvent; frame?: Frame | undefined; beside?: unknown } | { frame: Frame; at: number };

type Reports = Pick<ListenParts, "scope" | "names" | "onState" | "onUnknown" | "onTrouble">;

export interface LeadParts extends Reports {
  events: Events;
  client: Client;
  clock: Clock;
  wantsTranscripts: boolean;
  /** Do messages have the frame? Otherwise it is not written. */
  hasFrames: boolean;
  /** What is written beside an event. `undefined`: nothing. */
  besideOf?: ((event: ConversationEvent) => unknown) | undefined;
}

/** In front of the id of a conversation, among what is kept. */
const CONVERSATION = "conversation ";
/** A call whose transcript is followed. */
const CALL = "call ";

const keptOf = (kept: Lead["kept"], prefix: string): [id: string, text: string][] =>
  [...kept].flatMap(([name, text]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), text]] : []));

/** Did the listener before have events of this conversation? */
export const wasFollowed = ({ kept }: Pick<Lead, "kept">, conversationId: string): boolean =>
  kept.has(`${CONVERSATION}${conversationId}`);

const knownOf = (kept: Lead["kept"]): [string, Known][] =>
  keptOf(kept, CONVERSATION)
    .map(([id, text]): [string, Known] => [id, unpackKnown(text)])
    .sort(([, one], [, other]) => one.touchedAt - other.touchedAt);

/** Listens for all instances, and goes on where the one before has ended. */
export const leadConversations = (parts: LeadParts, lead: Lead): Led => {
  const { events, client, clock, scope, names, hasFrames, besideOf } = parts;
  const received = createReceived(client, lead.until);
  let made: Tracker | undefined;
  const tracker = (since: number): Tracker =>
    (made ??= createTracker(since, {
      known: knownOf(lead.kept),
      onKnown: (id, known) =>
        lead.keep(`${CONVERSATION}${id}`, known === undefined ? undefined : () => packKnown(known)),
    }));
  const emit = (event: ConversationEvent, frame: Frame | undefined): void => {
    const beside = besideOf?.(event);
    lead.emit(event.conversationId, {
      ...{ event, ...(hasFrames ? { frame } : {}) },
      ...(beside === undefined ? {} : { beside }),
    } satisfies Reported);
  };

  const transcripts = parts.wantsTranscripts
    ? createTranscripts({ ...{ events, client, clock, onTrouble: parts.onTrouble }, onEvent: emit })
    : undefined;
  const followed = scope === "conversation" ? names : keptOf(lead.kept, CALL).map(([id]) => id);
  for (const id of followed) transcripts?.follow(id);
  const note = (event: ConversationEvent): void => {
    if (transcripts === undefined || scope === "topic") return;
    transcripts.note(event);
    const name = `${CALL}${event.conversationId}`;
    if (event.event === "ended") lead.keep(name, undefined);
    else if (event.mediaType === "call" && !lead.kept.has(name)) lead.keep(name, () => "1");
  };

  let isNoted = false;
  const stop = listen({
    ...parts,
    resumed: { tracker, until: lead.until },
    onEvent: (event, frame) => {
      note(event);
      emit(event, frame);
    },
    onFrame: (frame) => {
      const { topicName } = frame;
      if (isWholeTopic(topicName) || isDetail(topicName)) return; // events are made of it
      lead.emit(topicName, { frame, at: clock.now() } satisfies Reported);
    },
    onState: (state) => {
      received.state(state.kind);
      const until = received.until();
      // Before the first event: without it, the next one would believe that there was no listener before.
      if (lead.until === undefined && until !== undefined && !isNoted) {
        isNoted = true;
        lead.keep(UNTIL, () => String(until));
      }
      parts.onState(state);
    },
  });
  return {
    received: () => ({ until: received.until(), live: received.live() }),
    stop: () => {
      stop();
      transcripts?.stop();
    },
  };
};
