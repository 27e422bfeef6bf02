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

module.exports = { PLATFORM };
