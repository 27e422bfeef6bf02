/** One request as it was received, and its response. No secret is kept. */
export interface LogEntry {
  at: number;
  method: string;
  path: string;
  query: Readonly<Record<string, string | string[]>>;
  /** Lower-case names; of `authorization` only the scheme is left. */
  headers: Readonly<Record<string, string>>;
  /** The token of the request, as `org` names it; undefined if there was none or it is unknown. */
  tokenId: string | undefined;
  contentType: string | undefined;
  /** Parsed where it was JSON or a form, text otherwise. */
  body: unknown;
  /** Undefined while the request is in progress. It stays so if the socket was destroyed. */
  status: number | undefined;
  operation: string | undefined;
}

export interface RequestLog {
  entries(): readonly LogEntry[];
  /** How many requests came in, or came in for this operation. */
  count(operation?: string): number;
  clear(): void;
  add(entry: LogEntry): void;
}

/** Keeps the last entries, up to this number. Older ones are dropped. */
export const createLog = (limit = 10_000): RequestLog => {
  let entries: LogEntry[] = [];
  return {
    entries: () => entries,
    count: (operation) =>
      operation === undefined ? entries.length : entries.filter((e) => e.operation === operation).length,
    clear: () => void (entries = []),
    add: (entry) => {
      entries.push(entry);
      if (entries.length > limit) entries = entries.slice(-Math.ceil(limit * 0.9));
    },
  };
};

const SECRETS = ["client_secret", "code", "code_verifier", "refresh_token", "assertion", "password"];

/** A form with its secrets blotted out. */
export const redactForm = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...form].map(([name, value]) => [name, SECRETS.includes(name) ? "(redacted)" : value]));
