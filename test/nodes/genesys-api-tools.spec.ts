import assert from "node:assert/strict";
import api from "../../nodes/genesys-api";
import { loadModels } from "../../nodes/lib/facts/models";
import { loadOperations, type Operation } from "../../nodes/lib/facts/operations";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { simulatedOperations } from "../../nodes/lib/simulator/routes";
import { sampleOf, type Sample } from "../facts/sample";
import { createClock, type VirtualClock } from "../support/clock";
import { openBench, type Bench } from "../support/flow";
import { assertAnswer } from "../support/models";
import { callSdk, essence, sdkRequests } from "../support/sdk";
import { fromMessage } from "../support/seed";

const TOOLS = loadOperations().filter(({ tool }) => tool !== undefined);
const SHOP = idOf("integration Web shop");

type Ids = Record<string, string>;
type Answered = Record<string, unknown>;

/** A conversation of the tool's medium that an agent has answered; all ids that its path may ask for. */
const stage = (simulator: Simulator, { id }: Operation): Ids => {
  const [, word = "Email"] =
    /Conversations?(Email|Message|Internalmessage|Social|Video|Cobrowse)/.exec(id) ?? [];
  const media: Record<string, string> = {
    Email: "email",
    Internalmessage: "internalMessage",
    Social: "socialExpression",
    Video: "video",
    Cobrowse: "cobrowsesession",
  };
  const { conversationId, messageId } =
    word === "Message"
      ? simulator.act.customerWrites({ channel: /Open/.test(id) ? "open" : "sms" })
      : { ...simulator.act.interactionArrives({ mediaType: media[word] }), messageId: "message-1" };
  const agent = simulator.act.agentAnswers(conversationId);
  return {
    ...agent,
    conversationId,
    messageId,
    integrationId: SHOP,
    attachmentId: "file-1",
    meetingId: "meeting-1",
  };
};

const OPEN_EVENT = {
  from: { id: "casey", idType: "Opaque", firstName: "Casey" },
  time: "2026-03-02T09:00:00.000Z",
};
const OPEN = { channel: { ...OPEN_EVENT, messageId: "m-1" } };
const REPLY = {
  from: { email: "support@example.com" },
  to: [{ email: "casey.customer@example.com" }],
  subject: "Re: My order",
  textBody: "It is on its way.",
};
const ENDED = { startTime: "2026-03-02T09:00:00.000Z", participants: [], state: "disconnected" };
const UPLOAD = { fileName: "a.png", contentLengthBytes: 9 };
const WRAPUP = { code: idOf("wrapup code Resolved"), notes: "All well" };
const SUPPORT = idOf("queue Support");
const SALES = idOf("queue Sales");

/** What a tool is given beyond the ids of its path, where the least that it takes would mean nothing. */
const givenTo = (ids: Ids): Readonly<Record<string, Partial<Sample>>> => ({
  post_message_inbound_open_receipt: {
    body: {
      ...{ id: ids.sentId ?? "message-1", status: "Delivered", isFinalReceipt: true },
      channel: { to: { id: "customer-1" }, time: "2026-03-02T09:00:00.000Z" },
    },
  },
  post_message_communication_messages: { body: { textBody: "Hello Casey" } },
  post_message_inbound_open_message: { body: { ...OPEN, text: "Hello" } },
  post_message_inbound_open_event: {
    body: { channel: OPEN_EVENT, events: [{ eventType: "Typing" }] },
  },
  post_message_communication_typing: { body: { typing: { type: "On" } } },
  post_message_communication_messages_media_uploads: { body: UPLOAD },
  post_messages: {
    body: {
      queueId: SUPPORT,
      toAddress: "+15555550124",
      toAddressMessengerType: "sms",
      useExistingConversation: true,
    },
  },
  post_messages_agentless: {
    body: {
      fromAddress: "+15555550199",
      toAddress: "+15555550124",
      toAddressMessengerType: "sms",
      textBody: "On its way",
    },
  },
  post_email_messages_draft_attachments_copy: {
    body: {
      sourceMessage: { id: ids.messageId },
      attachments: [{ attachmentId: ids.attachmentId }],
    },
  },
  post_emails_agentless: {
    body: {
      ...{ senderType: "Outbound", fromAddress: { email: "support@example.com" } },
      ...{ toAddresses: REPLY.to, subject: "Your order", textBody: REPLY.textBody },
    },
  },
  post_emails: {
    body: {
      ...{ provider: "PureCloud Email", direction: "OUTBOUND", queueId: SUPPORT },
      ...{
        fromAddress: "support@example.com",
        toAddress: "casey.customer@example.com",
        subject: "Your order",
      },
    },
  },
  post_email_participant_replace: { body: { queueId: SALES } },
  post_message_participant_replace: { body: { queueId: SALES } },
  post_email_messages: { body: REPLY },
  put_email_messages_draft: { body: REPLY },
  patch_email_messages_draft: { parameters: { autoFill: false }, body: { draftType: "ReplyAll" } },
  patch_email: { body: ENDED },
  patch_message: { body: ENDED },
  patch_email_participant_parkingstate: { body: { state: "parked" } },
  patch_email_participant_attributes: { body: { attributes: { order: "7" } } },
  patch_message_participant_attributes: { body: { attributes: { order: "7" } } },
  get_messaging_integrations: {
    parameters: { expand: ["supportedContent", "messagingSetting"], pageSize: 2 },
  },
  patch_email_participant: { body: { state: "disconnected" } },
  patch_message_participant: { body: { state: "disconnected" } },
});

