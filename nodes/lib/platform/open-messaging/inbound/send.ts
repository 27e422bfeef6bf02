import { randomUUID } from "node:crypto";
import {
  NEEDS_CLIENT,
  receiveEvent,
  receiveMessage,
  receiveReceipt,
  receiveStructuredResponse,
  type ReceivedMessage,
} from "../../api/open-messaging";
import { findOpenIntegrationId } from "../../api/open-integrations";
import { configError, isGenesysError, withFacts } from "../../errors/errors";
import type { Client } from "../../types";
import { inboundOrder, type InboundInputs, type InboundOptions } from "./order";

export interface SentInbound {
  /** As the platform returned it; `undefined` where it only accepted. */
  answer: ReceivedMessage | undefined;
  integrationId: string;
  messageId?: string | undefined;
  time: string;
  /** The platform had it already: a response was lost, and the retry was refused. */
  repeated: boolean;
}

const RECEIVE = {
  message: receiveMessage,
  typing: receiveEvent,
  receipt: receiveReceipt,
  structured: receiveStructuredResponse,
};

/**
 * Brings what a customer sends in another chat into Genesys Cloud, once: the id and the time of a message make it one, so
 * a lost response is followed by a retry.
 */
export const sendInbound = async (
  client: Client,
  { integrationId: named, ...inputs }: InboundInputs & { integrationId: string },
  { options, signal }: { options: InboundOptions; signal: AbortSignal },
): Promise<SentInbound> => {
  if (client.grant === "authorization-code") throw configError("account", NEEDS_CLIENT);
  const now = client.platformTime(client.clock.now());
  const { messageId, time, ...order } = inboundOrder(inputs, options, { now, newId: randomUUID });
  const integrationId = await findOpenIntegrationId(client, named, { signal }, "integrationId");
  const sent = { integrationId, messageId, time };
  try {
    const answer = await RECEIVE[options.send](client, integrationId, order, { signal });
    return { ...sent, answer, repeated: false };
  } catch (error) {
    if (isKnownAlready(error)) return { ...sent, answer: undefined, repeated: true };
    // A flow that sends it again uses these, so that the platform recognises it.
    throw isGenesysError(error) ? withFacts(error, { messageId, time }) : error;
  }
};

/** The platform refuses an id and time that it has. So an earlier attempt, whose response was lost, has arrived. */
const isKnownAlready = (error: unknown): boolean => {
  if (!isGenesysError(error, "rejected") && !isGenesysError(error, "conflict")) return false;
  const { earlierOutcome, status, platformCode = "bad.request" } = error.cause;
  return (
    earlierOutcome === "unknown" && (status === 409 || (status === 400 && platformCode === "bad.request"))
  );
};
