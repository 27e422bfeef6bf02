import { type Clock, createTimers } from "./clock";
import type { Communication } from "../entities/communication";
import type { Conversation, Participant } from "../entities/conversation";
import type {
  Division,
  ExternalContact,
  Flow,
  Language,
  OAuthClient,
  Organization,
  PresenceDefinition,
  Queue,
  Skill,
  Token,
  User,
  WrapupCode,
} from "../entities/org";
import type { Integration } from "../entities/message";
import { createIds, type Ids } from "./ids";
import type { Settings } from "./settings";

/** The org as its administrator sees it. */
export interface Org {
  organization: Organization;
  divisions: Map<string, Division>;
  users: Map<string, User>;
  presences: Map<string, PresenceDefinition>;
  queues: Map<string, Queue>;
  wrapupCodes: Map<string, WrapupCode>;
  flows: Map<string, Flow>;
  skills: Map<string, Skill>;
  languages: Map<string, Language>;
  externalContacts: Map<string, ExternalContact>;
  clients: Map<string, OAuthClient>;
  integrations: Map<string, Integration>;
}

/** Something in a conversation has changed. The notifications are made from these. */
export interface Change {
  /** What happened to what. */
  what:
    | "conversationStarted"
    | "conversationEnded"
    | "conversationChanged"
    | "participantAdded"
    | "participantChanged"
    | "attributesChanged"
    | "legStarted"
    | "legConnected"
    | "legEnded"
    | "legChanged"
    | "acwStarted"
    | "acwEnded"
    | "wrapupApplied"
    | "messageAdded"
    | "messageChanged"
    | "postFlowChanged";
  conversation: Conversation;
  participant?: Participant;
  communication?: Communication;
  /** The request that caused it, if one did. */
  correlationId?: string;
}

export type ChangeListener = (change: Change) => void;

/** The state of a user has changed. */
export interface UserChange {
  what: "presence" | "routingStatus";
  user: User;
  /** The request that caused it, if one did. */
  correlationId?: string;
}

export type UserChangeListener = (change: UserChange) => void;

/** Who belongs to a queue, or has activated it, has changed. */
export type QueueChangeListener = (queue: Queue) => void;

/** Where everything is. Machines, routes and acts work on it; it decides nothing. */
export interface Store {
  /** Timers made here are taken back by a reset. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Settings;
  org: Org;
  readonly tokens: Map<string, Token>;
  readonly conversations: Map<string, Conversation>;
  /** Room for what one family of operations keeps (messages, channels ...), emptied by a reset. */
  collection<T>(name: string, make: () => T): T;
  changed(change: Change): void;
  /** Returns what ends the listening. Listeners outlive a reset. */
  onChange(listener: ChangeListener): () => void;
  userChanged(change: UserChange): void;
  onUserChange(listener: UserChangeListener): () => void;
  queueChanged(queue: Queue): void;
  onQueueChange(listener: QueueChangeListener): () => void;
  /** Empties all and cancels every timer; the seed fills them again. */
  clear(org: Org): void;
}

export const createStore = (clock: Clock, settings: Settings, org: Org): Store => {
  const timers = createTimers(clock);
  const listeners = new Set<ChangeListener>();
  const userListeners = new Set<UserChangeListener>();
  const queueListeners = new Set<QueueChangeListener>();
  const collections = new Map<string, unknown>();
  const store: Store = {
    clock: timers,
    ids: createIds(),
    settings,
    org,
    tokens: new Map(),
    conversations: new Map(),
    collection: <T>(name: string, make: () => T): T => {
      if (!collections.has(name)) collections.set(name, make());
      return collections.get(name) as T; // made by the same name's maker
    },
    changed: (change) => listeners.forEach((listener) => listener(change)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    userChanged: (change) => userListeners.forEach((listener) => listener(change)),
    onUserChange: (listener) => {
      userListeners.add(listener);
      return () => void userListeners.delete(listener);
    },
    queueChanged: (queue) => queueListeners.forEach((listener) => listener(queue)),
    onQueueChange: (listener) => {
      queueListeners.add(listener);
      return () => void queueListeners.delete(listener);
    },
    clear: (fresh) => {
      timers.cancelAll();
      store.ids.reset();
      store.org = fresh;
      store.tokens.clear();
      store.conversations.clear();
      collections.clear();
    },
  };
  return store;
};
