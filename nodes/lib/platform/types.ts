/** What the parts of the client agree on. A leaf: it imports nothing of ours. */

/** The one source of time. `after` calls `fn` once, `ms` from now; what it returns cancels that. */
export interface Clock {
  now(): number;
  after(ms: number, fn: () => void): () => void;
}

/** A number in [0, 1), as Math.random. */
export type Random = () => number;

export type Grant = "client-credentials" | "authorization-code" | "access-token";

/** Where the platform lives: base URLs without a trailing slash. */
export interface Hosts {
  apiUrl: string;
  loginUrl: string;
}

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

type QueryValue = string | number | boolean;
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;

/** One call of a platform operation, as an `api` function writes it down. */
export interface PlatformRequest {
  /** The operation's id in the catalogue, for logs and support tickets. */
  operation: string;
  method: Method;
  /** Made with the tag `path`, so that every id in it is encoded. */
  path: string;
  query?: Query;
  /** Headers that this operation has as parameters. */
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  /** May the same request be sent again when its outcome is unknown? Never guessed: written at each call. */
  repeatable: boolean;
  /**
   * The body as each instance would write it for the same message: without ids and times that this package made up.
   * Several instances that share a backplane send such a request once, also where it is repeatable.
   */
  sameAs?: unknown;
  /**
   * Given to the wire once at most, also where it was refused for the token or the rate limit: the caller looks before it
   * sends the request again.
   */
  once?: true;
}

/** What a long call waits for. */
export type Wait = "answer" | "agent" | "end" | "wrapUp" | "effect" | "upload" | "delivery";

/** A message that only waits, as the status shows it. */
export interface Awaiting {
  /** Does nothing report what it waits for, so that this is read now and then? */
  isRead(is: boolean): void;
  end(): void;
}

export interface RateLimit {
  used: number;
  allowed: number;
  resetSeconds: number;
}

/** The facts of a response besides its body; they become `msg.genesys`. */
export interface CallFacts {
  operation: string;
  status: number;
  attempts: number;
  durationMs: number;
  correlationId?: string;
  rateLimit?: RateLimit;
  /** Of a response that is bytes. */
  contentType?: string;
}

/** What became of the requests of one message that act, as opposed to those that only read. */
export interface Fate {
  /** A request has been sent. */
  sent(): void;
  /** It has ended, and so. */
  settled(outcome: "notSent" | "refused" | "unknown" | "done"): void;
}

/** The right of a message to act before the later ones about the same conversation. */
export interface Turn {
  /**
   * Settles when it is this message's turn; at once where it has it. After `leave` it comes back to its old place,
   * before all later messages that are not acting yet. @throws GenesysError `closed` when the signal aborts; the
   * place is lost.
   */
  take(signal?: AbortSignal): Promise<void>;
  /** The next message may act: the request of this one has its response, or it waits for an event. */
  leave(): void;
}

/** The message of a flow that a request is sent for: another instance may have received it as well. */
export interface OwnMessage {
  /** How long ago it was received, in ms. */
  agoMs(): number;
  /** `msg.claimKey`, as the flow has it. */
  claimKey: unknown;
  /** The claims that it has, by key: it may send its own request again. */
  claims: Map<string, unknown>;
}

export interface CallOptions {
  /** Ends the call wherever it is; it then rejects with the code `closed`. */
  signal?: AbortSignal | undefined;
  /** Clock time in ms after which nothing is tried again; by default the account's deadline from now. */
  deadline?: number | undefined;
  /**
   * The token must have been obtained after this clock time; an older one is renewed first. Where that fails, the older
   * one is used.
   */
  tokenNewerThan?: number | undefined;
  /** Called with the facts of each response. */
  onFacts?: ((facts: CallFacts) => void) | undefined;
  /**
   * Called with the time until which the call waits for a rate limit that is not the account's own, such as that of its
   * operation; `undefined`: no longer.
   */
  onHeldBack?: ((untilMs: number | undefined) => void) | undefined;
  /** Notified of what becomes of the request, unless it only reads. */
  fate?: Fate | undefined;
  /** By default, one that is received now. */
  message?: OwnMessage | undefined;
}

export interface Answer<T> {
  status: number;
  body: T;
}

/** A file for the place that the platform has named for it. */
export interface Upload {
  url: string;
  /** As the platform returned them; nothing of the account is added. */
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
}

/** Where the bytes of a download go. */
export interface DownloadTarget {
  /** Takes the next bytes. What it rejects with ends the download. */
  write(bytes: Uint8Array): Promise<void>;
  /** All bytes have come. What it rejects with is the error of the download. */
  end(): Promise<void>;
  /** The download has failed: nothing of it is left. Never rejects. */
  drop(): Promise<void>;
}

