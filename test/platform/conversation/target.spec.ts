import assert from "node:assert/strict";
import type { Conversation } from "../../../nodes/lib/platform/conversation/conversation";
import { findLeg, type LegQuery, type Party } from "../../../nodes/lib/platform/conversation/target";
import { at, connected, conversation, ended, leg, over, party, running } from "../../support/conversation";

const CUSTOMER: Party = { party: "customer" };
const AGENT: Party = { party: "agent" };
const user = (userId: string): Party => ({ party: "user", userId });

const find = (among: Conversation, of: Party, query: Partial<LegQuery> = {}): string => {
  const { participant, communication } = findLeg(among, { of, which: "newest", phase: "live", ...query });
  return `${participant.id}/${communication.id}`;
};
const AFTER = { phase: "lastConnected" } as const;

describe("finding the leg that a flow means", () => {
  const cases: [string, () => string, string][] = [
    ["takes the customer's live call", () => find(running, CUSTOMER), "caller/caller-c"],
    [
      "takes the agent's answered alert, not those declined before",
      () => find(running, AGENT),
      "ann-3/ann-3-c",
    ],
    ["takes a user by id", () => find(running, user("ann")), "ann-3/ann-3-c"],
    [
      "counts an external party as the customer",
      () => find(conversation(connected("far", "external", 1)), CUSTOMER),
      "far/far-c",
    ],
    [
      "counts a user who was called directly as an agent",
      () => find(conversation(connected("direct", "user", 1, { userId: "ann" })), AGENT),
      "direct/direct-c",
    ],
    [
      "takes, for after-call work, the last one that was ever connected, not a later alert",
      () => find(over, AGENT, AFTER),
      "ann-2/ann-2-c",
    ],
    [
      "takes, for after-call work, the leg that is still live before one that has ended later",
      () => find(conversation(connected("ann-1", "agent", 5), ended("bob-1", "agent", 10, 20)), AGENT, AFTER),
      "ann-1/ann-1-c",
    ],
    [
      "takes, for after-call work, the one that has spoken before the one who is only being alerted",
      () =>
        find(
          conversation(
            ended("ann-1", "agent", 5, 20),
            party("bob-1", "agent", { calls: [leg("bob-1-c", "alerting", { startAlertingTime: at(21) })] }),
          ),
          AGENT,
          AFTER,
        ),
      "ann-1/ann-1-c",
    ],
    [
      "prefers a connected leg to one that is dialling, contacting or alerting, however new",
      () =>
        find(
          conversation(
            connected("caller", "customer", 1),
            ...["dialing", "contacting", "alerting"].map((state) =>
              party(state, "customer", { startTime: at(30), calls: [leg(`${state}-c`, state)] }),
            ),
          ),
          CUSTOMER,
        ),
      "caller/caller-c",
    ],
    [
      "takes a leg that is only being set up when there is nothing better",
      () => find(conversation(party("a", "agent", { calls: [leg("a-c", "alerting")] })), AGENT),
      "a/a-c",
    ],
    [
      "goes by the time of connection, not by position",
      () => find(conversation(connected("late", "agent", 9), connected("early", "agent", 5)), AGENT),
      "late/late-c",
    ],
    [
      "takes the oldest where that is asked for",
      () =>
        find(conversation(connected("late", "agent", 9), connected("early", "agent", 5)), AGENT, {
          which: "oldest",
        }),
      "early/early-c",
    ],
    [
      "passes over a leg that reads connected although it has a time of disconnection",
      () =>
        find(
          conversation(
            connected("caller", "customer", 1),
            party("gone", "customer", {
              calls: [leg("gone-c", "connected", { connectedTime: at(9), disconnectedTime: at(10) })],
            }),
          ),
          CUSTOMER,
        ),
      "caller/caller-c",
    ],
    [
      "passes over a leg that reads connected although its participant has left",
      () =>
        find(
          conversation(
            connected("caller", "customer", 1),
            connected("gone", "customer", 9, { endTime: at(10) }),
          ),
          CUSTOMER,
        ),
      "caller/caller-c",
    ],
    [
      "takes times that are null for times that are not there",
      () =>
        find(
          conversation(
            connected("caller", "customer", 1, {
              endTime: null as unknown as string,
              calls: [leg("caller-c", "connected", { disconnectedTime: null as unknown as string })],
            }),
          ),
          CUSTOMER,
        ),
      "caller/caller-c",
    ],
    [
      "takes the new participant of an agent who has re-connected to a message",
      () =>
        find(
          conversation(
            party("writer", "customer", { messages: [leg("writer-m", "connected")] }),
            party("ann-1", "agent", { messages: [leg("ann-1-m", "disconnected", { connectedTime: at(1) })] }),
            party("ann-2", "agent", { messages: [leg("ann-2-m", "connected", { connectedTime: at(60) })] }),
          ),
          AGENT,
          { ...AFTER, mediaType: "message" },
        ),
      "ann-2/ann-2-m",
    ],
    [
      "counts a parked message as connected",
      () =>
        find(
          conversation(
            party("p", "agent", { messages: [leg("p-m", "parked", { connectedTime: at(1) })] }),
            party("q", "agent", { messages: [leg("q-m", "alerting", { startAlertingTime: at(5) })] }),
          ),
          AGENT,
        ),
      "p/p-m",
    ],
    [
      "keeps to the medium that is asked for, whether unused arrays are empty or absent",
      () =>
        find(
          conversation(
            party("far", "customer", {
              calls: [leg("far-c", "connected", { connectedTime: at(1) })],
              emails: [],
              messages: [leg("far-m", "connected", { connectedTime: at(9) })],
            }),
          ),
          CUSTOMER,
          { mediaType: "call" },
        ),
      "far/far-c",
    ],
    ["finds by participant", () => find(running, { party: "ids", participantId: "ann-3" }), "ann-3/ann-3-c"],
    [
      "finds by communication",
      () => find(running, { party: "ids", communicationId: "caller-c" }),
      "caller/caller-c",
    ],
    [
      "is content with `only` where the others have ended or were declined",
      () => find(running, AGENT, { which: "only" }),
      "ann-3/ann-3-c",
    ],
  ];
  for (const [name, found, expected] of cases) it(name, () => assert.equal(found(), expected));
});
