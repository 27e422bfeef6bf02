import assert from "node:assert/strict";
import sdk from "purecloud-platform-client-v2";
import openMessageOut from "../../nodes/genesys-open-message-out";
import { integrationsIn } from "../../nodes/lib/simulator/store/messages";
import { liveThread } from "../../nodes/lib/simulator/machines/message-threads";
import { addMessage } from "../../nodes/lib/simulator/machines/messaging";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { openBench, type Bench } from "../support/flow";
import { essence, sdkRequests } from "../support/sdk";

const SHOP = idOf("integration Web shop");
const TIME = "2026-03-02T09:00:00.000Z";
const FROM = { id: "chat-user-1", idType: "Opaque", nickname: "Ada" };
const INPUTS = { integrationId: SHOP, fromId: "chat-user-1", fromName: "Ada", time: TIME };
const conversations = new sdk.ConversationsApi();

describe("the request of open message out is the one that the official SDK sends", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const compare = async (
    config: Record<string, unknown>,
    msg: Record<string, unknown>,
    theirs: () => Promise<unknown>,
  ): Promise<void> => {
    bench = await openBench(openMessageOut, "genesys-open-message-out", config);
    const { at, msg: got } = await bench.send({ ...INPUTS, ...msg });
    assert.equal(at, "result", JSON.stringify(got.error));
    const ours = bench.simulator.log.entries().slice(-1).map(essence);
    assert.deepEqual(ours, await sdkRequests(bench.simulator, theirs));
  };

  it("for a message", () =>
    compare({}, { text: "Hello", messageId: "chat-1" }, () =>
      conversations.postConversationsMessageInboundOpenMessage(
        SHOP,
        { channel: { messageId: "chat-1", from: FROM, time: TIME }, text: "Hello" },
        { prefetchConversationId: true },
      ),
    ));

  it("for the typing indicator", () =>
    compare({ send: "typing" }, {}, () =>
      conversations.postConversationsMessageInboundOpenEvent(SHOP, {
        channel: { from: FROM, time: TIME },
        events: [{ eventType: "Typing" }],
      }),
    ));

  it("for the choice of a button", () =>
    compare({ send: "structured" }, { text: "Yes", messageId: "chat-2", originatingMessageId: "m1" }, () =>
      conversations.postConversationsMessageInboundOpenStructuredResponse(SHOP, {
        channel: { messageId: "chat-2", from: FROM, time: TIME },
        buttonResponse: { type: "QuickReply", text: "Yes", payload: "Yes" },
        originatingMessageId: "m1",
      }),
    ));

  it("for a receipt", async () => {
    bench = await openBench(openMessageOut, "genesys-open-message-out", { send: "receipt" });
    const { act, store } = bench.simulator;
    act.customerWrites({ integration: "Web shop", from: FROM.id });
    const integration = integrationsIn(store).get(SHOP);
    const place = integration && liveThread(store, { integration, address: FROM.id });
    assert.ok(place);
    const { id } = addMessage(store, place, { direction: "outbound", text: "How can I help?" });
    const { at } = await bench.send({ ...INPUTS, messageId: id });
    assert.equal(at, "result");
    const ours = bench.simulator.log.entries().slice(-1).map(essence);
    const receipt = { id, channel: { to: { id: FROM.id }, time: TIME }, status: "Delivered" };
    const theirs = (): Promise<unknown> =>
      conversations.postConversationsMessageInboundOpenReceipt(SHOP, { ...receipt, isFinalReceipt: false });
    assert.deepEqual(ours, await sdkRequests(bench.simulator, theirs));
  });
});
