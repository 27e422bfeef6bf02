import { readCapture, type Capture, type CaptureRecord } from "../../capture/format";
import type { Wire } from "../formatters/wire";
import { publish } from "../notifications/publish";
import type { Store } from "../store/store";
import { conversationFrom } from "./conversation-from-wire";
import { addToOrg } from "./org";
import { shifted } from "./shift";
import { statesOf } from "./states";
import { isWire, listIn, textIn } from "./wire-values";

/** Captures: conversations that were received elsewhere, as a part of this organisation. */

export interface CaptureState {
  conversationId: string;
  frames: number;
  /** From its first record to its last. */
  lastsMs: number;
  state: "loaded" | "replaying" | "replayed";
}

export interface Captures {
  /** The conversation is there as the capture shows it first; once more, and it starts again. @throws Error that names the mistake. */
  load(capture: unknown): CaptureState;
  /**
   * The conversation starts again, and its frames are sent at their times. By default that of the only capture.
   * @throws Error where it is not clear which one is meant
   */
  replay(conversationId?: string): CaptureState;
  list(): CaptureState[];
}

interface Loaded {
  capture: Capture;
  /** The conversation as it is with each record. */
  states: readonly (Wire | undefined)[];
  /** From the times of the capture to those of this organisation. */
  shiftMs: number;
  state: CaptureState["state"];
  /** Ends the replay. */
  stop: () => void;
}

const loadedIn = (store: Store): Map<string, Loaded> =>
  store.collection("captures", () => new Map<string, Loaded>());

const describe = ({ capture, state }: Loaded): CaptureState => {
  const { conversationId, records } = capture;
  const lastsMs = (records.at(-1)?.at ?? 0) - (records[0]?.at ?? 0);
  return { conversationId, frames: records.filter(({ kind }) => kind === "frame").length, lastsMs, state };
};

/** The conversation is now as the record shows it. */
const show = (store: Store, { capture, shiftMs }: Loaded, wire: Wire, at: number): void => {
  const moved = shifted(wire, shiftMs) as Wire;
  const { conversations, org } = store;
  const before = conversations.get(capture.conversationId);
  const conversation = conversationFrom(moved, at, org.organization.divisionId, before);
  conversations.set(capture.conversationId, { ...conversation, id: capture.conversationId });
  addToOrg(store, conversation, moved);
};

const begin = (store: Store, capture: Capture): Loaded => {
  const { conversationId, records } = capture;
  loadedIn(store).get(conversationId)?.stop();
  const shiftMs = store.clock.now() - Date.parse(capture.startedAt) - (records[0]?.at ?? 0);
  const states = statesOf(capture);
  const loaded: Loaded = { capture, states, shiftMs, state: "loaded", stop: () => undefined };
  loadedIn(store).set(conversationId, loaded);
  const isThere = (wire: Wire | undefined): wire is Wire => wire !== undefined;
  // the last one first: it names the people, queues and codes that come later
  for (const wire of [states.findLast(isThere), states.find(isThere)].filter(isThere)) {
    store.conversations.delete(conversationId);
    show(store, loaded, wire, store.clock.now());
  }
  return loaded;
};

const WHOLE = /^v2\.(?:users|routing\.queues)\.[^.]+\.conversations$/i;

/** The topics of the users and queues in it: who follows another one than the capture did receives it as well. */
const audienceOf = (body: Wire): string[] => {
  const participants = listIn(body["participants"]);
  return [
    ...participants.flatMap(({ userId }) =>
      textIn(userId) ? [`v2.users.${String(userId)}.conversations`] : [],
    ),
    ...participants.flatMap(({ queueId }) =>
      textIn(queueId) ? [`v2.routing.queues.${String(queueId)}.conversations`] : [],
    ),
  ];
};

type Frame = Extract<CaptureRecord, { kind: "frame" }>;

const sendFrame = (store: Store, shiftMs: number, frame: Frame, recorded: ReadonlySet<string>): void => {
  const { topicName, eventBody, correlationId = store.ids.next("notification") } = frame;
  const body = shifted(eventBody, shiftMs);
  if (!isWire(body)) return; // the platform sends nothing else
  publish(store, topicName, correlationId, () => body);
  if (!WHOLE.test(topicName)) return;
  for (const topic of new Set(audienceOf(body)))
    if (!recorded.has(topic.toLowerCase())) publish(store, topic, correlationId, () => body);
};

const replayFrom = (store: Store, loaded: Loaded): void => {
  const { records } = loaded.capture;
  const base = records[0]?.at ?? 0;
  const recorded = new Set(
    records.flatMap((each) => (each.kind === "frame" ? [each.topicName.toLowerCase()] : [])),
  );
  const cancels = records.map((record, index) =>
    store.clock.after(record.at - base, () => {
      const wire = loaded.states[index];
      if (wire) show(store, loaded, wire, store.clock.now());
      if (record.kind === "frame") sendFrame(store, loaded.shiftMs, record, recorded);
      if (index === records.length - 1) loaded.state = "replayed";
    }),
  );
  loaded.state = records.length === 0 ? "replayed" : "replaying";
  loaded.stop = () => {
    for (const cancel of cancels) cancel();
  };
};

export const createCaptures = (store: Store): Captures => {
  const meant = (conversationId: string | undefined): Loaded => {
    const all = [...loadedIn(store).values()];
    const found =
      conversationId === undefined
        ? all
        : all.filter(({ capture }) => capture.conversationId === conversationId);
    const [one, another] = found;
    if (one !== undefined && another === undefined) return one;
    const ids = all.map(({ capture }) => capture.conversationId);
    if (ids.length === 0) throw new Error("No capture is loaded.");
    throw new Error(`Name the conversation of a capture: conversationId is one of ${ids.join(", ")}.`);
  };
  return {
    load: (given) => describe(begin(store, readCapture(given))),
    replay: (conversationId) => {
      const loaded = begin(store, meant(conversationId).capture);
      replayFrom(store, loaded);
      return describe(loaded);
    },
    list: () => [...loadedIn(store).values()].map(describe),
  };
};
