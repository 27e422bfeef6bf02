import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { bodyOf, damagedBody, MAX_ANSWER_BYTES, NOTHING, type ReadBody } from "./answer-body";
import type { Connection, Connections } from "./connections";
import type { AnswerHead, ConnectionFailure, Course, ExchangeRecord, RawAnswer } from "./course";
import type { ExchangeRequest } from "../types";

/** Sends one request over one of the connections, and takes its response. What is known of it is kept in `course.record`. */
export const exchange = (wanted: ExchangeRequest, to: URL, connections: Connections, course: Course) =>
  new Promise<RawAnswer>((resolve, reject) => {
    const record: ExchangeRecord = (course.record = { sent: false });
    let isOver = false;
    const settle = (head: AnswerHead, body: ReadBody & { stream?: Readable }): void => {
      if (isOver) return;
      isOver = true;
      resolve(Object.assign(body, head));
    };
    const fail = (error: ConnectionFailure): void => {
      if (isOver) return;
      isOver = true;
      reject(error);
    };
    /** Replaced as the request goes on: how its connection ends with it. */
    let leave = (): void => undefined;
    const abort = (): void => {
      if (isOver) return; // its connection may carry another request
      fail(aborted());
      leave();
    };
    // Not the function itself: V8 makes one that is written as the value of a property outlive the next collections of garbage,
    // and everything that it can see with it.
    course.abort = abort;
    if (course.isAborted) return abort();

    connections.take((connection) => {
      if (isOver) return connections.giveBack(connection);
      leave = () => connections.drop(connection);
      let readBefore = 0;
      let isReused = false;
      let chunks: Buffer[] = [];
      let size = 0;
      let stream: Readable | undefined;
      connection.client.dispatch(requestOf(wanted, to), {
        onRequestStart(controller) {
          // It was ended, or would be sent a second time, which undici does with some requests.
          if (isOver || record.sent) return controller.abort(aborted());
          // The connection is open, TLS included: from now on it may have been sent.
          record.sent = true;
          isReused = connection.sent > 0;
          connection.sent += 1;
          readBefore = readFrom(connection);
          leave = () => controller.abort(aborted());
        },
        onResponseStart(controller, status, headers) {
          if (status < 200) return;
          const head = (record.head = { status, headers: firstOfEach(headers) });
          if (wanted.as !== "stream" || status >= 300) return;
          stream = createStream(controller);
          settle(head, { bytes: NOTHING, stream });
        },
        onResponseData(controller, chunk) {
          if (stream !== undefined) {
            if (!stream.push(chunk)) controller.pause();
            return;
          }
          size += chunk.length;
          if (size <= MAX_ANSWER_BYTES) return void chunks.push(chunk);
          chunks = [];
          if (record.head !== undefined) settle(record.head, damagedBody("TOO_LARGE"));
          controller.abort(aborted());
        },
        onResponseEnd() {
          connections.giveBack(connection);
          stream?.push(null);
          if (record.head !== undefined)
            settle(record.head, bodyOf(chunks, record.head.headers["content-encoding"]));
        },
        onResponseError(_, error: ConnectionFailure) {
          connections.drop(connection);
          const code = codeOf(error);
          stream?.destroy(Object.assign(error, { code }));
          if (record.head !== undefined) return settle(record.head, damagedBody(code));
          if (error.code === "UND_ERR_INVALID_ARG") course.record = undefined; // it was not even tried
          const isCut = code === "ECONNRESET" || code === "EPIPE";
          const staleSocket = isReused && isCut && readFrom(connection) === readBefore;
          if (staleSocket) connections.dropIdle();
          fail(Object.assign(error, { code, staleSocket }));
        },
      });
    });
  });

const requestOf = ({ method, headers, body }: ExchangeRequest, { pathname, search }: URL) => ({
  method: method as Dispatcher.HttpMethod,
  path: `${pathname}${search}`,
  headers: [...Object.entries(headers).flat(), "accept-encoding", "gzip"],
  body: body ?? null,
});

/** Nothing was read since a request began: its response has not even started. TLS's own records are not counted. */
const readFrom = ({ socket }: Connection): number => socket?.bytesRead ?? 0;

const aborted = (): ConnectionFailure => Object.assign(new Error("aborted"), { code: "ABORTED" });

/** undici's names for a connection that the other side closed, and for a body that is shorter than it was to be. */
const CUT = new Set(["UND_ERR_SOCKET", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"]);

const codeOf = ({ code = "UNKNOWN" }: ConnectionFailure): string => (CUT.has(code) ? "ECONNRESET" : code);

const firstOfEach = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> => {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) return firstOfEach({ ...headers, [name]: value[0] });
  }
  return headers as Record<string, string>;
};

/** The body as it comes. While it is not read, the other side is held up; where it is destroyed, the connection ends. */
const createStream = (controller: Dispatcher.DispatchController): Readable => {
  const stream = new Readable({
    read: () => controller.resume(),
    destroy: (error, done) => {
      if (!stream.readableEnded) controller.abort(error ?? aborted());
      done(error);
    },
  });
  stream.on("error", () => undefined); // its reader learns of it from the stream's state
  return stream;
};
