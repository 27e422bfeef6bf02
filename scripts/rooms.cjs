// The rooms of the package, and what each may import of the others. The lint rules, the page docs/architecture.md and a spec are
// made of this table.
"use strict";

/** The rooms of nodes/lib/platform. types.ts is open to all of them, compose.ts to the account only. */
const PLATFORM = {
  errors: { says: "the errors that a flow may meet, and what they may quote", imports: [] },
  time: { says: "clocks, sleeping, waiting for something to become so", imports: ["errors"] },
  conversation: { says: "a conversation as the platform returns it; finding the leg", imports: ["errors"] },
  http: {
    says: "one exchange over HTTP or a WebSocket; URLs, hosts, responses as errors",
    imports: ["errors", "time"],
  },
  client: {
    says: "queue, token, wire, retry: the way of one request",
    imports: ["errors", "time", "http"],
  },
  auth: { says: "grants, sign-ins and the account's settings", imports: ["errors", "http", "client"] },
  catalogue: {
    says: "operations by name, checked parameters, likely mistakes",
    imports: ["errors", "http"],
  },
  api: {
    says: "thin requests: method, path, body, `repeatable`",
    imports: ["errors", "http", "conversation", "catalogue"],
  },
  lookups: { says: "lists and names for the dialogs", imports: ["errors", "http"] },
  calls: {
    says: "place a call, once, and follow it",
    imports: ["errors", "time", "conversation", "api"],
  },
  messages: {
    says: "send and reply, confirm the delivery",
    imports: ["errors", "time", "http", "conversation", "api"],
  },
  participants: {
    says: "what can be done to a participant, and by which request",
    imports: ["errors", "conversation", "api"],
  },
  "wrap-up": {
    says: "wrap up when it can be done, once",
    imports: ["errors", "time", "client", "conversation", "catalogue", "api"],
  },
  events: {
    says: "notifications in, events out: subscriptions, channel, tracker, catching up",
    imports: ["errors", "time", "http", "conversation", "catalogue", "api"],
  },
  plan: {
    says: "the requests that a node will send, and the permissions that they need",
    imports: ["errors", "http", "conversation", "catalogue", "participants", "events", "api"],
  },
};

/** The rooms of nodes/lib/simulator. index.ts, at its root, starts one and may import all of them. */
const SIMULATOR = {
  entities: { says: "what exists, as types", imports: [] },
  store: {
    says: "where it is kept: clock, ids, settings, tokens, messages, windows of the rate limit",
    imports: ["entities"],
  },
  http: {
    says: "the server: what a request passes before its route, refusals, faults, the log",
    imports: ["store"],
  },
  formatters: {
    says: "the platform's wire format, only there",
    imports: ["entities", "store", "http"],
  },
  machines: {
    says: "what happens to an entity, step by step",
    imports: ["entities", "store", "formatters"],
  },
  seed: { says: "the org and the conversations at the start", imports: ["entities", "store", "machines"] },
  notifications: {
    says: "channels, sockets, and the frames of each change",
    imports: ["entities", "store", "http", "formatters", "machines"],
  },
  analytics: { says: "queries over past conversations", imports: ["entities", "http", "machines"] },
  routes: {
    says: "a handler for each operation",
    imports: ["entities", "store", "http", "formatters", "machines", "notifications", "analytics"],
  },
  act: {
    says: "what the platform cannot do on request, and its control over HTTP",
    imports: ["entities", "store", "http", "formatters", "machines", "notifications", "routes"],
  },
};

module.exports = { PLATFORM, SIMULATOR };
