import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import { apiBench } from "../support/benches/api";
import { CALL } from "../support/seed";

describe("genesys-api", () => {
  const { bench, open, sent } = apiBench();
  afterEach(() => bench().close());

  it("calls the operation that a message names, and keeps what the message had", async () => {
    const { send } = await open();
    const { at, msg } = await send({
      operation: "getConversation",
      parameters: { conversationId: CALL.conversationId },
      topic: "kept",
    });
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.equal((msg.payload as { id: string }).id, CALL.conversationId);
    assert.equal(msg.conversationId, CALL.conversationId);
    assert.equal(msg.topic, "kept");
    assert.equal((msg.genesys as { operation: string }).operation, "getConversation");
  });

  it("takes method and path, or the name of a digital tool, for an id", async () => {
    const { send, simulator } = await open();
    await send({
      operation: "GET /api/v2/conversations/{conversationId}",
      parameters: { conversationId: CALL.conversationId },
    });
    const { msg } = await send({ operation: "get_emails", parameters: {} });
    assert.equal(simulator.log.count("getConversation"), 1);
    assert.equal(msg.error?.cause?.operation, "getConversationsEmails");
  });

  it("reads each field of a form by itself and leaves blank ones out", async () => {
    const { send, simulator } = await open({
      operation: "patchConversationsCallParticipantCommunicationPostflowaction",
      operationType: "str",
      parametersType: "fields",
      parameters: [
        { name: "conversationId", value: "call.conversation", type: "msg" },
        { name: "participantId", value: CALL.participantId, type: "str" },
        { name: "communicationId", value: "$lowercase(communication)", type: "jsonata" },
      ],
      bodyType: "fields",
      body: [
        { name: "destination", value: "", type: "str" },
        { name: "invocationData", value: "order", type: "msg" },
      ],
    });
    const { at, msg } = await send({
      call: { conversation: CALL.conversationId },
      communication: CALL.communicationId.toUpperCase(),
      order: "order 7",
    });
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.deepEqual(simulator.log.entries().at(-1)?.body, { invocationData: "order 7" });
    assert.deepEqual(msg.payload, { accepted: true, ...CALL, invocationData: "order 7" });
  });

  it("says in which field of a form an expression fails", async () => {
    const { send } = await open({
      parametersType: "fields",
      parameters: [{ name: "conversationId", value: "$number('x')", type: "jsonata" }],
    });
    const { at, msg } = await send({ operation: "getConversation" });
    assert.equal(at, "catch");
    assert.equal(msg.error?.code, "input");
    assert.match(msg.error?.message ?? "", /"parameters\.conversationId" \(jsonata\) cannot be evaluated/);
    assert.deepEqual(sent(), []);
  });

  it("hands bytes on as a Buffer", async () => {
    const { send, simulator } = await open();
    const bytes = Buffer.from([0, 255, 123, 34]);
    const fault = { status: 200, body: bytes, headers: { "Content-Type": "audio/ogg" } };
    simulator.faults.add({ match: { operation: "getUser" }, fault });
    const { msg } = await send({ operation: "getUser", parameters: { userId: "x" } });
    assert.ok(Buffer.isBuffer(msg.payload));
    assert.deepEqual(msg.payload, bytes);
  });

  describe("with a file", () => {
    const attach = (): Record<string, unknown> => {
      const { conversationId } = bench().simulator.act.interactionArrives({ mediaType: "email" });
      bench().simulator.act.agentAnswers(conversationId);
      return {
        operation: "postConversationsEmailMessagesDraftAttachmentsUploads",
        parameters: { conversationId },
        body: { name: "invoice.txt", contentLengthBytes: 7 },
        upload: Buffer.from("Invoice"),
      };
    };

    it("uploads it to the place that the response names, without the account's token", async () => {
      const { send, simulator } = await open();
      const call = attach();
      const { at, msg } = await send(call);
      assert.equal(at, "result", JSON.stringify(msg.error));
      const put = simulator.log.entries().at(-1);
      assert.equal(put?.method, "PUT");
      assert.equal(put.headers.authorization, undefined);
      assert.equal(put.contentType, "application/octet-stream");
      const draft = { operation: "get_email_messages_draft", parameters: call.parameters };
      const { msg: read } = await send(draft);
      const [file] = (read.payload as { attachments: { name: string }[] }).attachments;
      assert.equal(file?.name, "invoice.txt");
    });

    it("does not upload it to a place that is not reached safely", async () => {
      const { send, simulator } = await open();
      const call = attach();
      const body = { attachmentId: "x", url: "http://elsewhere.example/file", headers: {} };
      simulator.faults.add({ match: { method: "POST", path: /uploads$/ }, fault: { status: 200, body } });
      const { msg } = await send(call);
      assert.equal(msg.error?.code, "answer");
      assert.match(msg.error?.message ?? "", /Nothing was uploaded/);
    });
  });

  it("says what was accepted where the response is empty", async () => {
    const { send, simulator } = await open();
    simulator.faults.add({ match: { method: "DELETE" }, fault: { status: 204, body: Buffer.alloc(0) } });
    const parameters = { conversationId: CALL.conversationId };
    const { msg } = await send({ operation: "deleteConversation", parameters });
    assert.deepEqual(msg.payload, { accepted: true, ...parameters });
  });

  it("gives the editor the list of operations and the form of one, for users who may read", async () => {
    await open();
    const list = await helper.request().get("/genesys-cloud/operations").expect(200);
    const { groups, rows } = list.body as { groups: string[]; rows: unknown[][] };
    assert.equal(rows.length, 3315);
    assert.ok(rows.every((row) => groups.includes(row[4] as string)));
    const form = await helper.request().get("/genesys-cloud/operation?name=get_emails").expect(200);
    assert.equal((form.body as { id: string }).id, "getConversationsEmails");
    const again = await helper
      .request()
      .get("/genesys-cloud/operations")
      .set("If-None-Match", list.headers.etag as string);
    assert.equal(again.status, 304);
    const wrong = await helper.request().get("/genesys-cloud/operation?name=getEmailz").expect(200);
    assert.match((wrong.body as { problem: string }).problem, /is not an operation/);
  });
});
