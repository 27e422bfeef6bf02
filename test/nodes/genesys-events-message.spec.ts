import assert from "node:assert/strict";
import { eventsBench } from "../support/benches/events";

describe("conversation events of a customer's message", () => {
  const { bench, run, connect, has, first } = eventsBench();
  afterEach(() => bench().close());

  const write = async (): Promise<void> => {
    bench().simulator.act.customerWrites({
      queue: "Support",
      text: "Where is my parcel?",
      from: "+15555550142",
    });
    await run(has("messageReceived"));
  };

  it("have the text, the sender and the recipient, with the option readMessage", async () => {
    await connect({ readMessage: true });
    await write();
    const { text, fromAddress, toAddress, payload } = first("messageReceived");
    assert.deepEqual([text, fromAddress], ["Where is my parcel?", "+15555550142"]);
    assert.match(String(toAddress), /^\+\d+$/);
    assert.ok((payload as { messageId?: string }).messageId, "the payload stays as it was");
    assert.equal(bench().simulator.log.count("getConversationsMessageMessage"), 1);
  });

  it("cost no request without it, as in a stored flow", async () => {
    await connect();
    await write();
    const { text, fromAddress } = first("messageReceived");
    assert.deepEqual([text, fromAddress], [undefined, undefined]);
    assert.equal(bench().simulator.log.count("getConversationsMessageMessage"), 0);
  });
});
