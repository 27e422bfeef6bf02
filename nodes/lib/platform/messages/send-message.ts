import {
  legsOf,
  hasEnded,
  isAgent,
  isSupervisor,
  type Conversation,
  type Leg,
} from "../conversation/conversation";
import { blankInput, GenesysError, isGenesysError, withFacts } from "../errors/errors";
import { fromAddressOf, toAddressOf } from "./address";
import { explainClash } from "./clash";
import { contentOf } from "./content";
import type { Channel, Content, MessageData } from "../conversation/message";
import type { CallOptions, Client, Turn, Wait } from "../types";
import { waitFor } from "../time/wait";
import { afterDone } from "../errors/after-done";
import { getConversation } from "../api/conversations";
import { confirmDelivery, type Confirmed } from "./confirm-delivery";
import {
  OPEN_CONVERSATION,
  openConversation,
  sendAgentless,
  sendInto,
  type Agentless,
  type Attended,
} from "../api/messages";

interface Inputs {
  toAddress: string;
  fromAddress?: string | undefined;
  queueId?: string | undefined;
  text?: string | undefined;
  template?: unknown;
  externalContactId?: string | undefined;
}

interface Options {
  mode: "agentless" | "attended";
  channel: Channel;
  useExisting: boolean;
  confirm: boolean;
  deadlineSeconds: number;
}

interface Way {
  options: Options;
  signal: AbortSignal;
  waiting: (wait: Wait) => void;
  turn?: Turn | undefined;
}

export interface Sent extends Partial<Confirmed> {
  /** As the platform answered; `undefined` where it merely accepted. */
  answer: MessageData | undefined;
  conversationId?: string | undefined;
  communicationId?: string | undefined;
  participantId?: string | undefined;
  userId?: string | undefined;
  messageId?: string | undefined;
}

/** Sends a message to an address, once: without an agent, or in a conversation that a queue's agent has. */
export const sendMessage = async (client: Client, inputs: Inputs, way: Way): Promise<Sent> => {
  const sent =
    way.options.mode === "agentless"
      ? await agentless(client, await agentlessOrder(inputs, way.options), way)
      : await attended(client, await attendedOrder(inputs, way.options), way);
  return way.options.confirm && sent.hasMessage ? { ...sent, ...(await confirmed(client, sent, way)) } : sent;
};

interface SentOrOpened extends Sent {
  /** Was a message sent, or only a conversation opened? */
  hasMessage: boolean;
}

const agentlessOrder = async (inputs: Inputs, { channel, useExisting }: Options): Promise<Agentless> => {
  const content = contentOf(inputs, channel);
  if (content === undefined) throw blankInput("text", 'A message requires either "text" or "template".');
  if (inputs.fromAddress === undefined)
    throw blankInput("fromAddress", "Without an agent, set the address of the organisation that sends.");
  return {
    fromAddress: await fromAddressOf(channel, inputs.fromAddress),
    toAddress: await toAddressOf(channel, inputs.toAddress),
    channel,
    content,
    externalContactId: inputs.externalContactId,
    useExisting,
  };
};

const attendedOrder = async (
  inputs: Inputs,
  { channel, useExisting }: Options,
): Promise<Attended & { content: Content | undefined }> => {
  const content = contentOf(inputs, channel);
  if (inputs.queueId === undefined)
    throw blankInput("queueId", "A conversation with an agent belongs to a queue.");
  const toAddress = await toAddressOf(channel, inputs.toAddress);
  const { queueId, externalContactId } = inputs;
  return { queueId, toAddress, channel, externalContactId, useExisting, content };
};

const agentless = async (client: Client, order: Agentless, { signal }: Way): Promise<SentOrOpened> => {
  try {
    const answer = await sendAgentless(client, order, { signal });
    return { answer, conversationId: answer?.conversationId, messageId: answer?.id, hasMessage: true };
  } catch (error) {
    throw explainClash(error, "agentless", order.useExisting);
  }
};

const attended = async (
  client: Client,
  { content, ...order }: Attended & { content: Content | undefined },
  way: Way,
): Promise<SentOrOpened> => {
  const { signal } = way;
  const opened = await openConversation(client, order, { signal }).catch((error: unknown) => {
    throw explainClash(error, "attended", order.useExisting);
  });
  const conversationId = opened?.id;
  if (content === undefined) return { answer: opened, conversationId, hasMessage: false };
  if (conversationId === undefined) throw openedOnly(undefined, "the platform did not return its id");
  const leg = await agentAnswers(client, conversationId, way);
  const ids = {
    conversationId,
    communicationId: leg.communication.id,
    participantId: leg.participant.id,
    userId: leg.participant.userId,
  };
  try {
    const answer = await sendInto(client, ids, content, { signal });
    return { answer, ...ids, messageId: answer?.id, hasMessage: true };
  } catch (error) {
    throw openedWithoutMessage(error, ids, signal);
  }
};

const REPLY = "Continue with the node reply to message. Another send would open another conversation.";

/** The conversation was opened, so the outcome is `done`, unless the text may have been sent as well. */
const openedWithoutMessage = (error: unknown, ids: Record<string, unknown>, signal: AbortSignal): unknown => {
  if (!isGenesysError(error)) return error;
  if (error.cause.outcome === "unknown" || error.cause.outcome === "done") return withFacts(error, ids);
  const what = "The conversation was opened, but no message was sent in it";
  return afterDone(error, { what, advice: REPLY, facts: ids, signal });
};

/** The conversation is opened at once; its agent may have to answer first. */
const agentAnswers = async (client: Client, conversationId: string, way: Way): Promise<Leg> => {
  const { signal, options, waiting } = way;
  const deadline = client.clock.now() + options.deadlineSeconds * 1000;
  const look = async (looking: AbortSignal): Promise<Leg | undefined> => {
    const legs = legsOf(await readOpened(client, conversationId, { signal: looking, deadline }));
    const found = legs.findLast(isAgentWriting);
    if (found === undefined) waiting("agent");
    return found;
  };
  const found = await waitFor(client, { conversationId, look, deadline, signal });
  if (found !== undefined) return found;
  throw openedOnly(conversationId, `no agent answered within ${options.deadlineSeconds} s`);
};

/** The conversation was opened, even if a read fails. The outcome reports it, so that a flow does not open another. */
const readOpened = async (
  client: Client,
  conversationId: string,
  options: CallOptions & { signal: AbortSignal },
): Promise<Conversation> => {
  try {
    return await getConversation(client, conversationId, options);
  } catch (error) {
    const what = "The conversation was opened, but its state cannot be read, so no message was sent in it";
    throw afterDone(error, { what, advice: REPLY, facts: { conversationId }, signal: options.signal });
  }
};

const isAgentWriting = (leg: Leg): boolean =>
  leg.mediaType === "message" &&
  isAgent(leg.participant) &&
  !isSupervisor(leg.participant) &&
  !hasEnded(leg) &&
  leg.communication.state === "connected";

const openedOnly = (conversationId: string | undefined, why: string): GenesysError =>
  new GenesysError(
    "timeout",
    `The conversation was opened, but ${why}, so no message was sent in it. ${REPLY}`,
    { outcome: "done", operation: OPEN_CONVERSATION, conversationId },
  );

const confirmed = (
  client: Client,
  sent: SentOrOpened,
  { options, signal, waiting, turn }: Way,
): Promise<Confirmed> => {
  turn?.leave(); // it has been sent; what follows only looks
  waiting("delivery");
  const { conversationId, messageId } = sent;
  return confirmDelivery(client, {
    conversationId,
    messageId,
    deadlineSeconds: options.deadlineSeconds,
    signal,
  });
};
