import type { RequestListener, ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** More than the bound of the transport. */
const MOST = 33 * 1024 * 1024;
const JSON_TYPE = { "content-type": "application/json" };
const BODY = JSON.stringify({ code: "some.code", message: "Words of the platform, in the body." });

interface Damage {
  /** Can the body of a 2xx answer be read all the same? */
  readable: boolean;
  /** Does the connection itself break, so that the outcome may be unknown even after a 2xx? */
  cut?: true;
  send: (response: ServerResponse, status: number, headers: Record<string, string>) => void;
}

const whole =
  (more: Record<string, string>, body: string | (() => Buffer)) =>
  (response: ServerResponse, status: number, headers: Record<string, string>): void =>
    void response.writeHead(status, { ...headers, ...more }).end(typeof body === "string" ? body : body());

const zeros = (() => {
  let made: Buffer | undefined;
  return () => (made ??= gzipSync(Buffer.alloc(MOST)));
})();

/** Sends headers and a part of the body, and then breaks the connection. */
const broken =
  (more: Record<string, string>, part: string, end: (response: ServerResponse) => void) =>
  (response: ServerResponse, status: number, headers: Record<string, string>): void => {
    response.writeHead(status, { ...headers, ...more });
    response.write(part, () => end(response));
  };

const endless = (response: ServerResponse, status: number, headers: Record<string, string>): void => {
  response.writeHead(status, { ...headers, ...JSON_TYPE });
  const chunk = Buffer.alloc(1024 * 1024, 0x20);
  let left = MOST;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once("drain", more);
    }
    response.end();
  };
  more();
};

/** What can be wrong with the body of an answer whose status and headers have arrived. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  "gzip that is none": {
    readable: false,
    send: whole({ ...JSON_TYPE, "content-encoding": "gzip" }, "this is not gzip"),
  },
  "gzip that is cut": {
    readable: false,
    send: whole({ ...JSON_TYPE, "content-encoding": "gzip" }, () => gzipSync(BODY).subarray(0, 30)),
  },
  "gzip above the bound": {
    readable: false,
    send: whole({ ...JSON_TYPE, "content-encoding": "gzip" }, zeros),
  },
  "gzip in capitals that is none": {
    readable: false,
    send: whole({ ...JSON_TYPE, "content-encoding": "GZIP" }, "this is not gzip"),
  },
  "a body above the bound": { readable: false, send: endless },
  "an encoding that was not asked for": {
    readable: false,
    send: whole({ "content-type": "text/plain", "content-encoding": "br" }, () => brotliCompressSync(BODY)),
  },
  "another charset": {
    readable: false,
    send: whole({ "content-type": "application/json; charset=utf-16" }, () => Buffer.from(BODY, "utf16le")),
  },
  "bytes that are no text": {
    readable: false,
    send: whole(JSON_TYPE, () => Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x00, 0x80])),
  },
  "half a JSON text": { readable: false, send: whole(JSON_TYPE, BODY.slice(0, 20)) },
  "a web page that says it is JSON": { readable: false, send: whole(JSON_TYPE, "<!DOCTYPE html><p>Hm") },
  "nothing in it": { readable: true, send: whole(JSON_TYPE, "") },
  "less than it announces": {
    readable: false,
    cut: true,
    send: broken({ ...JSON_TYPE, "content-length": "1000" }, BODY, ({ socket }) => socket?.end()),
  },
  "a reset in the middle": {
    readable: false,
    cut: true,
    send: broken({ ...JSON_TYPE, "content-length": "1000" }, BODY, ({ socket }) => socket?.resetAndDestroy()),
  },
  "a chunk that is none": {
    readable: false,
    cut: true,
    send: broken(JSON_TYPE, BODY, ({ socket }) => socket?.write("not a length\r\n\r\n")),
  },
};

export const damaged =
  (name: string, status: number, headers: Record<string, string> = {}): RequestListener =>
  (request, response) => {
    request.resume();
    const send = DAMAGES[name]?.send;
    if (send === undefined) throw new Error(`no damage is called ${name}`);
    request.on("end", () => send(response, status, headers));
  };
