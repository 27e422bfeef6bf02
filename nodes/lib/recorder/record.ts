import { createHash } from "node:crypto";
import { anonymise } from "../capture/anonymise";
import { CAPTURE_FORMAT, CAPTURE_VERSION, type Capture, type CaptureRecord } from "../capture/format";
import { legsOf, type Conversation } from "../platform/conversation/conversation";
import { getConversation } from "../platform/api/conversations";
import { isGenesysError } from "../platform/errors/errors";
import type { Events } from "../platform/events/events";
import { topicsOf } from "../platform/events/topics";
import { createPointer } from "../platform/events/sight";
import { snapshotOf } from "../platform/events/snapshot";
import type { EventsState, Frame } from "../platform/events/types";
import type { Observer } from "../platform/http/observed";
import { path, segment } from "../platform/http/path";
import { createClosing, sleep } from "../platform/time/clock";
import type { Client, Clock } from "../platform/types";
import { requestRecord } from "./requests";
import { isFrameOf, topicsOfParties } from "./topics";

/** Records one conversation as it is received. What is returned has nothing personal: the records do not leave this file as they are. */

export interface RecordParts {
  client: Client;
  clock: Clock;
  events: Pick<Events, "subscribe">;
  /** The requests of the account's nodes. */
  observe?: ((observer: Observer) => () => void) | undefined;
  conversationId: string;
  /** Ends the recording; what was recorded until then is returned. */
  signal: AbortSignal;
  /** Names of attributes that stay. */
  keepNames?: readonly string[];
  /** Recording has begun, or so many records were made. */
  onProgress?: (records: number) => void;
}

/** Frames that came together are followed by one read. */
const READ_AFTER_MS = 500;
/** What is late is waited for. */
const LATE_MS = 2_000;
/** The notifications are waited for this long: without them, the conversation is read all the same. */
const CONNECT_MS = 20_000;
/** Without notifications, it is read this often. */
const LOOK_EVERY_MS = 30_000;
/** More is no conversation, and would not fit into memory: what comes later is left out. */
const MOST_RECORDS = 20_000;
const MOST_CHARACTERS = 50_000_000;

/** The media that have a separate request, with its operation. */
const MEDIA: Readonly<Record<string, string>> = {
  ...{ call: "getConversationsCall", callback: "getConversationsCallback" },
  ...{ cobrowsesession: "getConversationsCobrowsesession", email: "getConversationsEmail" },
  message: "getConversationsMessage",
};

interface Recording {
  add(record: CaptureRecord): void;
  at(): number;
  isFull(): boolean;
  records: CaptureRecord[];
}

const createRecording = ({ clock, onProgress }: RecordParts, beganAt: number): Recording => {
  const records: CaptureRecord[] = [];
  let characters = 0;
  return {
    records,
    isFull: () => records.length >= MOST_RECORDS || characters >= MOST_CHARACTERS,
    at: () => Math.max(0, clock.now() - beganAt),
    add: (record) => {
      if (records.length >= MOST_RECORDS || characters >= MOST_CHARACTERS) return;
      characters += JSON.stringify(record).length;
      records.push(record);
      onProgress?.(records.length);
    },
  };
};

/** Reads the conversation, whole and as each of its media shows it. */
const createReads = ({ client, conversationId, signal }: RecordParts, { add, at }: Recording) => {
  /** Read at present: these requests are not those of a node. */
  const own = new Set<string>();
  const read = async <T>(address: string, send: () => Promise<T>): Promise<T> => {
    own.add(address);
    try {
      const body = await send();
      add({ kind: "read", at: at(), path: address, status: 200, body });
      return body;
    } finally {
      own.delete(address);
    }
  };
  const options = { signal };
  return {
    isOwn: (address: string): boolean => own.has(address),
    whole: (): Promise<Conversation> =>
      read(path`/api/v2/conversations/${conversationId}`, () =>
        getConversation(client, conversationId, options),
      ),
    media: async (conversation: Conversation): Promise<void> => {
      for (const mediaType of new Set(legsOf(conversation).map((leg) => leg.mediaType))) {
        const operation = MEDIA[mediaType];
        if (operation === undefined) continue;
        const address = `/api/v2/conversations/${mediaType}s/${segment(conversationId)}`;
        const request = { operation, method: "GET", path: address, repeatable: true } as const;
        try {
          await read(address, () => client.request(request, options));
        } catch (error) {
          if (signal.aborted) throw error;
          if (!isGenesysError(error)) throw error; // one medium may be refused
        }
      }
    },
  };
};

