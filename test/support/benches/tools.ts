import assert from "node:assert/strict";
import api from "../../../nodes/genesys-api";
import type { Operation } from "../../../nodes/lib/facts/operations";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { createClock, type VirtualClock } from "../clock";
import { ENDED, REPLY, requestOf, TOOLS, UPLOAD, WRAPUP, type Ids } from "../digital-tools";
import { openBench, type Bench } from "../flow";
import { fromMessage } from "../seed";

type Answered = Record<string, unknown>;

const SHOP = idOf("integration Web shop");

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

const idOfTool = (tool: string): string => TOOLS.find((one) => one.tool === tool)?.id ?? "";

/** Calls a tool with the least that it takes, and this body. */
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
const happenBefore = async (tool: string, call: Do): Promise<Ids> => {
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

/** A simulated org with a conversation for a tool, and the node that calls it as a message says. */
export const toolBench = () => {
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

  const call: Do = async (name, body, more = {}) => {
    const operation = TOOLS.find((one) => one.tool === name) ?? assert.fail(name);
    const { parameters } = requestOf(operation, ids);
    const { at, msg } = await bench.send({ operation: name, parameters, body, ...more });
    assert.equal(at, "result", JSON.stringify(msg.error));
    await clock.advance(5000); // accepted first, done a little later
    return msg.payload as Answered;
  };
  return {
    open,
    bench: () => bench,
    simulator: () => simulator,
    ids: () => ids,
    /** Makes what has to be there before the tool can read it or reply to it. */
    happenBefore: (tool: string) => happenBefore(tool, call),
    close: async (): Promise<void> => {
      await bench.close();
      await simulator.close();
    },
  };
};
