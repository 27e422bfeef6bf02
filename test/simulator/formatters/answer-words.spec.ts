import assert from "node:assert/strict";
import fc from "fast-check";
import type {
  Communication,
  DisconnectType,
  LegState,
  Media,
} from "../../../nodes/lib/simulator/entities/communication";
import type { Conversation, Participant, Purpose } from "../../../nodes/lib/simulator/entities/conversation";
import { MEDIA } from "../../../nodes/lib/simulator/formatters/conversation";
import {
  eventOfConversation,
  eventOfMedia,
  MEDIA_TOPICS,
} from "../../../nodes/lib/simulator/formatters/event-conversation";
import { detailsOf } from "../../../nodes/lib/simulator/formatters/event-detail";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { newLeg } from "../../../nodes/lib/simulator/machines/new-leg";
import { answerFaults, frameFaults } from "../../support/models";
import { createSend, type Send } from "../histories/in-process";

/** Whatever word the machines keep of a leg, the answers and frames only have words of their models. */

const STATES: readonly LegState[] = [
  ...(["alerting", "dialing", "contacting", "offering", "connected", "disconnected"] as const),
  ...(["scheduled", "parked", "transmitting", "none"] as const),
];
const ENDS: readonly DisconnectType[] = [
  ...(["endpoint", "endpoint.donotdisturb", "client", "system", "timeout", "transfer", "error"] as const),
  ...(["transfer.conference", "transfer.consult", "transfer.donotdisturb", "transfer.forward"] as const),
  ...(["transfer.noanswer", "transfer.notavailable", "transport.failure", "peer", "other", "spam"] as const),
  ...(["uncallable", "inactivity", "session.expired", "takeover"] as const),
];
const PURPOSES: readonly Purpose[] = [
  ...(["customer", "external", "agent", "user", "acd", "ivr", "workflow", "outbound", "voicemail"] as const),
  "api",
];
const AT = Date.UTC(2026, 0, 1, 12);
const READABLE = ["calls", "callbacks", "emails", "messages", "cobrowsesessions", "internalmessages"];

const failure = { code: "error.some", message: "some s-1", messageParams: { id: "s-1" } };
const wrapup = { code: "ININ-WRAP-UP-TIMEOUT", notes: "", tags: ["a"], durationSeconds: 3, endAt: AT };

interface Drawn {
  state: LegState;
  initialState: LegState;
  end: DisconnectType | undefined;
  purpose: Purpose;
  supervises: "monitoredParticipantId" | "coachedParticipantId" | "bargedParticipantId" | undefined;
  filled: boolean;
}

const legOf = (media: Media, id: string, { state, initialState, end, filled }: Drawn): Communication => {
  const leg = newLeg(media, { id, state, direction: "outbound", at: AT, peerId: "peer-1" });
  Object.assign(leg, { initialState });
  leg.segments = [{ type: "Alert", startAt: AT, endAt: AT, howEnded: "Disconnect" }];
  if (end !== undefined) {
    Object.assign(leg, { disconnectType: end, disconnectedAt: AT });
    Object.assign(leg.segments[0] ?? {}, { disconnectType: end });
  }
  if (!filled) return leg;
  const all = {
    ...{ startHoldAt: AT, startAlertingAt: AT, connectedAt: AT, scriptId: "script-1", errorInfo: failure },
    ...{ wrapup, afterCallWork: { state: "complete", startAt: AT, endAt: AT } },
  };
  Object.assign(leg, all);
  if (leg.media === "callbacks")
    Object.assign(leg, { callerId: "+15555550199", callerIdName: "Support", scheduledAt: AT });
  if (leg.media === "messages") Object.assign(leg, { parkAt: AT, resumeAt: AT, toAddress: { address: "a" } });
  if (leg.media === "calls") Object.assign(leg, { uuiData: "00", self: { address: "tel:+15555550123" } });
  return leg;
};

