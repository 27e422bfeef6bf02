import type { Node, NodeAPI, NodeMessage } from "node-red";
import { blankInput, inputError, type GenesysError } from "../platform/errors/errors";
import { createGiven } from "../platform/events/given";
import type { Memory } from "../platform/events/memory";
import { originOf } from "../platform/events/message";
import type { ConversationEvent, Properties } from "../platform/events/types";
import type { AccountNode } from "./account";
import { asGenesysError, finish } from "./delivery";
import { createEmission, type EmissionSettings } from "./events-emission";
import type { EventsInput } from "./events-input";
import type { ListeningStatus } from "./listening-status";

type Message = NodeMessage & Properties;

export interface EventsGivenParts {
  account: AccountNode;
  settings: EmissionSettings;
  /** Kept across the deploys of the node. */
  memory: Memory;
  status: ListeningStatus;
  signal: AbortSignal;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The input of a node whose flow names the conversations. It emits the events of each until it has ended. */
export const createEventsGiven = (RED: NodeAPI, node: Node, parts: EventsGivenParts): EventsInput => {
  const { account, settings, status, signal } = parts;
  const origins = new WeakMap<ConversationEvent, Properties>();
  const copy = (origin: Properties): Properties => RED.util.cloneMessage(origin);
  const emission = createEmission(node, account, settings, signal, (event) => copy(origins.get(event) ?? {}));
  const given = createGiven({
    ...parts,
    client: account.client(),
    clock: account.clock,
    events: account.events(),
    waitsForWork: waitsForWork(settings.events),
    onEvent: (event, frame, origin) => {
      origins.set(event, origin);
      void emission.onEvent(event, frame);
    },
    onState: status.events,
    onLost: (error) => node.error(asGenesysError(error).message),
  });
  const unwatch = account.watch(status.account);

  const handle = async (msg: Message): Promise<GenesysError | undefined> => {
    try {
      await given.take(conversationIn(msg), copy(originOf(msg)));
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
  if (typeof conversationId === "string" && ID.test(conversationId.trim())) return conversationId.trim();
  throw inputError(
    "conversationId",
    'The input "conversationId" (msg.conversationId) is not the id of a conversation. An id is a UUID.',
  );
};
