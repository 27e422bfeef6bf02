import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { NodeAPI } from "node-red";
import helper from "node-red-node-test-helper";
import api from "../../nodes/genesys-api";
import { openBench, type Bench } from "../support/flow";
import { until } from "../support/until";
import { CALL, fromMessage } from "../support/seed";

const FROM_MESSAGE = fromMessage("operation", "parameters", "body", "upload");

const EMAIL = {
  senderType: "Outbound",
  fromAddress: { email: "support@example.com" },
  toAddresses: [{ email: "casey@example.com" }],
  subject: "Your order",
  textBody: "It is on its way.",
};
/** A node of the Node-RED that the specs run on. */
const coreNode = (file: string): ((RED: NodeAPI) => void) => {
  const nodeRed = createRequire(createRequire(__filename).resolve(process.env.NR ?? "node-red"));
  return nodeRed(`@node-red/nodes/core/${file}`) as (RED: NodeAPI) => void;
};
const pickConversation = { conversationId: CALL.conversationId };

describe("genesys-api", () => {
  let bench: Bench;
  const open = async (
    config: Record<string, unknown> = {},
    options: Parameters<typeof openBench>[3] = {},
  ): Promise<Bench> => (bench = await openBench(api, "genesys-api", { ...FROM_MESSAGE, ...config }, options));
  afterEach(() => bench.close());

  const sent = (): (string | undefined)[] => bench.simulator.log.entries().map(({ operation }) => operation);

  it("calls the operation that a message asks for, and hands on what the message had", async () => {
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

  for (const [what, msg, field, meant] of [
    ["a name", { operation: "getConversatoin" }, "operation", /Did you mean getConversation/],
    [
      "a parameter",
      { operation: "getConversation", parameters: { conversationID: "x" } },
      "conversationID",
      /getConversation: conversationID is not a parameter.*Did you mean conversationId/,
    ],
    [
      "a field",
      {
        operation: "postConversationsCallsUserUserId",
        parameters: { userId: "u" },
        body: { phoneNumbr: "x" },
      },
      "body.phoneNumbr",
      /body\.phoneNumbr does not exist. Did you mean phoneNumber/,
    ],
    ["no operation", {}, "operation", /"operation" \(msg\.operation\) is missing/],
    [
      "parameters that are no object",
      { operation: "getConversation", parameters: "x" },
      "parameters",
      /must be an object, but is text/,
    ],
    [
      "a file where none is taken",
      { operation: "getUser", parameters: { userId: "x" }, upload: "text" },
      "upload",
      /does not accept a file/,
    ],
  ] as const)
    it(`refuses ${what} that cannot be meant before anything is sent`, async () => {
      const { send } = await open();
      const { at, msg: caught } = await send(msg);
      assert.equal(at, "catch");
      assert.equal(caught.error?.code, "input");
      assert.equal(caught.error?.cause?.field, field);
      assert.equal(caught.error?.cause?.outcome, "notSent");
      assert.match(caught.error?.message ?? "", meant);
      assert.deepEqual(sent(), []);
    });

  it("refuses what needs a user before sending, and names the form on behalf of one", async () => {
    const { send } = await open();
    const call = { operation: "postConversationsCalls", body: { phoneNumber: "+15555550123" } };
    const { msg } = await send(call);
    assert.equal(msg.error?.code, "input");
    assert.deepEqual(msg.error?.cause?.suggestions, ["postConversationsCallsUserUserId"]);
    const { msg: other } = await send({ operation: "getUsersMe" });
    assert.match(other.error?.message ?? "", /an account in which a user has signed in/);
    assert.deepEqual(sent(), []);
  });

  for (const [verb, operation, parameters, body, times] of [
    ["repeats what reads", "getUser", { userId: "nobody" }, undefined, 2],
    ["never repeats what acts", "postConversationsEmailsAgentless", {}, EMAIL, 1],
  ] as const)
    it(`${verb} after a failure of the platform`, async () => {
      const { start, simulator, clock, arrivals } = await open();
      simulator.faults.add({ match: { operation }, fault: { status: 503 } });
      start({ operation, parameters, body });
      await until(() => simulator.log.count(operation) === 1);
      for (let passed = 0; passed < 60 && arrivals.length === 0; passed += 1) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await clock.advance(1000);
      }
      assert.equal(simulator.log.count(operation), times);
    });

  it("takes an operation that the simulated org does not play for refused", async () => {
    const { send } = await open();
    const { msg } = await send({ operation: "getConversationsKeyconfigurations" });
    const { code, cause } = msg.error ?? {};
    assert.deepEqual([code, cause?.outcome, cause?.status], ["rejected", "refused", 501]);
    assert.match(String(cause?.platformMessage), /getConversationsKeyconfigurations/);
  });

  it("takes a method that a path does not have for refused", async () => {
    const { send, simulator } = await open();
    simulator.faults.add({
      match: { operation: "getConversationsKeyconfigurations" },
      fault: { status: 405 },
    });
    const { msg } = await send({ operation: "getConversationsKeyconfigurations" });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.outcome], ["rejected", "refused"]);
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
      const { conversationId } = bench.simulator.act.interactionArrives({ mediaType: "email" });
      bench.simulator.act.agentAnswers(conversationId);
      return {
        operation: "postConversationsEmailMessagesDraftAttachmentsUploads",
        parameters: { conversationId },
        body: { name: "invoice.txt", contentLengthBytes: 7 },
        upload: Buffer.from("Invoice"),
      };
    };

    it("uploads it to the place that the answer names, without the account's token", async () => {
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

  it("says what was accepted where the answer is empty", async () => {
    const { send, simulator } = await open();
    simulator.faults.add({ match: { method: "DELETE" }, fault: { status: 204, body: Buffer.alloc(0) } });
    const parameters = { conversationId: CALL.conversationId };
    const { msg } = await send({ operation: "deleteConversation", parameters });
    assert.deepEqual(msg.payload, { accepted: true, ...parameters });
  });

  describe("with all pages", () => {
    const queues = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `queue ${from + at}` }));
    const answer = (body: object, operation = "getRoutingQueues"): void =>
      bench.simulator.faults.add({ match: { operation }, fault: { status: 200, body } });
    const asked = (): unknown[] =>
      bench.simulator.log
        .entries()
        .slice(1)
        .map(({ query }) => query);
    const page = (pageNumber: number, count: number, pageCount: number) => ({
      ...{ entities: queues((pageNumber - 1) * 2, count), pageNumber, pageSize: 2 },
      ...{ pageCount, total: 5, nextUri: "https://elsewhere.example/api/v2/routing/queues?pageNumber=9" },
    });

    it("reads page after page by number, and joins the entries", async () => {
      const { send } = await open({ paging: "all" });
      for (const [number, count] of [
        [1, 2],
        [2, 2],
        [3, 1],
      ] as const)
        answer(page(number, count, 3));
      const parameters = { pageSize: 2, name: "*" };
      const { at, msg } = await send({ operation: "getRoutingQueues", parameters });
      assert.equal(at, "result", JSON.stringify(msg.error));
      assert.deepEqual(msg.payload, queues(0, 5));
      assert.deepEqual(msg.paging, { pages: 3, entries: 5, more: false });
      assert.deepEqual(asked(), [
        { pageSize: "2", name: "*" },
        { pageSize: "2", name: "*", pageNumber: "2" },
        { pageSize: "2", name: "*", pageNumber: "3" },
      ]);
    });

    it("sends one message for each page, which a Join node puts together again", async () => {
      const { start, seen, arrivals } = await open(
        { paging: "all", pages: "each", wires: [["the-result", "the-join"]] },
        {
          modules: [coreNode("sequence/17-split")],
          flow: [
            { id: "the-join", type: "join", z: "tab", mode: "auto", wires: [["the-joined"]] },
            { id: "the-joined", type: "helper", z: "tab", wires: [] },
          ],
        },
      );
      const joined: unknown[] = [];
      helper.getNode("the-joined").on("input", (msg) => joined.push(msg.payload));
      for (const [number, count] of [
        [1, 2],
        [2, 2],
        [3, 1],
      ] as const)
        answer(page(number, count, 3));
      start({ operation: "getRoutingQueues", topic: "kept" });
      await until(() => joined.length > 0);
      assert.deepEqual(
        arrivals.map(({ msg }) => [msg.payload, msg.topic, (msg.parts as { index: number }).index]),
        [
          [queues(0, 2), "kept", 0],
          [queues(2, 2), "kept", 1],
          [queues(4, 1), "kept", 2],
        ],
      );
      assert.deepEqual(joined, [queues(0, 5)]);
      assert.ok(arrivals.every(({ msg }) => (msg.genesys as { status: number }).status === 200));
      assert.equal(seen.completed.length, 1);
    });

    it("takes a blank limit for the one that the placeholder shows", async () => {
      const { send } = await open({ paging: "all", limit: "" });
      const { at, msg } = await send({ operation: "getRoutingQueues" });
      assert.deepEqual([at, (msg.paging as { more: boolean }).more], ["result", false]);
    });

    for (const [limit, sentence] of [
      ["0", 'The option "limit" must be more than 0.'],
      ["1.5", 'The option "limit" must be a whole number.'],
    ] as const)
      it(`says what a limit of ${limit} should be`, async () => {
        const { send } = await open({ paging: "all", limit });
        const { at, msg } = await send({ operation: "getRoutingQueues" });
        assert.deepEqual([at, msg.error?.code], ["catch", "config"]);
        assert.ok(msg.error?.message?.endsWith(sentence), msg.error?.message);
      });

    it("stops at the limit and says that there is more", async () => {
      const { send } = await open({ paging: "all", limit: 3 });
      answer(page(1, 2, 3));
      answer(page(2, 2, 3));
      const { msg } = await send({ operation: "getRoutingQueues" });
      assert.deepEqual(msg.payload, queues(0, 3));
      assert.deepEqual(msg.paging, { pages: 2, entries: 3, more: true });
    });

    it("goes from cursor to cursor", async () => {
      const { send } = await open({ paging: "all" });
      const operation = "getAnalyticsConversationsDetailsJobResults";
      answer({ conversations: queues(0, 2), cursor: "a b" }, operation);
      answer({ conversations: queues(2, 1) }, operation);
      const { msg } = await send({ operation, parameters: { jobId: "job" } });
      assert.deepEqual(msg.payload, queues(0, 3));
      assert.deepEqual(asked(), [{}, { cursor: "a b" }]);
    });

    it("counts the pages of a search in its body", async () => {
      const { send, simulator } = await open({ paging: "all" });
      const body = { query: [{ type: "EXACT", fields: ["name"], value: "x" }] };
      for (const pageNumber of [1, 2])
        answer({ results: queues(pageNumber, 1), pageNumber, pageCount: 2 }, "postUsersSearch");
      const { msg } = await send({ operation: "postUsersSearch", body });
      assert.deepEqual(msg.payload, queues(1, 2));
      const bodies = simulator.log
        .entries()
        .slice(1)
        .map((entry) => entry.body);
      assert.deepEqual(bodies, [body, { ...body, pageNumber: 2 }]);
    });

    it("follows the address of a next page, and that only at its own place", async () => {
      const { send } = await open({ paging: "all" });
      const operation = "getConversationSuggestions";
      const path = `/api/v2/conversations/${CALL.conversationId}/suggestions`;
      const call = { operation, parameters: { conversationId: CALL.conversationId } };
      answer({ entities: queues(0, 1), nextUri: `${path}?after=x%3D&pageSize=1` }, operation);
      answer({ entities: queues(1, 1) }, operation);
      const { msg } = await send(call);
      assert.deepEqual(msg.payload, queues(0, 2));
      assert.deepEqual(asked()[1], { after: "x=", pageSize: "1" });

      for (const nextUri of [
        `https://elsewhere.example${path}?after=x`,
        `//elsewhere.example${path}`,
        "/api/v2/users/me",
      ]) {
        answer({ entities: queues(0, 1), nextUri }, operation);
        const { msg: refused } = await send(call);
        assert.equal(refused.error?.code, "answer");
        assert.match(refused.error?.message ?? "", /at another address, which is not followed/);
      }
      assert.equal(asked().length, 5);
    });

    it("does not go in a circle", async () => {
      const { send } = await open({ paging: "all" });
      const operation = "getAnalyticsConversationsDetailsJobResults";
      answer({ conversations: queues(0, 1), cursor: "a" }, operation);
      answer({ conversations: queues(0, 1), cursor: "a" }, operation);
      const { msg } = await send({ operation, parameters: { jobId: "job" } });
      assert.match(msg.error?.message ?? "", /names its own page as the next one/);
    });

    it("hands an answer that is no list on as it is", async () => {
      const { send } = await open({ paging: "all" });
      const { msg } = await send({ operation: "getConversation", parameters: pickConversation });
      assert.equal((msg.payload as { id: string }).id, CALL.conversationId);
      assert.equal(msg.paging, undefined);
    });
  });

  it("gives the editor the list of operations and the form of one, to whoever may read", async () => {
    await open();
    const list = await helper.request().get("/genesys-cloud/operations").expect(200);
    assert.equal((list.body as unknown[]).length, 349);
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