const requestOf = (operation: Operation, ids: Ids): Sample => {
  const { parameters, body } = sampleOf(operation, true);
  const { tool = "" } = operation;
  const given = /^post_.*_wrapup$/.test(tool) ? { body: WRAPUP } : givenTo(ids)[tool];
  const inPath = Object.fromEntries(operation.pathParams.map((name) => [name, ids[name] ?? `${name}-1`]));
  return { parameters: { ...parameters, ...inPath, ...given?.parameters }, body: given?.body ?? body };
};

/** What may not be left out: of the path first, else of the query, else of the body. */
const requiredOf = ({
  pathParams,
  query,
  body,
}: Operation): { field: string; in: "parameters" | "body" } | undefined => {
  const inQuery = query.find(({ required }) => required)?.name;
  const parameter = pathParams.at(-1) ?? inQuery;
  if (parameter !== undefined) return { field: parameter, in: "parameters" };
  const model = loadModels()[body?.model ?? ""];
  const field = [...(model?.required ?? []), ...(body?.needs ?? []), ...(model?.exactlyOne ?? [])][0];
  return field === undefined ? undefined : { field, in: "body" };
};

const idOfTool = (tool: string): string => TOOLS.find((one) => one.tool === tool)?.id ?? "";
const without = (values: unknown, name: string): Answered =>
  Object.fromEntries(Object.entries(values as Answered).filter(([one]) => one !== name));
const misspell = (name: string): string => `${name.slice(0, -2)}${name.at(-1)}`;

