import { mediaArray, type MediaType, type WrapUp } from "../conversation/conversation";
import { isGenesysError } from "../errors/errors";
import { path, segment } from "../http/path";
import type { Located } from "../conversation/target";
import type { CallOptions, Client, PlatformRequest } from "../types";

type Ids = Pick<Located, "conversationId" | "participantId">;
type LegIds = Ids & Pick<Located, "communicationId"> & { mediaType: MediaType };

/** The media whose communications are wrapped up one by one. The others are wrapped up with their participant. */
const WORDS: Partial<Readonly<Record<MediaType, string>>> = {
  call: "Call",
  callback: "Callback",
  email: "Email",
  message: "Message",
  socialExpression: "Social",
  video: "Video",
};

/** A wrap-up that is sent or read: for a leg, and for its participant if the medium has no operation for legs. */
interface Operations {
  ofLeg: (word: string) => string;
  ofParticipant: string;
}
export const APPLY: Operations = {
  ofLeg: (word) => `postConversations${word}ParticipantCommunicationWrapup`,
  ofParticipant: "patchConversationParticipant",
};
export const READ: Operations = {
  ofLeg: (word) => `getConversations${word}ParticipantCommunicationWrapup`,
  ofParticipant: "getConversationParticipantWrapup",
};

/** The media that have an operation for legs. */
export const MEDIA_WITH_WRAP_UP = Object.keys(WORDS) as readonly MediaType[];

/** The operation for a medium; `undefined`: a medium that has none for legs. */
export const wrapUpOperation = ({ ofLeg, ofParticipant }: Operations, mediaType?: MediaType): string => {
  const word = mediaType && WORDS[mediaType];
  return word === undefined ? ofParticipant : ofLeg(word);
};

/** As the paths call a medium. */
const collectionOf = (mediaType: MediaType): string =>
  mediaType === "socialExpression" ? "socials" : mediaArray(mediaType);

const participantPath = ({ conversationId, participantId }: Ids): string =>
  path`/api/v2/conversations/${conversationId}/participants/${participantId}`;

const communicationPath = ({ conversationId, participantId, communicationId, mediaType }: LegIds): string =>
  `/api/v2/conversations/${segment(collectionOf(mediaType))}` +
  path`/${conversationId}/participants/${participantId}/communications/${communicationId}/wrapup`;

/**
 * The codes that a participant may be given: those of its queue.
 * @see https://developer.genesys.cloud/devapps/api-explorer getConversationParticipantWrapupcodes
 */
export const listWrapupCodes = async (
  client: Client,
  ids: Ids,
  options?: CallOptions,
): Promise<WrapUpCode[]> => {
  const codes = await client.request<WrapUpCode[] | undefined>(
    {
      operation: "getConversationParticipantWrapupcodes",
      method: "GET",
      path: `${participantPath(ids)}/wrapupcodes`,
      repeatable: true,
    },
    options,
  );
  return Array.isArray(codes) ? codes : [];
};

/**
 * What was noted of a wrap-up that is not final; `undefined` where nothing was.
 * @see https://developer.genesys.cloud/devapps/api-explorer getConversationsCallParticipantCommunicationWrapup
 */
export const readProvisionalWrapup = async (
  client: Client,
  ids: LegIds,
  options?: CallOptions,
): Promise<WrapUp | undefined> => {
  const operation = wrapUpOperation(READ, ids.mediaType);
  const where = operation === READ.ofParticipant ? `${participantPath(ids)}/wrapup` : communicationPath(ids);
  try {
    return await client.request<WrapUp | undefined>(
      { operation, method: "GET", path: where, query: { provisional: true }, repeatable: true },
      options,
    );
  } catch (error) {
    if (isGenesysError(error, "missing")) return undefined; // the leg was read a moment ago: it has none
    throw error;
  }
};

/** The content of a wrap-up: a code, unless it is provisional. */
export interface WrapUpInput {
  code?: string | undefined;
  notes?: string | undefined;
  tags?: readonly string[] | undefined;
  durationSeconds?: number | undefined;
  provisional?: true | undefined;
}

/**
 * Gives a leg its wrap-up; accepted, not done, when it resolves. Sent once, whatever becomes of it: between two
 * attempts the agent may have chosen another code, so the caller looks before it sends again.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsCallParticipantCommunicationWrapup
 */
export const applyWrapup = (
  client: Client,
  ids: LegIds,
  wrapup: WrapUpInput,
  options?: CallOptions,
): Promise<void> => {
  const operation = wrapUpOperation(APPLY, ids.mediaType);
  const request: Pick<PlatformRequest, "method" | "path" | "body"> =
    operation === APPLY.ofParticipant
      ? { method: "PATCH", path: participantPath(ids), body: { wrapup } }
      : { method: "POST", path: communicationPath(ids), body: wrapup };
  return client.request({ operation, ...request, repeatable: false, once: true }, options);
};

/**
 * Lets a participant go without wrap-up; accepted, not done, when it resolves. Sent once, as above.
 * @see https://developer.genesys.cloud/devapps/api-explorer patchConversationParticipant
 */
export const skipWrapup = (client: Client, ids: Ids, options?: CallOptions): Promise<void> =>
  client.request(
    {
      operation: "patchConversationParticipant",
      method: "PATCH",
      path: participantPath(ids),
      body: { wrapupSkipped: true },
      repeatable: false,
      once: true,
    },
    options,
  );

export interface WrapUpCode {
  id: string;
  name: string;
}
