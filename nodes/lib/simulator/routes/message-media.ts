import type { StoredMedia } from "../entities/message";
import { errorBody, refusal } from "../http/errors";
import { mediaToWire } from "../formatters/message";
import { pageOf } from "../formatters/page";
import { accepted, empty, ok, type Context, type Handlers, type PlainRoute } from "../http/handler";
import { mediaIn } from "../store/messages";
import type { Store } from "../store/store";
import { messagePlaceOf, writingPlaceOf } from "./messages";

/** Files for messages: a URL is requested, the bytes are uploaded there, a check follows, then they can be sent. */

const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  mp4: "video/mp4",
  mp3: "audio/mpeg",
  txt: "text/plain",
};

const typeOf = (fileName: string): string | undefined =>
  TYPES[/\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ""];

/** The content type of a file of unknown kind. */
const UNKNOWN_TYPE = "application/octet-stream";

const SIGNATURE = "x-simulator-signature";

const prepare = (context: Context, fileName: string, contentLength: number): StoredMedia => {
  const { conversation, leg } = writingPlaceOf(context);
  const contentType = typeOf(fileName);
  const media: StoredMedia = {
    id: context.store.ids.next("media"),
    conversationId: conversation.id,
    communicationId: leg.id,
    fileName,
    contentLength,
    status: "uploading",
    at: context.store.clock.now(),
    ...(contentType === undefined ? {} : { contentType }),
  };
  mediaIn(context.store).set(media.id, media);
  return media;
};

const uploadUrl = ({ baseUrl }: Context, { id }: StoredMedia): string => `${baseUrl}/uploads/v4/${id}`;

const mediaOf = (context: Context): StoredMedia => {
  const { leg } = messagePlaceOf(context);
  const media = mediaIn(context.store).get(context.params["mediaId"] ?? "");
  if (!media || media.communicationId !== leg.id) throw refusal("not.found");
  return media;
};

export const messageMediaHandlers: Handlers = {
  postConversationsMessageCommunicationMessagesMediaUploads: (context) => {
    const { fileName, contentLengthBytes } = context.body as { fileName: string; contentLengthBytes: number };
    const media = prepare(context, fileName, contentLengthBytes);
    return ok({
      id: media.id,
      name: media.fileName,
      uploadUrl: uploadUrl(context, media),
      uploadHeaders: {
        [SIGNATURE]: media.id,
        ...(media.contentType === undefined ? {} : { "Content-Type": media.contentType }),
      },
      selfUri: mediaToWire(media, context.baseUrl)["selfUri"],
    });
  },

  /** The old format, without name and size. */
  postConversationsMessageCommunicationMessagesMedia: (context) => {
    const media = prepare(context, "file", 0);
    return accepted({ ...mediaToWire(media, context.baseUrl), uploadUrl: uploadUrl(context, media) });
  },

  getConversationsMessageCommunicationMessagesMediaMediaId: (context) =>
    ok(mediaToWire(mediaOf(context), context.baseUrl)),

  getConversationsMessageCommunicationMessagesMedia: (context) => {
    const { leg } = messagePlaceOf(context);
    const status = context.query.get("status");
    const own = [...mediaIn(context.store).values()].filter(
      (media) => media.communicationId === leg.id && (status === null || media.status === status),
    );
    return accepted(pageOf(context, own, (media) => mediaToWire(media, context.baseUrl)));
  },
};

const check = (store: Store, media: StoredMedia, size: number): void => {
  const isWhole = media.contentLength === 0 || media.contentLength === size;
  const isKnown = media.contentType !== UNKNOWN_TYPE;
  media.contentLength = size;
  media.status = isWhole && isKnown && size <= store.settings.maxMediaBytes ? "valid" : "invalid";
};

/** The store of files. It uses no tokens. Like the real one, it refuses a request with both a token and a signature. */
export const uploadRoutes: readonly PlainRoute[] = [
  {
    name: "upload",
    method: "PUT",
    path: /^\/uploads\/v4\/[^/]+$/,
    maxBytes: 64 * 1024 * 1024,
    handle: ({ store, path, headers, body }) => {
      const media = mediaIn(store).get(path.split("/").at(-1) ?? "");
      const isSigned = media !== undefined && [undefined, media.id].includes(headers[SIGNATURE]);
      if (media === undefined || !isSigned || media.status !== "uploading")
        return { status: 403, body: errorBody(refusal("not.authorized"), "") };
      if (headers["authorization"] !== undefined)
        return { status: 400, body: errorBody(refusal("bad.request"), "") };
      media.contentType ??= headers["content-type"] ?? UNKNOWN_TYPE;
      store.clock.after(store.settings.mediaCheckMs, () => check(store, media, body.length));
      return empty(200);
    },
  },
];
