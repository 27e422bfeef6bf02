// The other side of every benchmark: an HTTPS server that answers reads with a conversation of 6.6 KB and, if told to,
// limits a token as the platform does. Run as a child process; it reports its port to the parent.
import { createServer } from "node:https";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { conversationText } from "./read-body.mjs";

const { CERT, KEY, LIMIT = "1000000", WINDOW_MS = "60000", OTHERS = "0", GZIP } = process.env;
const limit = Number(LIMIT);
const windowMs = Number(WINDOW_MS);

const body = GZIP ? gzipSync(conversationText) : Buffer.from(conversationText);

const stats = { requests: 0, refused: 0, connections: 0, order: [] };
let window = { startsAt: 0, used: 0 };

const server = createServer(
  { key: readFileSync(KEY), cert: readFileSync(CERT), keepAliveTimeout: 60_000 },
  (req, res) => {
    if (req.url === "/oauth/token")
      return res.end(JSON.stringify({ access_token: "bench", token_type: "bearer", expires_in: 86_400 }));
    if (req.url === "/stats") return res.end(JSON.stringify(stats));
    const now = Date.now();
    if (now >= window.startsAt + windowMs)
      window = { startsAt: now, used: Math.round(limit * Number(OTHERS)) };
    stats.requests += 1;
    const reset = Math.ceil((window.startsAt + windowMs - now) / 1000);
    const headers = {
      "inin-ratelimit-allowed": limit,
      "inin-ratelimit-reset": reset,
      "content-type": "application/json",
    };
    if (window.used >= limit) {
      stats.refused += 1;
      res.writeHead(429, { ...headers, "inin-ratelimit-count": window.used, "retry-after": reset });
      return res.end(
        JSON.stringify({
          status: 429,
          code: "too.many.requests.retry.after",
          message: "Rate limit exceeded",
        }),
      );
    }
    window.used += 1;
    stats.order.push(req.url.split("/").at(-1));
    req.resume();
    res.writeHead(200, {
      ...headers,
      "inin-ratelimit-count": window.used,
      ...(GZIP ? { "content-encoding": "gzip" } : {}),
    });
    res.end(body);
  },
);
server.on("secureConnection", () => (stats.connections += 1));
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