/** Its own topics, and those of the users and queues in it as soon as they are known: only they report everything. */
const listenTo = (parts: RecordParts, recording: Recording, onFrame: () => void) => {
  const { events, clock, conversationId, signal } = parts;
  const subscribed = new Set<string>();
  const stops: (() => void)[] = [];
  const seen = new Set<string>();
  const take = (frame: Frame): void => {
    const { topicName, eventBody, correlationId } = frame;
    if (!isFrameOf(conversationId, frame)) return;
    const once = createHash("sha256")
      .update(`${topicName}\n${correlationId ?? ""}\n${JSON.stringify(eventBody)}`)
      .digest("base64"); // a change of channels brings some twice
    if (seen.has(once)) return;
    seen.add(once);
    const named = correlationId === undefined ? {} : { correlationId };
    recording.add({ kind: "frame", at: recording.at(), topicName, eventBody, ...named });
    void follow(topicsOfParties(eventBody));
    onFrame();
  };
  /** Resolves when the new ones are received, or after a while: some may be refused. */
  const follow = (wanted: readonly string[]): Promise<void> => {
    const topics = wanted.filter((topic) => !subscribed.has(topic));
    if (topics.length === 0 || signal.aborted) return Promise.resolve();
    for (const topic of topics) subscribed.add(topic);
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal.removeEventListener("abort", end);
        resolve();
      };
      const cancel = clock.after(CONNECT_MS, end);
      signal.addEventListener("abort", end);
      const onState = ({ kind }: EventsState): void => {
        if (kind === "connected") end();
      };
      const tracker = createPointer(conversationId, () => clock.now());
      stops.push(events.subscribe({ topics, tracker, onFrame: take, onState }));
    });
  };
  return {
    follow: (conversation: Conversation): Promise<void> =>
      follow([...topicsOf("conversation", conversationId), ...topicsOfParties(conversation)]),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
};

const isOver = (conversation: Conversation): boolean => {
  const { ended, acwPending } = snapshotOf(conversation);
  return ended && !acwPending;
};

/** Something happened, or it is time to look. */
const createBell = (clock: Clock, signal: AbortSignal) => {
  let ring: () => void = () => undefined;
  let hasRung = false;
  return {
    ring: (): void => {
      hasRung = true;
      ring();
    },
    wait: async (ms: number): Promise<void> => {
      if (!hasRung)
        await new Promise<void>((resolve) => {
          const cancel = clock.after(ms, resolve);
          ring = () => (cancel(), resolve());
          signal.addEventListener("abort", ring, { once: true });
          if (signal.aborted) ring();
        });
      hasRung = false;
    },
  };
};

const follow = async (parts: RecordParts, recording: Recording): Promise<boolean> => {
  const { clock, signal, observe, conversationId } = parts;
  const reads = createReads(parts, recording);
  const bell = createBell(clock, signal);
  const first = await reads.whole(); // fails at once where it does not exist
  const listening = listenTo(parts, recording, bell.ring);
  const unobserve = observe?.((observed) => {
    if (reads.isOwn(new URL(observed.url).pathname)) return;
    const record = requestRecord(conversationId, observed, Math.max(0, recording.at() - observed.tookMs));
    if (record !== undefined) recording.add(record);
  });
  try {
    await listening.follow(first);
    await reads.media(first);
    for (;;) {
      const conversation = await reads.whole();
      await listening.follow(conversation);
      if (isOver(conversation)) {
        await sleep(clock, LATE_MS, signal);
        await reads.media(await reads.whole());
        return true;
      }
      if (recording.isFull()) return false;
      await bell.wait(LOOK_EVERY_MS);
      await sleep(clock, READ_AFTER_MS, signal);
    }
  } catch (error) {
    if (signal.aborted || isGenesysError(error, "closed")) return false; // also where the account was closed
    throw error;
  } finally {
    unobserve?.();
    listening.stop();
  }
};

/**
 * Records until the conversation and its after-call work are over, or the signal aborts.
 *
 * @throws GenesysError where it cannot be read: it does not exist, or that is not permitted
 */
export const recordConversation = async (parts: RecordParts): Promise<Capture> => {
  const { clock, client, conversationId, keepNames } = parts;
  const beganAt = clock.now();
  const recording = createRecording(parts, beganAt);
  const isComplete = await follow(parts, recording);
  const startedAt = new Date(client.platformTime(beganAt)).toISOString();
  const { records } = recording;
  const head = { format: CAPTURE_FORMAT, version: CAPTURE_VERSION } as const;
  const named = keepNames === undefined ? {} : { keepNames };
  return anonymise({ ...head, conversationId, startedAt, isComplete, records }, named);
};

/** A recording that can be ended, for who starts one and fetches it later. */
export const startRecording = (parts: Omit<RecordParts, "signal">) => {
  const closing = createClosing();
  return { done: recordConversation({ ...parts, signal: closing.signal }), stop: () => closing.abort() };
};
