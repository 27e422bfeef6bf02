import type { createConnection } from "node:net";
import type WebSocket from "ws";
import { createConnector } from "./connector";
import type { Connected } from "./tunnel";
import { closedError, GenesysError, type ErrorCode } from "../errors/errors";

/** Receives what comes over the connection. After `onEnd`, which is called exactly once, nothing more is called. */
export interface SocketListener {
  signal: AbortSignal;
  onText: (text: string) => void;
  onEnd: (end: SocketEnd) => void;
}

/** Why a connection ended: the close code where there was one. */
export interface SocketEnd {
  code?: number | undefined;
}

/** An open connection. */
export interface OpenSocket {
  send(text: string): void;
  /** Ends at once, without waiting for the other side. `onEnd` is not called. */
  close(): void;
}

/**
 * One attempt to connect: an open connection, or a GenesysError; `cause.status` is the handshake's where it was refused.
 * Aborting the signal ends the attempt and the connection at once.
 */
export type Connect = (url: string, listener: SocketListener) => Promise<OpenSocket>;

/** The platform responds to a handshake at once or not at all. */
const HANDSHAKE_MS = 15_000;
/** A frame is one conversation; the largest are far below this. */
const MOST_BYTES = 8 * 1024 * 1024;

/** WebSockets over `ws`, which is loaded with the first of them, through the proxy that the environment names, if there is one. */
export const createConnect = (handshakeMs = HANDSHAKE_MS): Connect => {
  return async (url, { signal, onText, onEnd }) => {
    const target = checked(url);
    const { WebSocket } = await import("ws");
    if (signal.aborted) throw closedError();
    const connect = createConnector(new URL(target.href.replace(/^ws/, "http")));
    let endConnection = (): void => undefined;
    const socket = new WebSocket(target, {
      maxPayload: MOST_BYTES,
      followRedirects: false,
      // Its type knows only the connection that is there at once; node's requests also take one later.
      createConnection: ((_: unknown, connected: Connected) => {
        endConnection = connect(connected);
      }) as unknown as typeof createConnection,
    });
    return new Promise<OpenSocket>((resolve, reject) => {
      let isOpen = false;
      const leave = (): void => {
        clearTimeout(timer);
        endConnection();
        signal.removeEventListener("abort", onAbort);
        socket.removeAllListeners();
        socket.on("error", () => undefined); // ending a half-made socket raises one more
        socket.terminate();
      };
      const fail = (error: GenesysError, end: SocketEnd = {}): void => {
        leave();
        if (isOpen) onEnd(end);
        else reject(error);
      };
      const onAbort = (): void => {
        leave();
        reject(closedError());
      };
      const timer = setTimeout(() => fail(broken("Opening handshake has timed out")), handshakeMs);
      signal.addEventListener("abort", onAbort, { once: true });
      socket.on("unexpected-response", (_request, { statusCode, headers }) =>
        fail(refused(statusCode ?? 0, headers["retry-after"])),
      );
      socket.on("error", ({ message }) => fail(broken(withoutUrl(message, target))));
      socket.on("close", (code) => fail(broken(`closed with code ${code}`), { code }));
      socket.on("message", (data, isBinary) => {
        if (!isBinary) onText(asText(data));
      });
      socket.on("open", () => {
        isOpen = true;
        clearTimeout(timer);
        resolve({ send: (text) => socket.readyState === socket.OPEN && socket.send(text), close: leave });
      });
    });
  };
};

const asText = (data: WebSocket.RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString("utf8");

/** The URL comes from the platform and is the secret of the channel: TLS, unless it stays on this machine. */
const checked = (url: string): URL => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const local = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(parsed?.hostname ?? "");
  if (parsed !== undefined && (parsed.protocol === "wss:" || (parsed.protocol === "ws:" && local)))
    return parsed;
  throw new GenesysError("answer", "The platform returned an address for notifications that is not wss://.", {
    outcome: "notSent",
  });
};

const withoutUrl = (message: string, { pathname }: URL): string => message.replaceAll(pathname, "/...");

const CODES = new Map<number, ErrorCode>([
  [401, "auth"],
  [403, "auth"],
  [404, "missing"],
  [410, "missing"],
  [429, "limited"],
]);

/** Every other status is a failure of the network or the service, not of the channel. */
const refused = (status: number, retryAfter: string | undefined): GenesysError => {
  const seconds = Number(retryAfter);
  return new GenesysError(
    CODES.get(status) ?? "network",
    `The notification socket was refused with HTTP ${status}.`,
    { outcome: "refused", status, ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}) },
  );
};

const broken = (reason: string): GenesysError =>
  new GenesysError("network", `The notification socket failed: ${reason}.`, { outcome: "unknown" });
