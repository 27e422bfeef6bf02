import { GenesysError, isGenesysError } from "../errors/errors";
import type { Media } from "./media";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";
import { waitFor } from "../time/wait";
import type { MessageLeg } from "../api/messages";

interface Slot {
  id?: string;
  uploadUrl?: string;
  uploadHeaders?: Record<string, string>;
}

interface Stored {
  status?: string;
}

/** The platform looks a file over before it may be sent; there is no event for the end of that. */
const LOOK_EVERY_MS = 1_000;

/**
 * Requests a URL for the upload of a file. Retried if the response is lost: a URL that is not used has no effect.
 * @see https://developer.genesys.cloud/devapps/api-explorer postConversationsMessageCommunicationMessagesMediaUploads
 */
const requestSlot = (
  client: Client,
  { conversationId, communicationId }: MessageLeg,
  file: { fileName: string; contentLengthBytes: number },
  options?: CallOptions,
): Promise<Slot | undefined> =>
  client.request(
    {
      operation: "postConversationsMessageCommunicationMessagesMediaUploads",
      method: "POST",
      path: path`/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/messages/media/uploads`,
      body: file,
      repeatable: true,
    },
    options,
  );

/**
 * Reads how far the platform is with a file: uploading, valid or invalid.
 * @see https://developer.genesys.cloud/devapps/api-explorer getConversationsMessageCommunicationMessagesMediaMediaId
 */
const getMedia = (
  client: Client,
  { conversationId, communicationId }: MessageLeg,
  mediaId: string,
  options?: CallOptions,
): Promise<Stored | undefined> =>
  client.request(
    {
      operation: "getConversationsMessageCommunicationMessagesMediaMediaId",
      method: "GET",
      path: path`/api/v2/conversations/messages/${conversationId}/communications/${communicationId}/messages/media/${mediaId}`,
      repeatable: true,
    },
    options,
  );

interface Way {
  deadlineSeconds: number;
  signal: AbortSignal;
}

/** Uploads a file, waits until the platform has found it valid, and returns the id to send it by. Nothing is sent yet. */
export const prepareMedia = async (
  client: Client,
  leg: MessageLeg,
  media: Media,
  way: Way,
): Promise<string> => {
  if (media.kind === "uploaded") return media.mediaId;
  try {
    return await upload(client, leg, media, way);
  } catch (error) {
    throw unsent(error);
  }
};

const upload = async (
  client: Client,
  leg: MessageLeg,
  { bytes, fileName, contentType }: Extract<Media, { kind: "file" }>,
  { deadlineSeconds, signal }: Way,
): Promise<string> => {
  const deadline = client.clock.now() + deadlineSeconds * 1000;
  // No act yet: whatever becomes of the file, no message has been sent.
  const options = { signal, deadline, fate: undefined };
  const slot = await requestSlot(client, leg, { fileName, contentLengthBytes: bytes.length }, options);
  const { id: mediaId, uploadUrl: url, uploadHeaders = {} } = slot ?? {};
  if (mediaId === undefined || url === undefined)
    throw failure("answer", "The platform did not return an upload address for the file. Nothing was sent.");
  const isTyped = Object.keys(uploadHeaders).some((name) => name.toLowerCase() === "content-type");
  const typed = isTyped ? {} : { "content-type": contentType ?? "application/octet-stream" };
  await client.upload({ url, headers: { ...typed, ...uploadHeaders }, bytes }, options);
  await untilValid(client, leg, mediaId, { deadline, deadlineSeconds, signal });
  return mediaId;
};

const untilValid = async (
  client: Client,
  leg: MessageLeg,
  mediaId: string,
  { deadline, deadlineSeconds, signal }: Way & { deadline: number },
): Promise<void> => {
  const status = await waitFor(client, {
    conversationId: leg.conversationId,
    look: async () => {
      const read = await getMedia(client, leg, mediaId, { signal, deadline });
      return read?.status === "uploading" ? undefined : read?.status;
    },
    deadline,
    signal,
    dueAt: () => client.clock.now() + LOOK_EVERY_MS,
  });
  if (status === "valid") return;
  if (status === "invalid")
    throw failure(
      "rejected",
      "The platform found the file invalid, so nothing was sent. Check that the channel accepts its type and size.",
      { mediaId },
    );
  throw failure(
    "timeout",
    `The platform had not checked the file after ${deadlineSeconds} s. Nothing was sent.`,
    { mediaId },
  );
};

const failure = (
  code: "answer" | "rejected" | "timeout",
  message: string,
  facts: Record<string, unknown> = {},
) => new GenesysError(code, message, { outcome: "notSent", ...facts });

/** Whatever became of the file, no message has been sent: a flow may try again. */
const unsent = (error: unknown): unknown => {
  if (!isGenesysError(error) || error.code === "closed") return error;
  const { code, cause, message } = error;
  const outcome = cause.outcome === "refused" ? "refused" : "notSent";
  return new GenesysError(code, message, { ...cause, outcome, stage: "upload" });
};
