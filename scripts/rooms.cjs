// The rooms of the package, and what each may import of the others. The lint rules, the page docs/architecture.md and a spec are
// made of this table.
"use strict";

/** The rooms of nodes/lib/platform. types.ts is open to all of them, compose.ts to the account only. */
const PLATFORM = {
  errors: { about: "the errors that a flow may meet, and what they may quote", imports: [] },
  time: { about: "clocks, sleeping, waiting for a condition", imports: ["errors"] },
  conversation: { about: "a conversation as the platform returns it; finding the leg", imports: ["errors"] },
  http: {
    about: "one exchange over HTTP or a WebSocket; URLs, hosts, responses as errors",
    imports: ["errors", "time"],
  },
  backplane: {
    about: "what several instances share: rate limit, token, claims, leases, a stream; in memory or in Redis",
    imports: ["errors", "time", "http"],
  },
  client: {
    about: "queue, token, exchange, retry: the path of one request",
    imports: ["errors", "time", "http", "backplane"],
  },
  auth: {
    about: "grants, sign-ins and the account's settings",
    imports: ["errors", "http", "client", "backplane"],
  },
  catalogue: {
    about: "operations by name, checked parameters, likely mistakes",
    imports: ["errors", "http"],
  },
  api: {
    about: "thin requests: method, path, body, `repeatable`",
    imports: ["errors", "http", "conversation", "catalogue"],
  },
  jobs: {
    about: "jobs that the platform works on for a while, as one step",
    imports: ["errors", "time", "catalogue", "api"],
  },
  downloads: {
    about: "files that a response names: found, and kept in memory or on disk",
    imports: ["errors", "http", "catalogue", "api", "jobs"],
  },
  lookups: { about: "lists and names for the dialogs", imports: ["errors", "http"] },
  calls: {
    about: "place a call, once, and follow it",
    imports: ["errors", "time", "conversation", "api"],
  },
  messages: {
    about: "send and reply, confirm the delivery",
    imports: ["errors", "time", "http", "conversation", "api"],
  },
  "open-messaging": {
    about: "open-messaging integrations: what they send, each message once; what customers send to them",
    imports: ["errors", "time", "api", "backplane"],
  },
  participants: {
    about: "what can be done to a participant, and by which request",
    imports: ["errors", "time", "conversation", "api"],
  },
  agents: {
    about: "an agent's presence, routing status, queues and conversations",
    imports: ["errors", "conversation", "api"],
  },
  callbacks: {
    about: "callbacks: create each once, move, start and end them",
    imports: ["errors", "time", "conversation", "calls", "participants", "api"],
  },
  "wrap-up": {
    about: "wrap up when it can be done, once",
    imports: ["errors", "time", "client", "conversation", "catalogue", "api"],
  },
  events: {
    about: "notifications in, events out: subscriptions, channel, tracker, catching up",
    imports: ["errors", "time", "http", "conversation", "catalogue", "api"],
  },
  "wait-until": {
    about: "what a message waits for in its conversation: has it happened, can it still happen",
    imports: ["errors", "time", "conversation", "events", "api"],
  },
  "queue-stats": {
    about: "figures of queues: read, and followed by their topics",
    imports: ["errors", "time", "conversation", "catalogue", "events", "api"],
  },
  "shared-events": {
    about:
      "what several instances listen to as one: who leads, what is kept for the next, what waits while Redis is away",
    imports: ["errors", "time", "backplane", "events", "queue-stats"],
  },
  "data-actions": {
    about:
      "requests of Genesys Cloud to the flow: contracts, the export of the data action, one answer in time",
    imports: ["errors", "time"],
  },
  plan: {
    about: "the requests that a node will send, and the permissions that they need",
    imports: [
      ...["errors", "http", "conversation", "catalogue", "participants", "agents", "callbacks", "events"],
      "queue-stats",
      "api",
    ],
  },
};

/** The rooms of nodes/lib/simulator. index.ts, at its root, starts one and may import all of them. */
const SIMULATOR = {
  entities: { about: "what exists, as types", imports: [] },
  store: {
    about: "where it is kept: clock, ids, settings, tokens, messages, windows of the rate limit",
    imports: ["entities"],
  },
  http: {
    about: "the server: what a request passes before its route, refusals, faults, the log",
    imports: ["store"],
  },
  formatters: {
    about: "the platform's wire format, only there",
    imports: ["entities", "store", "http"],
  },
  registers: {
    about: "what an administrator sets up and no machine works on, kept as it is sent",
    imports: ["store", "http", "formatters"],
  },
  machines: {
    about: "what happens to an entity, step by step",
    imports: ["entities", "store", "formatters"],
  },
  seed: { about: "the org and the conversations at the start", imports: ["entities", "store", "machines"] },
  notifications: {
    about: "channels, sockets, and the frames of each change",
    imports: ["entities", "store", "http", "formatters", "machines", "analytics"],
  },
  "data-actions": {
    about: "data actions, run against an endpoint of this machine as the platform runs them",
    imports: ["store"],
  },
  webhooks: {
    about: "what open-messaging integrations post, its retries and its faults",
    imports: ["entities", "store", "formatters"],
  },
  analytics: {
    about: "queries over conversations and queues, past and present",
    imports: ["entities", "store", "http", "machines"],
  },
  routes: {
    about: "a handler for each operation",
    imports: [
      "entities",
      "store",
      "http",
      "formatters",
      "registers",
      "machines",
      "notifications",
      "webhooks",
      "analytics",
    ],
  },
  act: {
    about: "what the platform cannot do on request, and its control over HTTP",
    imports: [
      "entities",
      "store",
      "http",
      "formatters",
      "machines",
      "notifications",
      "webhooks",
      "routes",
      "data-actions",
    ],
  },
  captures: {
    about: "conversations that were captured elsewhere: kept as entities, their frames replayed",
    imports: ["entities", "store", "formatters", "machines", "seed", "notifications"],
  },
  floor: {
    about: "customers and agents who act by themselves, through the acts",
    imports: ["entities", "store", "machines", "act"],
  },
};

module.exports = { PLATFORM, SIMULATOR };
