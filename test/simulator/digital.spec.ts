import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { checkedCaller } from "../support/models";
import { CALL } from "../support/seed";
import type { Got } from "./caller";

const API = "/api/v2/conversations";
const SUPPORT = idOf("queue Support");

interface Leg {
  id: string;
  state: string;
  disconnectType?: string;
  errorInfo?: { code: string };
  afterCallWork?: { state: string };
  callbackScheduledTime?: string;
}
interface Shown {
  id: string;
  purpose: string;
  userId?: string;
  queueId?: string;
  wrapupRequired: boolean;
  attributes: Record<string, string>;
  emails: Leg[];
  messages: Leg[];
  callbacks: Leg[];
}
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

  const call = (method: string, path: string, body?: unknown, user?: string): Promise<Got> =>
    checkedCaller(
      simulator,
      user === undefined ? undefined : simulator.act.issueToken("sign-in", idOf(`user ${user}`)),
    ).call(method, path.startsWith("/api") ? path : `${API}${path}`, body);
  const read = async (id: string): Promise<Shown[]> =>
    (await call("GET", `/${id}`)).body["participants"] as Shown[];
  const agentOf = async (id: string): Promise<Shown> => {
    const found = (await read(id)).findLast(({ purpose }) => purpose === "agent");
    assert.ok(found);
    return found;
  };

  /** An interaction of the medium that Ben has answered. */
  const talk = (mediaType: string): string => {
    const { conversationId } = simulator.act.interactionArrives({ mediaType });
    simulator.act.agentAnswers(conversationId, { user: "Ben Agent" });
    clock.advance(1000);
    return conversationId;
  };

  describe("what all media share", () => {
    for (const [mediaType, media] of [
      ["email", "emails"],
      ["message", "messages"],
      ["callback", "callbacks"],
      ["cobrowsesession", "cobrowsesessions"],
    ] as const) {
      it(`${media}: a user's own are listed while they take part`, async () => {
        const id = talk(mediaType);
        const own = async (user: string) =>
          ((await call("GET", `/${media}`, undefined, user)).body["entities"] as { id: string }[]).map(
            (each) => each.id,
          );
        assert.deepEqual(await own("Ben Agent"), [id]);
        assert.deepEqual(await own("Sam Supervisor"), []);
        assert.equal((await call("GET", `/${media}`)).body["code"], "not.a.user");
      });

      it(`${media}: attributes, the end of one leg, and after-call work for the agent`, async () => {
        const id = talk(mediaType);
        const { id: participantId, ...agent } = await agentOf(id);
        const attributes = `/${media}/${id}/participants/${participantId}/attributes`;
        assert.equal((await call("PATCH", attributes, { attributes: { order: "7" } })).status, 202);
        clock.advance(200);
        assert.deepEqual((await agentOf(id)).attributes, { order: "7" });
        const legs = agent[media as "emails"];
        const end = `/${media}/${id}/participants/${participantId}/communications/${legs[0]?.id}`;
        assert.equal((await call("PATCH", end, { state: "disconnected" })).status, 200);
        assert.equal(
          (await call("PATCH", end, { state: "connected" })).body["code"],
          "communication.state.required",
        );
        clock.advance(200);
        const ended = await agentOf(id);
        assert.equal(ended[media as "emails"][0]?.disconnectType, "client");
        assert.equal(ended[media as "emails"][0]?.afterCallWork?.state, "pending");
        assert.ok((await call("GET", `/${id}`)).body["endTime"]);
      });

      it(`${media}: the whole conversation ends on request`, async () => {
        const id = talk(mediaType);
        const seen = (await call("GET", `/${id}`)).body;
        const body = { startTime: seen["startTime"], participants: [], state: "disconnected" };
        assert.equal((await call("PATCH", `/${media}/${id}`, body)).status, 200);
        clock.advance(200);
        assert.ok((await call("GET", `/${id}`)).body["endTime"]);
      });

      it(`${media}: goes to another agent, who has to answer, or to another queue, which rings`, async () => {
        const id = talk(mediaType);
        const replace = async (body: object) =>
          call("POST", `/${media}/${id}/participants/${(await agentOf(id)).id}/replace`, body);
        const self = await replace({ userId: idOf("user Ben Agent") });
        assert.equal(self.body["code"], "conversations.error.transfer.same.party");
        assert.equal((await replace({ userId: idOf("user Lee Limited") })).status, 202);
        clock.advance(200);
        const lee = await agentOf(id);
        assert.equal(lee.userId, idOf("user Lee Limited"));
        assert.equal(lee[media as "emails"][0]?.state, "alerting");
        simulator.act.agentAnswers(id);
        assert.equal((await replace({ queueId: idOf("queue Sales") })).status, 202);
        clock.advance(2000);
        const queue = (await read(id)).findLast(({ purpose }) => purpose === "acd");
        assert.equal(queue?.queueId, idOf("queue Sales"));
        assert.equal(queue[media as "emails"][0]?.state, "connected");
        assert.equal((await call("GET", `/${id}`)).body["endTime"], undefined);
      });
    }

    for (const media of ["emails", "messages"] as const)
      it(`${media}: are parked and taken up again`, async () => {
        const id = talk(media.slice(0, -1));
        const park = async (state: string) =>
          call("PATCH", `/${media}/${id}/participants/${(await agentOf(id)).id}/parkingstate`, { state });
        assert.equal((await park("parked")).status, 204);
        clock.advance(200);
        assert.equal((await agentOf(id))[media][0]?.state, "parked");
        assert.equal((await park("connected")).status, 204);
        clock.advance(200);
        assert.equal((await agentOf(id))[media][0]?.state, "connected");
        assert.equal((await park("alerting")).status, 400);
      });
  });

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

    it("are refused in the platform's words", async () => {
      const id = talk("email");
      const send = async (body: object) => (await call("POST", `/emails/${id}/messages`, body)).body["code"];
      assert.equal(await send({ ...REPLY, to: [] }), "postino.error.reply.no.to");
      assert.equal(await send({ ...REPLY, textBody: undefined }), "postino.error.reply.no.body");
      assert.equal(await send({ ...REPLY, to: [{ email: "nobody" }] }), "email.error.invalid.email");
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

  describe("callbacks", () => {
    const order = (more: object = {}) =>
      call("POST", "/callbacks", {
        queueId: SUPPORT,
        callbackNumbers: ["+15555550100"],
        callbackUserName: "Ada",
        data: { order: "42" },
        ...more,
      });
    const idIn = ({ body }: Got): string => (body["conversation"] as { id: string }).id;
    const inMs = (ms: number): string => new Date(clock.now() + ms).toISOString();

    it("wait for their time, then ring", async () => {
      const ordered = await order({ callbackScheduledTime: inMs(60_000) });
      const id = idIn(ordered);
      const states = async () =>
        (await read(id)).map(({ purpose, callbacks }) => [purpose, callbacks[0]?.state]);
      assert.deepEqual(await states(), [
        ["customer", "scheduled"],
        ["acd", "scheduled"],
      ]);
      const [identifier] = ordered.body["callbackIdentifiers"] as { id: string }[];
      assert.equal((await read(id))[1]?.callbacks[0]?.id, identifier?.id);
      assert.deepEqual((await read(id))[0]?.attributes, { order: "42" });
      clock.advance(61_000);
      assert.deepEqual((await states()).slice(0, 3), [
        ["customer", "connected"],
        ["acd", "connected"],
        ["agent", "alerting"],
      ]);
      assert.equal((await call("GET", `/callbacks/${id}`)).status, 200);
    });

    it("are moved to another time, and given up", async () => {
      const ordered = await order({ callbackScheduledTime: inMs(60_000) });
      const conversationId = idIn(ordered);
      const legId = (ordered.body["callbackIdentifiers"] as { id: string }[])[0]?.id;
      const agentId = idOf("user Ben Agent");
      const moved = { conversationId, agentId, callbackScheduledTime: inMs(120_000) };
      assert.equal((await call("PATCH", "/callbacks", moved)).status, 200);
      clock.advance(90_000);
      assert.equal((await read(conversationId))[0]?.callbacks[0]?.state, "scheduled");
      clock.advance(31_000);
      assert.equal((await read(conversationId))[0]?.callbacks[0]?.state, "connected");
      const named = { callbackDisconnectIdentifiers: [{ conversationId, callbackId: legId }] };
      assert.equal((await call("POST", "/callbacks/bulk/disconnect", named)).status, 202);
      clock.advance(200);
      assert.ok((await call("GET", `/${conversationId}`)).body["endTime"]);
    });

    it("want numbers, a queue and a time that is not too far away", async () => {
      const code = async (more: object) => (await order(more)).body["code"];
      assert.equal(await code({ callbackNumbers: undefined }), "callback.error.missing.callback.numbers");
      assert.equal(await code({ queueId: undefined }), "callback.error.missing.queue.id");
      const late = { callbackScheduledTime: inMs(90 * 86_400_000) };
      assert.equal(await code(late), "callback.error.scheduled.time.too.far.in.future");
    });
  });

  describe("the rest of the digital tools", () => {
    it("meetings are made, read and expire", async () => {
      const made = await call("POST", "/videos/meetings", { ephemeral: true, expireTimeDays: 1 });
      const path = `/videos/meetings/${String(made.body["id"])}`;
      assert.deepEqual((await call("GET", path)).body, made.body);
      const details = await call("GET", `/videos/${String(made.body["conferenceId"])}/details`);
      assert.equal(details.status, 200);
      clock.advance(86_400_000);
      simulator.act.issueToken();
      assert.equal((await call("GET", path)).status, 404);
    });

    it("a fax says where its document goes", async () => {
      const { body } = await call("POST", "/faxes", { addresses: ["+15555550100"] });
      assert.equal(body["uploadMethodType"], "SINGLE_PUT");
      assert.equal((await call("POST", "/faxes", { addresses: [] })).status, 400);
    });

    it("integrations come in pages, with what is expanded", async () => {
      const list = async (query: string) => (await call("GET", `/messaging/integrations${query}`)).body;
      const first = await list("?pageSize=2");
      assert.equal((first["entities"] as unknown[]).length, 2);
      assert.equal(first["pageCount"], 2);
      const next = await call("GET", String(first["nextUri"]));
      assert.equal((next.body["entities"] as unknown[]).length, 1);
      const expanded = (await list("?expand=supportedContent,messagingSetting"))["entities"] as {
        supportedContent: object;
        messagingSetting: object;
      }[];
      assert.ok(expanded.every(({ supportedContent }) => "mediaTypes" in supportedContent));
      assert.ok(expanded.every(({ messagingSetting }) => "event" in messagingSetting));
      assert.deepEqual((await list("?messagingSetting.id=other"))["entities"], []);
      assert.equal((await call("GET", "/messaging/integrations?pageSize=0")).status, 400);
      for (const type of ["open", "whatsapp"]) {
        const own = (await call("GET", `/messaging/integrations/${type}`)).body["entities"] as {
          id: string;
        }[];
        assert.equal((await call("GET", `/messaging/integrations/${type}/${own[0]?.id}`)).status, 200);
      }
    });

    it("external contacts are found by their number and by a part of their name", async () => {
      const contacts = "/api/v2/externalcontacts";
      const byNumber = await call("GET", `${contacts}/reversewhitepageslookup?lookupVal=%2B15555550123`);
      assert.equal((byNumber.body["contacts"] as unknown[]).length, 1);
      const byName = await call("GET", `${contacts}/contacts?q=casey`);
      assert.equal((byName.body["entities"] as unknown[]).length, 1);
      const nobody = await call("GET", `${contacts}/reversewhitepageslookup?lookupVal=nobody`);
      assert.deepEqual(nobody.body["contacts"], []);
    });

    it("internal messages are written by a user, read one by one, and listed, on a leg of their own only", async () => {
      const id = talk("internalMessage");
      const shown = (await call("GET", `/${id}`)).body["participants"] as {
        userId?: string;
        internalMessages: { id: string; messages: { messageId: string }[] }[];
      }[];
      const leg = shown.findLast(({ userId }) => userId !== undefined)?.internalMessages[0];
      const path = `/${id}/communications/${leg?.id}/internalmessages`;
      const entities = async () => (await call("GET", path)).body["entities"];
      assert.deepEqual(await entities(), []);
      const sent = await call("POST", path, { text: "Do you know the answer?" });
      assert.equal(sent.status, 202);
      const one = await call("GET", `${path}/${String(sent.body["id"])}`);
      assert.deepEqual(one.body, sent.body);
      assert.deepEqual(await entities(), [sent.body]);
      assert.equal((await call("GET", `${path}/unknown`)).status, 404);

      const other = CALL.conversationId;
      const foreign = CALL.communicationId;
      for (const [conversationId, communicationId] of [
        [id, "unknown"],
        [id, foreign],
        [other, foreign],
        ["unknown", leg?.id],
      ])
        assert.equal(
          (await call("GET", `/${conversationId}/communications/${communicationId}/internalmessages`)).status,
          404,
        );
    });
  });
});
