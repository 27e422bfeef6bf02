import { isId } from "../facts/ids";
import type { Node, NodeAPI, NodeMessage } from "node-red";
import { blankInput, inputError, type GenesysError } from "../platform/errors/errors";
import { createGiven } from "../platform/events/given";
import { originOf } from "../platform/events/message";
import { createTranscripts, wantsTranscripts } from "../platform/events/transcripts";
import type { Properties } from "../platform/events/types";
import { asGenesysError, finish } from "./delivery";
import { createEmission, type EmissionParts } from "./events-emission";
import type { EventsInput } from "./events-input";
import type { ListeningStatus } from "./listening-status";

type Message = NodeMessage & Properties;

export interface EventsGivenParts extends Omit<EmissionParts, "scope"> {
  status: ListeningStatus;
  signal: AbortSignal;
}

/** The input of a node whose flow names the conversations. It emits the events of each until it has ended. */
export const createEventsGiven = (RED: NodeAPI, node: Node, parts: EventsGivenParts): EventsInput => {
  const { account, settings, status, signal } = parts;
  const copy = (origin: Properties): Properties => RED.util.cloneMessage(origin);
  const emission = createEmission(node, { ...parts, scope: ["fromMessage"] });
  /** What the flow gave last with each conversation. */
  const origins = new Map<string, Properties>();
  const transcripts = wantsTranscripts(settings.events, settings.mediaType)
    ? createTranscripts({
        ...{ events: account.events(), client: account.client(), clock: account.clock },
        onEvent: (event, frame) =>
          void emission.onEvent(event, frame, copy(origins.get(event.conversationId.toLowerCase()) ?? {})),
        onTrouble: (sentence) => node.warn(sentence),
      })
    : undefined;
  const given = createGiven({
    ...parts,
    client: account.client(),
    clock: account.clock,
    events: account.events(),
    waitsForWork: waitsForWork(settings.events),
    onEvent: (event, frame, origin) => {
      origins.set(event.conversationId.toLowerCase(), origin);
      transcripts?.note(event);
      void emission.onEvent(event, frame, copy(origin));
      if (event.event === "ended") origins.delete(event.conversationId.toLowerCase());
    },
    onState: status.events,
    onLost: (error) => node.error(asGenesysError(error).message),
  });
  const unwatch = account.watch(status.account);

  const handle = async (msg: Message): Promise<GenesysError | undefined> => {
    try {
      const conversationId = conversationIn(msg);
      const origin = copy(originOf(msg));
      origins.set(conversationId.toLowerCase(), origin);
      await given.take(conversationId, origin);
      transcripts?.follow(conversationId);
      return undefined;
    } catch (error) {
      return asGenesysError(error);
    }
  };

  return {
    take: (msg, done) => {
      void handle(msg).then((error) => {
        if (signal.aborted || error?.code === "closed") return; // the node that replaces this one follows it
        status.ended(error?.code);
        finish(node, msg, done, error);
      });
    },
    close: () => {
      unwatch();
      status.close();
      given.close();
      transcripts?.stop();
      emission.leave();
    },
  };
};

const waitsForWork = (events: readonly string[]): boolean =>
  events.length === 0 || events.includes("acwStarted") || events.includes("wrappedUp");

/** @throws GenesysError `input` */
const conversationIn = ({ conversationId }: Message): string => {
  if (conversationId === undefined || conversationId === null || conversationId === "")
    throw blankInput(
      "conversationId",
      "Set msg.conversationId. The node open message out sets it after a message, not after a typing indicator.",
    );
  if (typeof conversationId === "string" && isId(conversationId.trim())) return conversationId.trim();
  throw inputError(
    "conversationId",
    'The input "conversationId" (msg.conversationId) is not the id of a conversation. An id is a UUID.',
  );
};
