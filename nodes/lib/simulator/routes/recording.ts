import { refusal } from "../http/errors";
import { accepted, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { setSecurePause } from "../machines/secure-pause";
import { conversationOf, mediaOf, refuseWithoutLiveLeg } from "./lookup";

/** The secure pause for those who do not take part in the conversation. Without a medium, all of it is paused. */

const set = (context: Context): string => {
  const conversation = conversationOf(context);
  const media = mediaOf(context);
  const { recordingState = "" } = (context.body ?? {}) as { recordingState?: string | null };
  const wanted = recordingState?.toUpperCase() ?? "";
  if (wanted !== "PAUSED" && wanted !== "ACTIVE")
    throw refusal("bad.request", {}, { details: [{ fieldName: "recordingState" }] });
  refuseWithoutLiveLeg(conversation, media);
  context.later(() => setSecurePause(context.store, conversation, wanted === "PAUSED", media));
  return wanted;
};

/** Answers with text. What the platform writes there is not published. */
const ofMedium: Handler = (context) => ok(set(context));

export const recordingHandlers: Handlers = {
  patchConversationRecordingstate: (context) => {
    set(context);
    return accepted();
  },
  putConversationsCallRecordingstate: ofMedium,
  putConversationsCallbackRecordingstate: ofMedium,
  putConversationsCobrowsesessionRecordingstate: ofMedium,
  putConversationsEmailRecordingstate: ofMedium,
  putConversationsMessageRecordingstate: ofMedium,
  putConversationsScreenshareRecordingstate: ofMedium,
  putConversationsSocialRecordingstate: ofMedium,
  putConversationsVideoRecordingstate: ofMedium,
};
