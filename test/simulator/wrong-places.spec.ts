import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import type { Operation } from "../../nodes/lib/facts/operations";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { endInteraction } from "../../nodes/lib/simulator/machines/interaction";
import { callerOf, type Got } from "./caller";
import { minimalBody } from "./minimal-bodies";
import {
  MEDIA_WORDS,
  mediaWordOf,
  partsOf,
  pathWith,
  played,
  talkOf,
  type Ids,
  type MediaWord,
} from "./stage";

/** Every played operation of a conversation, addressed with ids that do not belong to it. */

const OPERATIONS = played().filter(({ path }) => path.includes("{conversationId}"));
const BY_MEDIA = OPERATIONS.filter((operation) => mediaWordOf(operation) !== undefined);
const isWrite = ({ method }: Operation): boolean => method !== "GET" && method !== "HEAD";
const REFUSED = [400, 403, 404];

/** What may be done to a conversation that has ended. */
const AFTER_THE_END: Readonly<Record<string, string>> = {
  patchConversationParticipantAttributes: "attributes belong to the participant, not to a leg",
  patchConversationsCallParticipantAttributes: "the same",
  patchConversationsCallbackParticipantAttributes: "the same",
  patchConversationsCobrowsesessionParticipantAttributes: "the same",
  patchConversationsEmailParticipantAttributes: "the same",
  patchConversationsMessageParticipantAttributes: "the same",
  patchConversationCustomattributesBulk: "refuses each record for itself",
  postConversationDisconnect: "gives the system's code where a wrap-up is pending",
  postConversationsEmailInboundmessages: "the customer's next e-mail begins the conversation again",
  postConversationsEmailReconnect: "the agent takes it up again",
  postConversationsMessageMessagesBulk: "only reads",
  patchConversationSecureattributes: "what is kept beside a conversation stays when it has ended",
  putConversationAccessattributes: "the same",
  putConversationSecureattributes: "the same",
  putConversationTags: "another system may name a conversation later",
  putConversationCustomattributes: "records stay with a conversation that has ended",
  putConversationCustomattributesBulk: "the same",
};
const isWrapup = ({ id }: Operation): boolean => /Wrapup$/.test(id);

describe("ids that do not belong to an operation of the simulator", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const state = (): unknown => JSON.parse(JSON.stringify([...simulator.store.conversations.values()]));
  const call = (operation: Operation, params: Record<string, string>, body: unknown): Promise<Got> => {
    const token = simulator.act.issueToken("sign-in", idOf("user Ben Agent"));
    return callerOf(simulator, token).call(operation.method, pathWith(operation, params), body);
  };
  const talk = (word: MediaWord, user?: string): Ids => talkOf(simulator, clock, word, user);
  const refusesAndMovesNothing = async (operation: Operation, params: Record<string, string>) => {
    const body = minimalBody(operation, simulator);
    clock.advance(2000);
    const before = state();
    const { status, text } = await call(operation, params, body);
    clock.advance(2000);
    assert.ok(REFUSED.includes(status), `${operation.id}: ${status} ${text}`);
    assert.deepEqual(state(), before, operation.id);
  };

  describe("a conversation of another medium is refused, and nothing moves", () => {
    for (const operation of BY_MEDIA)
      it(operation.id, async () => {
        const own = mediaWordOf(operation);
        for (const word of MEDIA_WORDS.filter((each) => each !== own)) {
          simulator.reset();
          await refusesAndMovesNothing(operation, { ...talk(word) });
        }
      });
  });

  describe("a participant of another conversation is refused, and nothing moves", () => {
    for (const operation of OPERATIONS.filter(({ path }) => path.includes("{participantId}")))
      it(operation.id, async () => {
        const word = mediaWordOf(operation) ?? "calls";
        const { participantId, communicationId } = talk(word, "Cleo Agent");
        await refusesAndMovesNothing(operation, { ...talk(word), participantId });
        await refusesAndMovesNothing(operation, {
          ...talk(word, "Dana Agent"),
          participantId,
          communicationId,
        });
      });
  });

  describe("a communication of another participant is refused, and nothing moves", () => {
    for (const operation of OPERATIONS.filter(
      ({ path }) => path.includes("{participantId}") && path.includes("{communicationId}"),
    ))
      it(operation.id, async () => {
        const ids = talk(mediaWordOf(operation) ?? "calls");
        const [customer] = partsOf(simulator, ids.conversationId).participants;
        const communicationId = customer?.communications[0]?.id ?? "";
        await refusesAndMovesNothing(operation, { ...ids, communicationId });
      });
  });

  describe("a communication of another conversation is refused, and nothing moves", () => {
    for (const operation of OPERATIONS.filter(({ path }) =>
      /\{communicationId\}(?!\/internalmessages)/.test(path),
    ))
      it(operation.id, async () => {
        const word = mediaWordOf(operation) ?? "calls";
        const { communicationId } = talk(word, "Cleo Agent");
        await refusesAndMovesNothing(operation, { ...talk(word), communicationId });
      });
  });

  describe("a participant without a leg of the medium is refused, and nothing moves", () => {
    for (const operation of BY_MEDIA.filter(({ path }) => path.includes("{participantId}")))
      it(operation.id, async () => {
        const own = mediaWordOf(operation) ?? "";
        const ids = talk(own);
        const other = talk(own === "calls" ? "messages" : "calls", "Cleo Agent");
        const foreign = partsOf(simulator, other.conversationId).participants.find(
          ({ id }) => id === other.participantId,
        );
        assert.ok(foreign);
        partsOf(simulator, ids.conversationId).participants.push(foreign);
        await refusesAndMovesNothing(operation, { ...other, conversationId: ids.conversationId });
      });
  });

  describe("a conversation that has ended is refused, and nothing moves", () => {
    for (const operation of OPERATIONS.filter(
      (each) => isWrite(each) && !isWrapup(each) && !(each.id in AFTER_THE_END),
    ))
      it(operation.id, async () => {
        const ids = talk(mediaWordOf(operation) ?? "calls");
        endInteraction(simulator.store, partsOf(simulator, ids.conversationId), "client");
        clock.advance(5000);
        await refusesAndMovesNothing(operation, { ...ids });
      });
  });
});
