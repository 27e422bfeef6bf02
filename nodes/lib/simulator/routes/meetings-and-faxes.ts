import { refusal } from "../http/errors";
import { present, type Wire } from "../formatters/wire";
import { ok, type Handlers } from "../http/handler";
import { isLive, legsOf } from "../machines/legs";
import type { Store } from "../store/store";

/** Video meetings and faxes: no more than their requests need. */

const DAY_MS = 86_400_000;

const meetingsIn = (store: Store): Map<string, Wire> =>
  store.collection("meetings", () => new Map<string, Wire>());

export const meetingHandlers: Handlers = {
  postConversationsVideosMeetings: ({ store, body }) => {
    const input = body as {
      conferenceId?: string | null;
      ephemeral: boolean;
      expireTimeDays?: number | null;
    };
    const id = store.ids.next("meeting");
    const expiresAt = store.clock.now() + (input.expireTimeDays ?? 1) * DAY_MS;
    const meeting: Wire = {
      id,
      ephemeral: input.ephemeral,
      conferenceId: input.conferenceId ?? store.ids.next("conference"),
      dateExpired: new Date(expiresAt).toISOString(),
      selfUri: `/api/v2/conversations/videos/meetings/${id}`,
    };
    meetingsIn(store).set(id, meeting);
    return ok(meeting);
  },

  getConversationsVideosMeeting: ({ store, params }) => {
    const found = meetingsIn(store).get(params["meetingId"] ?? "");
    if (!found || Date.parse(String(found["dateExpired"])) <= store.clock.now()) throw refusal("not.found");
    return ok(found);
  },

  getConversationsVideoDetails: ({ store, params }) => {
    const conferenceId = params["conferenceId"] ?? "";
    const isVideo = (conversation: Parameters<typeof legsOf>[0]): boolean =>
      legsOf(conversation).some(
        ({ leg }) => leg.media === "videos" && leg.details["context"] === conferenceId,
      );
    const conversation = [...store.conversations.values()].find(isVideo);
    const known = [...meetingsIn(store).values()].some((meeting) => meeting["conferenceId"] === conferenceId);
    if (!conversation && !known) throw refusal("not.found");
    const active = conversation ? legsOf(conversation).filter(({ leg }) => isLive(leg)).length : 0;
    return ok(
      present({
        conferenceId,
        conversationId: conversation?.id,
        participantInfo: { activeParticipantCount: active, version: 1 },
      }),
    );
  },

  postConversationsFaxes: ({ store, body, baseUrl }) => {
    const { addresses, name } = body as { addresses: string[]; name?: string | null };
    if (addresses.length === 0) throw refusal("bad.request", {}, { details: [{ fieldName: "addresses" }] });
    const id = store.ids.next("fax");
    return ok(
      present({
        id,
        name: name ?? undefined,
        uploadDestinationUri: `${baseUrl}/uploads/faxes/${id}`,
        uploadMethodType: "SINGLE_PUT",
        headers: {},
        selfUri: `/api/v2/conversations/faxes/${id}`,
      }),
    );
  },
};
