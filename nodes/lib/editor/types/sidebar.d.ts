// What the scripts of the sidebar share. The server describes the conversations, see nodes/lib/sidebar.

interface SidebarBar {
  state: string;
  from: number;
  to?: number;
}
interface SidebarRow {
  key: string;
  participantId: string;
  communicationId: string;
  role: string;
  media: string;
  name?: string;
  address?: string;
  userId?: string;
  bars: SidebarBar[];
  end?: string;
}
interface SidebarConversation {
  id: string;
  from: number;
  to?: number;
  rows: SidebarRow[];
  conferences: { from: number; to?: number }[];
  queueName?: string;
  securePause?: true;
  summary: { media?: string; state: string; since: number; who: string[] };
}
interface SidebarMessage {
  id: number;
  nodeId: string;
  type: string;
  name: string;
  at: number;
  endedAt?: number;
  conversationId?: string;
  inputs?: unknown;
  options?: unknown;
  requests: { operation: string; status?: number; code?: string; attempts?: number; ms: number }[];
  waits: { what: string; from: number; to?: number }[];
  legs?: { participantId: string; communicationId: string; media: string; why: string }[];
  error?: { code: string; message: string; outcome?: string };
}
interface SidebarLook {
  ok?: false;
  reason?: string;
  revision: string;
  whole: boolean;
  now: number;
  here: number;
  deployed: boolean;
  simulated: boolean;
  gone?: string[];
  conversations: SidebarConversation[];
  messages: SidebarMessage[];
  limit?: {
    waiting: number;
    inFlight: number;
    reported?: { used: number; allowed: number; resetSeconds: number; at: number };
  };
  token?: { endsAt?: number };
  channel?: { kind: string; refused: { topic: string; missingPermissions: string[] }[] };
}
/** What the browser has of one account. */
interface SidebarState {
  look?: SidebarLook;
  conversations: Map<string, SidebarConversation>;
  messages: Map<number, SidebarMessage>;
  /** Why nothing can be shown. */
  trouble?: string;
}
interface SidebarFeed {
  accountId: string;
  state: SidebarState;
  /** The clock of the conversations. */
  now(): number;
  load(): void;
  showPersonal(is: boolean): void;
  isPersonal(): boolean;
  act(action: string, details?: object): JQuery.Promise<{ conversationId?: string }, string>;
  pause(): void;
  resume(): void;
  stop(): void;
}
/** What was made happen in the simulated org. */
interface SidebarAct {
  /** Of the click, in ms. */
  at: number;
  act: string;
  label: string;
  details: Record<string, unknown>;
  /** The conversation that it has made, or was about. */
  conversationId?: string;
}
interface SidebarRecording {
  isOn: boolean;
  steps: SidebarAct[];
  /** By the clock of the conversations, in ms. */
  from?: number;
  to?: number;
  onChange(): void;
  start(now: number): void;
  stop(now: number): void;
  add(step: SidebarAct): void;
}
/** A step that can be repeated with other conversations: those that the recording has begun have names. */
interface SidebarStep {
  act: string;
  label: string;
  pauseSeconds: number;
  /** In the place of a conversation that has a name: `{ conversation: name }`. */
  details: Record<string, unknown>;
  conversation?: string;
  begins?: string;
  /** A conversation that was there before the recording. */
  otherConversationId?: unknown;
}
interface SidebarRecordTexts {
  title: string;
  inject: string;
  info: string;
  file: string;
  expect: string;
  otherConversation: string;
  leftOut(step: SidebarStep): string;
}
interface SidebarIssue {
  level: string;
  node?: { id: string; type: string; name: string };
  property?: string;
  message: string;
  /** The key of the sentence in the catalogue; none where only the message says it. */
  says?: { sentence: string; values: Record<string, string | number> };
  suggestions?: string[];
}

/** A step of a tour, as Node-RED takes it. */
interface TourStep {
  title: string;
  description: string;
  element: () => JQuery;
  direction: "left" | "right";
  width: number;
  prepare(): void;
}

