import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import wrapUp from "../../nodes/genesys-wrap-up";
import { openBench, type Bench } from "../support/flow";
import { essence, sdkRequests } from "../support/sdk";
import { fromMessage, TARGET_INPUTS } from "../support/seed";

const conversations = new sdk.ConversationsApi();
const INPUTS = { ...TARGET_INPUTS, ...fromMessage("code", "notes", "tags", "durationSeconds") };

interface Ids {
  conversationId: string;
  participantId: string;
  communicationId: string;
}
type Give = (c: string, p: string, comm: string, options: { body: object }) => Promise<unknown>;

const GIVE: readonly (readonly [mediaType: string, give: Give])[] = [
  ["call", (c, p, l, o) => conversations.postConversationsCallParticipantCommunicationWrapup(c, p, l, o)],
  [
    "callback",
    (c, p, l, o) => conversations.postConversationsCallbackParticipantCommunicationWrapup(c, p, l, o),
  ],
  ["email", (c, p, l, o) => conversations.postConversationsEmailParticipantCommunicationWrapup(c, p, l, o)],
  [
    "message",
    (c, p, l, o) => conversations.postConversationsMessageParticipantCommunicationWrapup(c, p, l, o),
  ],
  [
    "socialExpression",
    (c, p, l, o) => conversations.postConversationsSocialParticipantCommunicationWrapup(c, p, l, o),
  ],
  ["video", (c, p, l, o) => conversations.postConversationsVideoParticipantCommunicationWrapup(c, p, l, o)],
  [
    "internalMessage",
    (c, p, _l, { body }) => conversations.patchConversationParticipant(c, p, { wrapup: body }),
  ],
];

describe("the requests of genesys-wrap-up are those of the official SDK", () => {
  let bench: Bench;
  const open = async (config: Record<string, unknown> = {}): Promise<Bench> =>
    (bench = await openBench(wrapUp, "genesys-wrap-up", { ...INPUTS, ...config }));
  afterEach(() => bench.close());

  const answered = (queue = "Support", mediaType = "call"): Ids => {
    const { act } = bench.simulator;
    const { conversationId } = act.interactionArrives({ queue, mediaType });
    return act.agentAnswers(conversationId, { user: "Ben Agent" });
  };
  const compare = async (msg: Record<string, unknown>, theirs: () => Promise<unknown>): Promise<void> => {
    const { at, msg: out } = await bench.send(msg);
    assert.equal(at, "result", out.error?.message);
    const ours = bench.simulator.log.entries().slice(-1).map(essence);
    assert.deepEqual(ours, await sdkRequests(bench.simulator, theirs));
  };

  for (const [mediaType, give] of GIVE)
    it(`for a ${mediaType}`, async () => {
      const { simulator } = await open();
      const ids = answered("Support", mediaType);
      const [code] = [...simulator.org.wrapupCodes.values()].filter(({ name }) => name === "Resolved");
      const body = { code: code?.id, notes: "n", tags: ["a"], durationSeconds: 7 };
      await compare({ ...ids, ...body }, () =>
        give(ids.conversationId, ids.participantId, ids.communicationId, { body }),
      );
    });

  it("for a skip", async () => {
    await open({ action: "skip" });
    const ids = answered("Service");
    await compare({ ...ids }, () =>
      conversations.patchConversationParticipant(ids.conversationId, ids.participantId, {
        wrapupSkipped: true,
      }),
    );
  });

  it("for the list of codes", async () => {
    await open({ action: "list", target: "ids" });
    const ids = answered();
    await compare({ ...ids }, () =>
      conversations.getConversationParticipantWrapupcodes(ids.conversationId, ids.participantId),
    );
  });

  it("for what was noted so far", async () => {
    await open({ action: "read", provisional: true });
    const ids = answered();
    await compare({ ...ids }, () =>
      conversations.getConversationsCallParticipantCommunicationWrapup(
        ids.conversationId,
        ids.participantId,
        ids.communicationId,
        { provisional: true },
      ),
    );
  });

  it("the SDK finds the whole of it: answers, wraps up, reads the codes and the wrap-up back", async () => {
    const { simulator, clock } = await open();
    const ids = answered();
    simulator.act.customerHangsUp(ids.conversationId);
    const { conversationId: c, participantId: p, communicationId: l } = ids;
    const entries = await sdkRequests(simulator, async () => {
      const codes = (await conversations.getConversationParticipantWrapupcodes(c, p)) as { id?: string }[];
      await conversations.postConversationsCallParticipantCommunicationWrapup(c, p, l, {
        body: { code: codes[0]?.id ?? "" },
      });
      await clock.advance(1_000);
      const read = await conversations.getConversationsCallParticipantCommunicationWrapup(c, p, l);
      assert.equal(read.code, codes[0]?.id);
      const conversation = await conversations.getConversation(c);
      const agent = conversation.participants.find(({ id }) => id === p);
      assert.equal(agent?.calls?.[0]?.afterCallWork?.state, "complete");
    });
    assert.equal(entries.length, 4);
  });
});
