import type { Conversation } from "../entities/conversation";
import { present, ref, time, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { accepted, ok, type Context, type Handlers } from "../http/handler";
import type { Store } from "../store/store";
import { addressOf } from "./files";
import { conversationOf } from "./lookup";

/** Recordings of calls: one for each call. Before it can be downloaded it is prepared, and that takes a while. */

interface Recording {
  id: string;
  readyAt: number;
}

const RATE = 8_000;

/** Silence as a WAV file: 8 bits, mono. */
const silence = (seconds: number): Buffer => {
  const size = Math.round(seconds * RATE);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + size, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(size, 40);
  return Buffer.concat([head, Buffer.alloc(size, 128)]);
};

const recordingOf = (store: Store, { id }: Conversation): Recording => {
  const all = store.collection("recordings", () => new Map<string, Recording>());
  const known = all.get(id);
  if (known) return known;
  const readyAt = store.clock.now() + store.settings.recordingReadyMs;
  const made = { id: store.ids.next("recording"), readyAt };
  all.set(id, made);
  return made;
};

/** Who took part in it, and what the platform says about the file. */
const aboutWire = (store: Store, conversation: Conversation): Wire => {
  const { participants } = conversation;
  const [first] = participants;
  const contacts = new Set(participants.flatMap(({ externalContactId }) => externalContactId ?? []));
  const users = new Set(participants.flatMap(({ userId }) => store.org.users.get(userId ?? "") ?? []));
  return {
    mediaSubtype: "Trunk",
    mediaSubject: first?.name,
    annotations: [],
    actualTranscodeTimeMs: store.settings.recordingReadyMs,
    maxAllowedRestorationsForOrg: 100,
    remainingRestorationsAllowedForOrg: 100,
    sessionId: first?.communications[0]?.id,
    users: [...users].map(({ id, name, email }) => ({ ...ref("users", id), name, username: email })),
    externalContacts: [...contacts].map((id) => ref("externalcontacts/contacts", id)),
    recordingFileRole: "CUSTOMER_EXPERIENCE",
    originalRecordingStartTime: time(conversation.startAt),
    creationTime: time(conversation.endAt ?? store.clock.now()),
  };
};

const toWire = (context: Context, conversation: Conversation, { id }: Recording) => {
  const { store } = context;
  const bytes = (): Buffer => silence(store.settings.recordingSeconds);
  return present({
    ...{ id, conversationId: conversation.id, media: "audio", fileState: "AVAILABLE" },
    ...aboutWire(store, conversation),
    startTime: time(conversation.startAt),
    endTime: time(conversation.endAt),
    mediaUris: {
      "0": { mediaUri: addressOf(context, id, { contentType: "audio/wav", name: `${id}.wav`, bytes }) },
    },
    selfUri: `/api/v2/conversations/${conversation.id}/recordings/${id}`,
  });
};

export const recordingFileHandlers: Handlers = {
  getConversationRecordings: (context) => {
    const conversation = conversationOf(context);
    const recording = recordingOf(context.store, conversation);
    const isReady = context.store.clock.now() >= recording.readyAt;
    return isReady ? ok([toWire(context, conversation, recording)]) : accepted([]);
  },
  getConversationRecording: (context) => {
    const conversation = conversationOf(context);
    const recording = recordingOf(context.store, conversation);
    if (recording.id !== context.params["recordingId"]) throw refusal("not.found");
    const isReady = context.store.clock.now() >= recording.readyAt;
    return isReady
      ? ok(toWire(context, conversation, recording))
      : accepted({ id: recording.id, conversationId: conversation.id });
  },
};