/** The sidebar: its elements, and what it shows at present. */
interface SidebarFrame {
  picker: JQuery;
  personal: JQuery;
  tabs: JQuery;
  note: JQuery;
  body: JQuery;
  content: JQuery;
  list: JQuery;
  one: JQuery;
  other: JQuery;
  view: string;
  isVisible: boolean;
  /** The id of the account that is shown. */
  account?: string;
  feed?: SidebarFeed;
  /** The id of a conversation. */
  chosen?: string;
  /** A conversation that an act has made and that has not come yet. */
  awaited?: string;
  /** What was clicked in it. */
  detail?: { row?: SidebarRow; message?: SidebarMessage };
  timeline?: { tick(): void };
}

type SidebarAttributes = Record<string, unknown>;

interface GenesysCloudSidebar {
  // sidebar-words.js
  /** Ends what outlives a drawing. */
  close?: () => void;
  word(key: string, values?: object): string;
  /** A word of the platform that the catalogue may not have. */
  wordOr(key: string, otherwise: string): string;
  lasting(ms: number): string;
  timeOf(ms: number): string;
  el(tag: string, attributes?: SidebarAttributes, content?: unknown): JQuery;
  button(icon: string, text: string, click: () => void, attributes?: SidebarAttributes): JQuery;
  /** Replaces what an element shows; the focus stays on what has the same `data-key`. */
  repaint(element: JQuery, content: unknown): void;
  partyOf(row: SidebarRow): string;

  // sidebar-feed.js
  feedOf(accountId: string, onChange: () => void): SidebarFeed;

  // sidebar-parts
  list(feed: SidebarFeed, chosen: string | undefined, choose: (id: string) => void): JQuery;
  listTick(element: JQuery, now: number): void;
  timeline(
    feed: SidebarFeed,
    conversation: SidebarConversation,
    actions: { party(row: SidebarRow): void; message(message: SidebarMessage): void },
  ): { element: JQuery; tick(): void };
  party(conversation: SidebarConversation, row: SidebarRow, close: () => void): JQuery;
  message(message: SidebarMessage, conversation: SidebarConversation | undefined): JQuery;
  messages(feed: SidebarFeed, choose: (message: SidebarMessage) => void): JQuery;
  limits(feed: SidebarFeed): JQuery;
  org(
    feed: SidebarFeed,
    chosen: SidebarConversation | undefined,
    done: (conversationId: string | undefined) => void,
  ): JQuery;
  issues(): JQuery;

  // sidebar-recorder.js, sidebar-recorded-nodes.js, sidebar-recorded-case.js, sidebar-record.js
  recordingOf(accountId: string): SidebarRecording;
  recordedSteps(steps: SidebarAct[]): SidebarStep[];
  recordedNodes(
    steps: SidebarStep[],
    accountId: string,
    texts: SidebarRecordTexts,
  ): Record<string, unknown>[];
  canBeNode(act: string): boolean;
  recordedCase(
    steps: SidebarStep[],
    messages: Pick<SidebarMessage, "name" | "nodeId" | "requests" | "error">[],
    texts: SidebarRecordTexts,
  ): string;
  record(feed: SidebarFeed): JQuery;
  tabs(choose: (view: string) => void): JQuery;
  /** The name of a queue whose events a node of the open tab receives. */
  queueOnCanvas(): string | undefined;

  // sidebar-tour.js
  tour(): { steps: TourStep[] };
  runTour(): void;
  mayShowTours(): boolean;
  /** Returns what withdraws the offer. */
  offerTour(): () => void;

  draw(self: SidebarFrame, isNew: boolean): void;
  drawTime(self: SidebarFrame): void;
  /** Does the sidebar show personal data of this account? */
  isPersonal(accountId: unknown): boolean;
  open(): { content: JQuery; close(): void };
}

interface Window {
  genesysCloudSidebar: GenesysCloudSidebar;
}
