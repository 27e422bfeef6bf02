// The other side of the benches of events and waits: the platform's requests of notifications, a channel, and conversations that
// never end. Run as a child process; it reports its port to the parent, and then does what it is asked.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { conversationOf, frameOf, indexOf, queueIdOf } from "./conversation.mjs";

const TICK_MS = 5;
/** The real one sends something every 30 s. */
const HEARTBEAT_MS = 25_000;
const HEARTBEAT = JSON.stringify({
  topicName: "channel.metadata",
  eventBody: { message: "WebSocket Heartbeat" },
});
const STEP = "#";
const sockets = new Set();
/** The step that each conversation was reported with last. */
const stepOf = new Map();
let requests = 0;
let port;

const channel = () => ({
  id: "channel",
  connectUri: `ws://127.0.0.1:${port}/channel`,
  expires: new Date(Date.now() + 86_400_000).toISOString(),
});

const answerTo = (url, body) => {
  if (url.pathname === "/oauth/token")
    return { access_token: "bench", token_type: "bearer", expires_in: 86_400 };
  if (/\/subscriptions$/.test(url.pathname))
    return { entities: JSON.parse(body).map(({ id }) => ({ id, state: "Permitted" })) };
  if (/\/channels$/.test(url.pathname)) return channel();
  if (/\/routing\/queues$/.test(url.pathname))
    return { entities: url.searchParams.getAll("id").flatMap((ids) => ids.split(",").map((id) => ({ id }))) };
  const [, conversationId] = /\/conversations\/([\da-f-]{36})$/.exec(url.pathname) ?? [];
  if (conversationId === undefined) return {};
  const index = indexOf(conversationId);
  return conversationOf(index, stepOf.get(index) ?? 0);
};

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    requests += 1;
    const limits = { "inin-ratelimit-allowed": 1e6, "inin-ratelimit-count": 1, "inin-ratelimit-reset": 60 };
    response.writeHead(200, { "content-type": "application/json", ...limits });
    response.end(JSON.stringify(answerTo(new URL(request.url, "http://localhost"), body)));
  });
});
new WebSocketServer({ server }).on("connection", (socket) => {
  sockets.add(socket);
  const heart = setInterval(() => socket.send(HEARTBEAT), HEARTBEAT_MS);
  socket.on("close", () => {
    sockets.delete(socket);
    clearInterval(heart);
  });
});

/** The text of each frame but for its step: written once, so that this process keeps up. */
const templatesOf = (conversations, queues) =>
  Array.from({ length: conversations }, (_, index) =>
    JSON.stringify(frameOf(index, STEP, queueIdOf(index % queues), "#")).split(/"#"|#/),
  );

let steps = 0;
const sendFrame = ([before, between, after], index) => {
  steps += 1;
  stepOf.set(index, steps);
  for (const socket of sockets) socket.send(`${before}${steps}${between}"${steps}"${after}`);
};

const acts = {
  requests: () => ({ requests }),
  sockets: () => ({ sockets: sockets.size }),
  /** So many frames a second, evenly, of these conversations in turn. */
  frames: ({ conversations, queues, perSecond, seconds }) =>
    new Promise((resolve) => {
      const templates = templatesOf(conversations, queues);
      const all = perSecond * seconds;
      const begun = performance.now();
      let sent = 0;
      const tick = () => {
        const due = Math.min(all, Math.ceil(((performance.now() - begun) * perSecond) / 1000));
        for (; sent < due; sent += 1) sendFrame(templates[sent % conversations], sent % conversations);
        if (sent < all) setTimeout(tick, TICK_MS);
        else resolve({ sent, tookMs: performance.now() - begun });
      };
      tick();
    }),
};
process.on("message", async ({ id, act, ...given }) => process.send({ id, ...(await acts[act](given)) }));
server.listen(0, "127.0.0.1", () => {
  ({ port } = server.address());
  process.send({ port });
});