describe("the 63 digital tools, from a message through genesys-api", () => {
  let bench: Bench;
  let simulator: Simulator;
  let clock: VirtualClock;
  let ids: Ids;
  const open = async (operation: Operation): Promise<void> => {
    clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
    simulator = await startSimulator({ clock });
    ids = stage(simulator, operation);
    const byUser = {
      account: { grant: "access-token" },
      credentials: { accessToken: simulator.act.issueToken("sign-in", ids.userId) },
    };
    const inputs = fromMessage("operation", "parameters", "body", "upload");
    bench = await openBench(api, "genesys-api", inputs, {
      simulator,
      ...(operation.needsUser ? byUser : {}),
    });
  };
  afterEach(async () => {
    await bench.close();
    await simulator.close();
  });

  type Do = (name: string, body: unknown, more?: object) => Promise<Answered>;
  /** A mail with a file; for the tool that takes it away again, the file in the draft. */
  const attachment = async (tool: string, call: Do): Promise<Ids> => {
    const file = { operation: "postConversationsEmailMessagesDraftAttachmentsUploads", upload: "an invoice" };
    const upload = await call("get_email", { name: "invoice.txt", contentLengthBytes: 10 }, file);
    const attachmentId = String(upload.attachmentId);
    if (tool.startsWith("delete")) return { attachmentId };
    const { attachments } = await call("get_email_messages_draft", undefined);
    await call("post_email_messages", { ...REPLY, attachments });
    const { entities } = (await call("get_email_messages", undefined)) as { entities: { id: string }[] };
    return { attachmentId, messageId: entities.at(-1)?.id ?? "" };
  };

  /** What has to be there before a tool can read it or answer to it, made by the tools themselves. */
  const happenBefore = async (tool: string): Promise<Ids> => {
    const call: Do = async (name, body, more = {}) => {
      const operation = TOOLS.find((one) => one.tool === name) ?? assert.fail(name);
      const { parameters } = requestOf(operation, ids);
      const { at, msg } = await bench.send({ operation: name, parameters, body, ...more });
      assert.equal(at, "result", JSON.stringify(msg.error));
      await clock.advance(5000); // accepted first, done a little later
      return msg.payload as Answered;
    };
    const [, medium] = /^get_(\w+)_participant_(communication_)?wrapup$/.exec(tool) ?? [];
    if (medium !== undefined && idOfTool(`post_${medium}_participant_communication_wrapup`) !== "")
      await call(`post_${medium}_participant_communication_wrapup`, WRAPUP);
    if (tool === "get_message_communication_messages_media_media_id") {
      const upload = Buffer.from("a picture");
      const { id } = await call("post_message_communication_messages_media_uploads", UPLOAD, { upload });
      return { mediaId: String(id) };
    }
    if (tool === "get_videos_meeting") {
      const { id } = await call("post_videos_meetings", { ephemeral: false });
      return { meetingId: String(id) };
    }
    if (tool === "post_email_reconnect") await call("patch_email", ENDED);
    if (/^get_email_message$|_draft_attachment/.test(tool)) return attachment(tool, call);
    if (tool !== "post_message_inbound_open_receipt") return {};
    const { id } = await call("post_message_communication_messages", { textBody: "Hello Casey" });
    return { sentId: String(id) };
  };

  it("are all there, and all simulated", async () => {
    await open(TOOLS[0]!);
    assert.equal(TOOLS.length, 63);
    const simulated = new Set(simulatedOperations());
    assert.deepEqual(
      TOOLS.filter(({ id }) => !simulated.has(id)).map(({ tool }) => tool),
      [],
    );
  });

  for (const operation of TOOLS) {
    const { id, tool = "" } = operation;

    it(`${tool} is sent as the SDK sends it, and answered as its model says`, async () => {
      await open(operation);
      const { parameters, body } = requestOf(operation, { ...ids, ...(await happenBefore(tool)) });
      const { at, msg } = await bench.send({ operation: tool, parameters, body });
      const entry = simulator.log.entries().at(-1) ?? assert.fail(JSON.stringify(msg.error));
      assert.equal(entry.operation, id, JSON.stringify(msg.error));
      assert.equal(at, "result", JSON.stringify(msg.error));
      const answer = (msg.payload as Answered).accepted === true ? undefined : msg.payload;
      assertAnswer(id, entry.status ?? 0, answer);
      const theirs = await sdkRequests(simulator, () => callSdk(operation, parameters, body));
      assert.deepEqual([essence(entry)], theirs);
    });

    const required = requiredOf(operation);
    if (required !== undefined)
      it(`${tool} without ${required.field} is refused by that name, and nothing is sent`, async () => {
        await open(operation);
        const request = requestOf(operation, {});
        const { field } = required;
        const less = { ...request, [required.in]: without(request[required.in], field) };
        const { msg } = await bench.send({ operation: tool, ...less });
        assert.equal(msg.error?.code, "input");
        assert.match(
          msg.error?.message ?? "",
          new RegExp(`^GenesysError: ${id}: (body\\.)?${field} is (required|missing)`),
        );
        assert.equal(simulator.log.entries().length, 0);
      });

    const model = loadModels()[operation.body?.model ?? ""];
    const [parameter = operation.query[0]?.name] = operation.pathParams;
    const [bodyField] = Object.keys(model?.properties ?? {}).filter((name) => name.length > 2);
    const right = parameter ?? bodyField ?? tool;
    it(`${tool} with ${right} misspelt is told the right spelling, and nothing is sent`, async () => {
      await open(operation);
      const { parameters, body } = requestOf(operation, {});
      const wrong = misspell(right);
      const call =
        parameter !== undefined
          ? { operation: tool, parameters: { ...without(parameters, right), [wrong]: "x" }, body }
          : bodyField !== undefined
            ? { operation: tool, parameters, body: { ...without(body, right), [wrong]: "x" } }
            : { operation: wrong, parameters };
      const { msg } = await bench.send(call);
      assert.equal(msg.error?.code, "input");
      const meant = parameter ?? bodyField ?? id;
      assert.ok((msg.error?.cause?.suggestions as string[]).includes(meant), msg.error?.message);
      assert.equal(simulator.log.entries().length, 0);
    });
  }

  it("require something each, but for the lists", async () => {
    await open(TOOLS[0]!);
    const free = TOOLS.filter((operation) => requiredOf(operation) === undefined);
    assert.deepEqual(
      free.map(({ tool }) => tool),
      [
        "get_cobrowsesessions",
        "get_emails",
        "get_internalmessages",
        "get_messages",
        "get_messaging_integrations",
      ],
    );
  });
});
