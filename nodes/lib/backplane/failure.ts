/** Why a Redis cannot be used. The dialog has a sentence for each, in its own language. */
export type Failure = keyof typeof SENTENCES;

/** For the log and for errors. */
export const SENTENCES = {
  refused: "No server listens there. Check host and port, and whether Redis is running.",
  notFound: "The host is not found or cannot be reached. Check its name and the network.",
  timeout:
    "The server does not respond in time. Check host and port, and whether the URL has to begin with rediss: or redis:.",
  closed: "The server closed the connection. If it expects TLS, begin the URL with rediss:.",
  lost: "The connection was lost.",
  noTls: "The server does not use TLS. Begin the URL with redis:, or enable TLS at the server.",
  certificate:
    "The server's certificate is not trusted, has expired or belongs to another host. Name the file of its authority in NODE_EXTRA_CA_CERTS.",
  notRedis: "What listens there is not a Redis. Check host and port.",
  password: "The user name or the password is wrong.",
  noPassword: "The server requires a password.",
  permission: "The user may not run the commands or use the keys that the backplane needs.",
  database: "The database in the URL does not exist on this server.",
  readOnly: "The server is a replica, which only reads. Enter the address of the primary one.",
  full: "The memory of the server is full.",
  busy: "The server accepts no more connections.",
  loading: "The server is still loading its data.",
  old: "The server is too old. Redis 7 or Valkey is required.",
  cluster: "The server belongs to a Redis Cluster, which is not supported. Use a single server.",
  sentinel: "This is a Redis Sentinel, which is not supported. Enter the address of the primary server.",
  other: "The server does not work as expected.",
} as const;

const BY_CODE: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "notFound",
  EAI_AGAIN: "notFound",
  EHOSTUNREACH: "notFound",
  ENETUNREACH: "notFound",
  ETIMEDOUT: "timeout",
  ECONNRESET: "closed",
  EPIPE: "closed",
  EPROTO: "noTls",
  ERR_SSL_WRONG_VERSION_NUMBER: "noTls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "noTls",
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_/;

/** By the first word of an error reply, or by what the client says. */
const BY_MESSAGE: readonly [RegExp, Failure][] = [
  [/^WRONGPASS|^ERR (AUTH|invalid password)/, "password"],
  [/^NOAUTH/, "noPassword"],
  [/^NOPERM|can't (run|access)|No permissions/, "permission"],
  [/DB index|^ERR SELECT/, "database"],
  [/^READONLY/, "readOnly"],
  [/^OOM/, "full"],
  [/^ERR max number of clients/, "busy"],
  [/^LOADING/, "loading"],
  [/^(MOVED|ASK|CROSSSLOT|CLUSTERDOWN)\b/, "cluster"],
  [/RESP type|[Pp]rotocol error/, "notRedis"],
  [/timed out/i, "timeout"],
];

/**
 * The reason of an error of ioredis. Nothing else of such an error is ever used: it has the command with it, which may be the one
 * with the password.
 */
export const failureOf = (error: unknown): Failure => {
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  const known = typeof code === "string" ? BY_CODE[code] : undefined;
  if (known !== undefined) return known;
  if (typeof code === "string" && CERTIFICATE.test(code)) return "certificate";
  return BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? "other";
};