/** A file that the platform has named a URL for, or an operation that returns one. */
export interface Download {
  /** A URL, or path and query of the operation. */
  url: string;
  /** The operation that returns the file; its facts are reported. */
  operation?: string;
  /** A larger file fails; bytes, after decompression. */
  maxBytes: number;
  /** Called for each attempt, when the response has begun: another attempt begins with nothing. */
  open(): Promise<DownloadTarget>;
  /** Called as bytes come; `total` where the response names it and is not compressed. */
  onProgress?: ((read: number, total: number | undefined) => void) | undefined;
}

/** How far something is that takes a while, for the status. */
export type Progress =
  | { of: "page"; page: number; read: number; total?: number }
  /** `state` is the platform's word. */
  | { of: "job"; state: string; percent?: number }
  /** Bytes. */
  | { of: "download"; read: number; total?: number };

/** What is known of a file that was downloaded completely. */
export interface Downloaded {
  bytes: number;
  contentType?: string;
  /** The name that the response suggests, without folders. */
  name?: string;
}

export interface ParticipantIds {
  conversationId: string;
  participantId: string;
}

/** What an account has changed of participants a moment ago: between its 202 and its effect, a read shows the old state. */
export interface Changes {
  /** Sends a change of these properties, after those of the same properties that are in progress, and remembers it. */
  send<T>(
    of: ParticipantIds,
    changed: Readonly<Record<string, unknown>>,
    send: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
  /** May these properties, as they were read, be those before a change of this account? */
  isUnsettled(of: ParticipantIds, read: Readonly<Record<string, unknown>>): boolean;
}

/** What an `api` function sees of an account. */
export interface Client {
  readonly grant: Grant;
  readonly clock: Clock;
  readonly random: Random;
  /** What the platform's clock shows when this machine's shows `at`; ms. Times that the platform names are compared with it. */
  platformTime(at: number): number;
  /** A longer `Retry-After` than this is not waited for. */
  readonly longestWaitMs: number;
  /** The body of a 2xx response (`undefined` if it was empty), or a GenesysError. */
  request<T = unknown>(request: PlatformRequest, options?: CallOptions): Promise<T>;
  /** Uploads a file to the URL that the platform returned: without token or redirect. Retries after a network error. */
  upload(upload: Upload, options?: CallOptions): Promise<void>;
  /**
   * Downloads a file, only from the platform's own hosts and its stores of files. The token goes to the API alone. Retries
   * from the beginning after a network error. @throws GenesysError `answer` for any other host, before a request.
   */
  download(download: Download, options?: CallOptions): Promise<Downloaded>;
  /**
   * Notifies of each change of a conversation, through the account's event channel. The returned function ends that.
   * Returns `undefined` if no channel is open: then the caller has to read again after a while.
   */
  follow(conversationId: string, onChange: () => void): (() => void) | undefined;
  /** Reads kept for a while by this account (users by e-mail, codes by queue ...). Shared by simultaneous callers. */
  remember<T>(key: string, forMs: number, read: () => Promise<T>): Promise<T>;
  readonly changes: Changes;
}

/** The state of an account with the platform. Its nodes show it as a yellow ring. */
export type AccountState =
  | { kind: "ready" }
  | { kind: "heldBack"; untilMs: number }
  | { kind: "signInAgain" }
  /** The account works; its sign-in will be lost at the next restart. */
  | { kind: "signInNotSaved" }
  /** The account works; there are several instances of it, and nothing joins them. */
  | { kind: "noBackplane" }
  /** The account works, with its share of the rate limit; what only one instance may do fails. */
  | { kind: "backplaneAway" }
  // Nothing can be sent before it is set otherwise.
  | { kind: "noCredentials" }
  | { kind: "config" };

/** The queue of an account's requests, and what the last response has reported of its window. */
export interface LimitState {
  waiting: number;
  inFlight: number;
  reported?: (RateLimit & { at: number }) | undefined;
}

/** What is known of an account at present, for who looks at it. What is not open yet is absent. */
export interface PresentState {
  /** The platform's clock, as far as it is known; ms. */
  now: number;
  limit?: LimitState;
  /** `endsAt`: this machine's clock; absent where the platform names none. */
  token?: { endsAt?: number };
  channel?: { kind: string; refused: readonly { topic: string; missingPermissions: readonly string[] }[] };
}

/** A response as the transport returns it: 2xx only, everything else is thrown. */
export interface Exchange {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Parsed JSON, text where it is not JSON, `undefined` where it is empty. */
  body: unknown;
}

export interface ExchangeRequest {
  method: Method;
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Already serialised. */
  body?: string | Uint8Array | undefined;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /**
   * `bytes` hands a successful body on untouched, as a Uint8Array. `stream` hands it on as a Readable when its headers have
   * come, and a redirect with its headers; the timeout then ends with the headers.
   */
  as?: "json" | "bytes" | "stream";
}

/** One exchange over HTTP: resolves for 2xx, rejects with a GenesysError for everything else. */
export type Transport = (request: ExchangeRequest) => Promise<Exchange>;
