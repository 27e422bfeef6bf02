// What `npm run mutants` changes, and which specs have to notice it. A part takes minutes: its specs are those of its own rooms that
// need no Node-RED, no Redis and no simulated day.

const inPlatform = (room, names) => names.split(" ").map((name) => `nodes/lib/platform/${room}/${name}.ts`);
const specsOf = (room, names) => names.split(" ").map((name) => `test/platform/${room}/${name}.spec.ts`);

/** Killed of all mutants, in percent. A part of which a listed survivor is no gap may have `least: 100`: listed ones do not count. */
const LEAST = 85;

export const parts = {
  "may-be-sent-again": {
    does: "whether the package, or the flow, may send a request once more",
    least: 100,
    mutate: [
      ...inPlatform("client", "retry next-attempt outcome"),
      ...inPlatform("errors", "act-fate after-done"),
    ],
    specs: [
      ...specsOf(
        "client",
        "retry client-retries client-tokens client-closing client client-requests sent-again outcome",
      ),
      ...specsOf("errors", "act-fate after-done"),
    ],
  },
  retry: {
    does: "the attempts of one request: their order, waits, deadline, and what they report to the limiter",
    least: LEAST,
    mutate: [...inPlatform("client", "request attempt"), ...inPlatform("http", "rate-limit")],
    specs: [
      ...specsOf(
        "client",
        "request retry client-retries client-tokens client-closing client client-requests sent-again limiter limiter-queue operation-limit operation-limit-waits long-window back-off",
      ),
      ...specsOf("http", "rate-limit rate-limit-readings rate"),
    ],
  },
  limiter: {
    does: "when a request may be sent: the window, the queues, the limits of one operation",
    least: LEAST,
    mutate: [
      ...inPlatform(
        "client",
        "limiter account-limit rate-window operation-queues held-back waiting permit limit-errors",
      ),
      ...inPlatform("http", "known-window"),
    ],
    specs: [
      ...specsOf("http", "known-window"),
      ...specsOf(
        "client",
        "operation-queues limiter-limits limiter-shown limiter-state waiting permit limiter limiter-queue operation-limit operation-limit-waits long-window",
      ),
      ...specsOf("backplane", "shared-limit"),
    ],
  },
  claims: {
    does: "which of several instances does an act, and what the others learn of it",
    least: LEAST,
    mutate: [...inPlatform("client", "claimed claim-key"), ...inPlatform("backplane", "acts memory-acts")],
    specs: [...specsOf("client", "claimed-in-memory"), ...specsOf("backplane", "acts")],
  },
  resolver: {
    does: "which leg of a conversation a flow means",
    least: LEAST,
    mutate: inPlatform("conversation", "target"),
    specs: specsOf(
      "conversation",
      "target target-choices target-reported target-named target-errors target-properties consultation",
    ),
  },
  "wrap-up": {
    does: "when a wrap-up is sent, sent again or given up",
    least: LEAST,
    mutate: inPlatform("wrap-up", "state trouble verdict turns"),
    specs: specsOf(
      "wrap-up",
      "wrapup-state-table wrapup-trouble-kinds wrapup-verdict-table wrapup-turn wrapup-state wrapup-state-facts wrapup-trouble wrapup-verdict wrap-up-turns",
    ),
  },
  tracker: {
    does: "which events follow from what is known of a conversation",
    least: LEAST,
    mutate: inPlatform("events", "tracker fold changes"),
    specs: specsOf(
      "events",
      "changes hold-changes changed-attributes attribute-changes fold fold-order fold-read consult-events secure-pause-events transcript-events tracker-memory events-tracker events-tracker-details events-tracker-forgets events-tracker-repeats",
    ),
  },
  client: {
    does: "tokens, the reads that callers share, and what a refusal means",
    least: LEAST,
    mutate: [
      ...inPlatform("client", "client tokens read-cache recent-changes"),
      ...inPlatform("http", "refusal"),
    ],
    specs: [
      ...specsOf(
        "client",
        "client composed tokens tokens-refused tokens-seen client-tokens client-requests read-cache recent-changes",
      ),
      ...specsOf("http", "refusal refusal-words"),
    ],
  },
};
