import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { digitalCalls, SUPPORT } from "./digital-calls";

interface Mail {
  id: string;
  to: { email: string }[];
  subject: string;
  textBody?: string;
  attachments: { attachmentId: string; name: string }[];
  draftType?: string;
}

/** Media other than calls, seen over HTTP; every answer is held against the platform's model. */
describe("simulator: e-mails, callbacks and their like", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  before(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  beforeEach(() => simulator.reset());
  after(() => simulator.close());

  const { call, read, agentOf, talk } = digitalCalls(() => ({ simulator, clock }));

  describe("e-mails", () => {
    const mails = async (id: string): Promise<Mail[]> =>
      (await call("GET", `/emails/${id}/messages`)).body["entities"] as Mail[];
    const draft = async (id: string): Promise<Mail> =>
      (await call("GET", `/emails/${id}/messages/draft`)).body as unknown as Mail;
    const REPLY = {
      to: [{ email: "casey.customer@example.com" }],
      from: { email: "support@example.com" },
      subject: "RE: A question",
      textBody: "It left this morning.",
    };

    it("begin with the customer's, which a draft answers", async () => {
      const id = talk("email");
      const [first] = await mails(id);
      assert.ok(first);
      const whole = await call("GET", `/emails/${id}/messages/${first.id}`);
      assert.ok(whole.body["textBody"]);
      const answer = await draft(id);
      assert.match(answer.subject, /^RE: /);
      assert.deepEqual(
        answer.to.map(({ email }) => email),
        ["casey.customer@example.com"],
      );
      assert.equal((await call("GET", `/emails/${id}/settings`)).body["sendingSizeLimit"], 41_943_040);
    });

    it("are drafted, given files, sent once, and are over when they are on their way", async () => {
      const id = talk("email");
      const uploads = `/emails/${id}/messages/draft/attachments/uploads`;
      const { body } = await call("POST", uploads, { name: "a.txt", contentLengthBytes: 2 });
      const put = (bytes: string) => fetch(String(body["url"]), { method: "PUT", body: bytes });
      assert.equal((await put("wrong")).status, 403);
      assert.equal((await put("ok")).status, 200);
      const [file] = (await draft(id)).attachments;
      assert.equal(file?.name, "a.txt");
      await call("PUT", `/emails/${id}/messages/draft`, { ...REPLY, textBody: "Soon." });
      const forward = await call("PATCH", `/emails/${id}/messages/draft?autoFill=true`, {
        draftType: "Forward",
      });
      assert.match(String(forward.body["subject"]), /^FW: /);
      assert.equal(forward.body["textBody"], "Soon.");
      assert.equal(
        (await call("POST", `/emails/${id}/messages`, { ...REPLY, attachments: [file] })).status,
        200,
      );
      assert.equal((await agentOf(id)).emails[0]?.state, "transmitting");
      clock.advance(2000);
      assert.equal((await agentOf(id)).emails[0]?.state, "disconnected");
      const sent = (await mails(id)).at(-1);
      assert.equal(sent?.attachments[0]?.name, "a.txt");
      const again = await call("POST", `/emails/${id}/messages`, REPLY);
      assert.equal(again.body["code"], "postino.error.reply.no.sender");
    });

    it("hand files of what was sent to a draft, and lose them again", async () => {
      const id = talk("email");
      const attachments = [{ attachmentId: "file-1", name: "a.txt" }];
      await call("POST", `/emails/${id}/messages`, { ...REPLY, attachments });
      clock.advance(2000);
      await call("POST", `/emails/${id}/reconnect`, undefined, "Ben Agent");
      clock.advance(200);
      assert.equal((await agentOf(id)).emails[0]?.state, "connected");
      const sourceMessage = { id: (await mails(id)).at(-1)?.id };
      const copy = `/emails/${id}/messages/draft/attachments/copy`;
      assert.equal((await call("POST", copy, { sourceMessage, attachments })).status, 200);
      const [copied] = (await draft(id)).attachments;
      const one = `/emails/${id}/messages/draft/attachments/${copied?.attachmentId}`;
      assert.equal((await call("DELETE", one)).status, 200);
      assert.equal((await call("DELETE", one)).body["code"], "postino.error.not.found");
    });

    it("are refused with the platform's messages", async () => {
      const id = talk("email");
      const send = async (body: object) => (await call("POST", `/emails/${id}/messages`, body)).body["code"];
      assert.equal(await send({ ...REPLY, to: [] }), "postino.error.reply.no.to");
      assert.equal(await send({ ...REPLY, textBody: undefined }), "postino.error.reply.no.body");
      assert.equal(await send({ ...REPLY, to: [{ email: "no-address" }] }), "email.error.invalid.email");
      const create = async (body: object) => (await call("POST", "/emails", body)).body["code"];
      const provider = "PureCloud Email";
      assert.equal(await create({ provider }), "too.many.create.email.parameters");
      assert.equal(await create({ provider, queueId: "x" }), "email.error.invalid.queue");
      const flowId = idOf("flow Main menu");
      assert.equal(await create({ provider, flowId }), "email.outbound.queue.required");
      assert.equal(await create({ provider, flowId: "x", direction: "INBOUND" }), "bad.flow.id");
    });

    it("an agent's own begins with a draft; an external provider's waits in the queue", async () => {
      const body = {
        provider: "PureCloud Email",
        queueId: SUPPORT,
        toAddress: "ada@example.com",
        subject: "Hi",
      };
      const own = await call("POST", "/emails", body, "Ben Agent");
      const id = String(own.body["id"]);
      assert.equal((await agentOf(id)).emails[0]?.state, "connected");
      assert.deepEqual((await draft(id)).to, [{ email: "ada@example.com" }]);
      const outside = {
        provider: "Ours",
        queueId: SUPPORT,
        direction: "INBOUND",
        fromAddress: "ada@example.com",
      };
      const came = await call("POST", "/emails", { ...outside, subject: "Help", textBody: "Please" });
      const other = String(came.body["id"]);
      clock.advance(1000);
      assert.equal((await agentOf(other)).emails[0]?.state, "alerting");
      simulator.act.agentAnswers(other);
      simulator.act.agentCompletes(other);
      await call("POST", `/emails/${other}/inboundmessages`, { provider: "Ours", subject: "And?" });
      assert.equal((await mails(other)).length, 2);
      assert.equal((await call("GET", `/${other}`)).body["endTime"], undefined);
    });

    it("one without an agent succeeds, and comes back some 20 seconds later as errorInfo", async () => {
      const mail = {
        senderType: "Outbound",
        fromAddress: { email: "noreply@acme.example" },
        toAddresses: [{ email: "bounce@example.com" }],
        subject: "Hi",
        textBody: "Hello",
      };
      const { status, body } = await call("POST", "/emails/agentless", mail);
      assert.equal(status, 200);
      const customer = async () =>
        (await read(String(body["conversationId"]))).find(({ purpose }) => purpose === "external");
      clock.advance(19_000);
      assert.equal((await customer())?.emails[0]?.errorInfo, undefined);
      clock.advance(2_000);
      assert.ok((await customer())?.emails[0]?.errorInfo);
      const refused = async (more: object) =>
        (await call("POST", "/emails/agentless", { ...mail, ...more })).body["code"];
      assert.equal(
        await refused({ fromAddress: { email: "a@other.example" } }),
        "email.error.domain.not.verified",
      );
      assert.equal(await refused({ toAddresses: [{ email: "a@b" }, { email: "c@d" }] }), "bad.request");
    });
  });
});
