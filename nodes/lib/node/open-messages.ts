import type { IncomingHttpHeaders } from "node:http";
import { isGenesysError, type GenesysError } from "../platform/errors/errors";
import { claimKey, type Ledger } from "../platform/open-messaging/ledger";
import { readOpenMessage, type OpenMessage } from "../platform/open-messaging/message";
import { isSigned, SIGNATURE_HEADER } from "../platform/open-messaging/signature";
import type { Turn } from "../platform/types";
import type { Answer } from "./http-in/answer";
import type { Received } from "./http-in/endpoint";
import { parseObject, refuseOtherTypes } from "./http-in/json";
import { Refusal } from "./http-in/refusal";
import { createLanes } from "./lanes";

export interface IntakeParts {
  nodeId: string;
  /** `undefined`: signatures are not checked. */
  secret: string | undefined;
  /** Empty: all of them, those that are not known yet included. */
  types: readonly string[];
  /** The integration whose messages are accepted; `undefined`: any. It may have to be looked up. */
  integrationId: () => Promise<string> | string | undefined;
  ledger: Ledger;
  answerBeforeFlow: boolean;
  isClosed: () => boolean;
  emit: (message: OpenMessage, body: Record<string, unknown>) => void;
  /** A message was received for the first time. */
  onReceived: () => void;
  /** A message could not be received now; the platform sends it again. */
  onTrouble: (error: GenesysError) => void;
}

/** What an endpoint does with the webhook of an open-messaging integration: `admit` and `receive` of `openEndpoint`. */
export const createIntake = (parts: IntakeParts) => {
  const lanes = createLanes();

  /** Before the body is read: nothing of a stranger's is kept. */
  const admit = (headers: IncomingHttpHeaders): void => {
    if (parts.secret !== undefined && headers[SIGNATURE_HEADER] === undefined) throw unsigned();
    refuseOtherTypes(headers);
  };

  const receive = async (received: Received): Promise<Answer> => {
    try {
      return await answerTo(received);
    } catch (error) {
      if (!isGenesysError(error)) throw error;
      if (error.code !== "closed") parts.onTrouble(error);
      throw later();
    }
  };

  const answerTo = async ({ headers, raw }: Received): Promise<Answer> => {
    if (parts.secret !== undefined && !isSigned(parts.secret, raw, headers[SIGNATURE_HEADER]))
      throw unsigned();
    const body = parseObject(raw);
    const message = readOpenMessage(body);
    const wanted = parts.integrationId();
    if (wanted !== undefined) refuseOthers(message, await wanted);
    const turn = lanes.join(message.conversationId ?? message.to.id);
    try {
      await turn.take();
      const isFirst = await claim(claimKey(parts.nodeId, message, raw));
      if (isFirst) parts.onReceived();
      return isFirst && isChosen(message) ? emitted(message, body, turn) : acknowledged(turn);
    } catch (error) {
      turn.leave();
      throw error;
    }
  };

  /** The platform sends again what it gets a 503 for. */
  const claim = async (key: string): Promise<boolean> => {
    if (parts.isClosed()) throw later();
    const isFirst = await parts.ledger.claim(key);
    if (!isFirst || !parts.isClosed()) return isFirst;
    await parts.ledger.release(key); // what has been acknowledged is emitted: so it is not acknowledged
    throw later();
  };

  const isChosen = ({ type }: OpenMessage): boolean => parts.types.length === 0 || parts.types.includes(type);

  /** The next message of the conversation comes out behind this one. */
  const emitted = (message: OpenMessage, body: Record<string, unknown>, turn: Turn): Answer => {
    const emit = (): void => {
      try {
        parts.emit(message, body);
      } finally {
        turn.leave();
      }
    };
    if (parts.answerBeforeFlow) return { status: 200, afterwards: emit };
    emit();
    return { status: 200 };
  };

  return { admit, receive };
};

const acknowledged = (turn: Turn): Answer => {
  turn.leave();
  return { status: 200 };
};

const refuseOthers = ({ integrationId }: OpenMessage, wanted: string): void => {
  if (integrationId?.toLowerCase() === wanted.toLowerCase()) return;
  throw new Refusal(403, "otherIntegration", "This endpoint is for another integration.");
};

const unsigned = (): Refusal =>
  new Refusal(401, "unsigned", "The signature in X-Hub-Signature-256 is missing or wrong.");
const later = (): Refusal =>
  new Refusal(503, "later", "The message cannot be received now. Send it again.", { "Retry-After": "5" });
