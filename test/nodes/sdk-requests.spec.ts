import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import deletePostflow from "../../nodes/genesys-delete-postflow";
import getConversation from "../../nodes/genesys-get-conversation";
import setPostflow from "../../nodes/genesys-set-postflow";
import { openBench, type Bench } from "../support/flow";
import { essence, sdkRequests } from "../support/sdk";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

const { conversationId, participantId, communicationId } = CALL;
const calls = new sdk.ConversationsApi();

describe("the request that a node sends is the one that the official SDK sends", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const compare = async (msg: Record<string, unknown>, theirs: () => Promise<unknown>): Promise<void> => {
    const { at } = await bench.send({ ...CALL, ...msg });
    assert.equal(at, "result");
    const ours = bench.simulator.log.entries().slice(-1).map(essence);
    assert.deepEqual(ours, await sdkRequests(bench.simulator, theirs));
  };

  it("for genesys-get-conversation", async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", {
      ...TARGET_INPUTS,
      target: "none",
    });
    await compare({}, () => calls.getConversation(conversationId));
  });

  it("for genesys-set-postflow", async () => {
    bench = await openBench(setPostflow, "genesys-set-postflow", {
      ...TARGET_INPUTS,
      ...fromMessage("destination", "invocationData"),
      target: "ids",
    });
    const body = { destination: "+15550142", invocationData: "order 7" };
    await compare(body, () =>
      calls.patchConversationsCallParticipantCommunicationPostflowaction(
        conversationId,
        participantId,
        communicationId,
        { body },
      ),
    );
  });

  it("for genesys-delete-postflow", async () => {
    bench = await openBench(deletePostflow, "genesys-delete-postflow", { ...TARGET_INPUTS, target: "ids" });
    await compare({}, () =>
      calls.deleteConversationsCallParticipantCommunicationPostflowaction(
        conversationId,
        participantId,
        communicationId,
      ),
    );
  });
});