const participantOf = (at: number, media: Media, drawn: Drawn): Participant => ({
  id: `participant-${at}`,
  purpose: drawn.purpose,
  startAt: AT,
  attributes: { order: "7" },
  wrapupRequired: drawn.filled,
  ...(drawn.filled
    ? {
        ...{ connectedAt: AT, endAt: AT, startAcwAt: AT, endAcwAt: AT, wrapup, wrapupSkipped: true },
        ...{ userId: "user-1", queueId: "queue-1", flowId: "flow-1", externalContactId: "contact-1" },
        ...{ name: "A Customer", address: "tel:+15555550123", ani: "tel:+15555550123", dnis: "tel:+1555" },
        ...{ wrapupPrompt: "timeout" as const, wrapupTimeoutMs: 60_000, alertingTimeoutMs: 8_500 },
        ...{
          priority: 3,
          languageId: "language-1",
          skillIds: ["skill-1"],
          flaggedReason: "general" as const,
        },
        ...{ consultParticipantId: "participant-0" },
      }
    : {}),
  ...(drawn.supervises === undefined ? {} : { [drawn.supervises]: "participant-0" }),
  communications: [legOf(media, `communication-${at}`, drawn)],
});

const drawn: fc.Arbitrary<Drawn> = fc.record({
  state: fc.constantFrom(...STATES),
  initialState: fc.constantFrom(...STATES),
  end: fc.option(fc.constantFrom(...ENDS), { nil: undefined }),
  purpose: fc.constantFrom(...PURPOSES),
  supervises: fc.constantFrom(
    ...([undefined, "monitoredParticipantId", "coachedParticipantId", "bargedParticipantId"] as const),
  ),
  filled: fc.boolean(),
});

describe("the words of the simulator's responses", () => {
  let simulator: Simulator;
  let send: Send;
  before(async () => {
    simulator = await startSimulator();
    simulator.settings.requestsPerMinute = Infinity;
    send = createSend(simulator, simulator.act.issueToken());
  });
  after(() => simulator.close());

  const conversationWith = (media: Media, all: readonly Drawn[], isOver: boolean): Conversation => ({
    id: "00000000-0000-4000-8000-000000000001",
    startAt: AT,
    participants: all.map((each, at) => participantOf(at, media, each)),
    recordingState: "none",
    divisionId: "division-1",
    extras: {},
    ...(isOver ? { endAt: AT } : {}),
  });

  const answersOf = async ({ id }: Conversation): Promise<string[]> => {
    const faults: string[] = [];
    for (const part of ["", ...READABLE.map((word) => `/${word}`)]) {
      const { status, body, operation } = await send("GET", `/api/v2/conversations${part}/${id}`);
      if (status < 300) faults.push(...answerFaults(operation ?? "", status, body));
    }
    return faults;
  };

  const framesOf = (conversation: Conversation, media: Media): string[] => {
    const { store } = simulator;
    const word = MEDIA_TOPICS.find(([each]) => each === media)?.[1];
    const id = "00000000-0000-4000-8000-000000000009";
    const snapshots = (["users", "queues"] as const).flatMap((of) => {
      const stem = `v2.${of === "users" ? of : "routing.queues"}.${id}.conversations`;
      const flat = word === undefined ? undefined : eventOfMedia(store, conversation, media, of);
      return [
        [stem, eventOfConversation(store, conversation)] as const,
        ...(flat === undefined ? [] : [[`${stem}.${word}`, flat] as const]),
      ];
    });
    const details = conversation.participants.flatMap((participant) =>
      (["legStarted", "legEnded", "acwEnded", "wrapupApplied"] as const).flatMap((what) =>
        participant.communications.flatMap((communication) =>
          detailsOf(store, { what, conversation, participant, communication }).map(
            ({ kind, body }) => [`v2.detail.events.conversation.${id}.${kind}`, body] as const,
          ),
        ),
      ),
    );
    return [...snapshots, ...details].flatMap(([topicName, eventBody]) =>
      frameFaults(
        JSON.parse(
          JSON.stringify({ topicName, version: "2", eventBody, metadata: { CorrelationId: "c-1" } }),
        ) as Record<string, unknown>,
      ),
    );
  };

  for (const media of MEDIA)
    it(`are those of the models, for ${media} in any state`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(drawn, { minLength: 1, maxLength: 6 }),
          fc.boolean(),
          async (all, isOver) => {
            const conversation = conversationWith(media, all, isOver);
            simulator.store.conversations.set(conversation.id, conversation);
            assert.deepEqual(await answersOf(conversation), []);
            assert.deepEqual(framesOf(conversation, media), []);
          },
        ),
        { numRuns: 60 },
      );
    });
});
