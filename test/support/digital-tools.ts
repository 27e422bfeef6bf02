import { loadModels } from "../../nodes/lib/facts/models";
import { loadOperations, type Operation } from "../../nodes/lib/facts/operations";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { sampleOf, type Sample } from "../facts/sample";

/** The operations that are a digital tool each. */
export const TOOLS = loadOperations().filter(({ tool }) => tool !== undefined);

export type Ids = Record<string, string>;

const OPEN_EVENT = {
  from: { id: "casey", idType: "Opaque", firstName: "Casey" },
  time: "2026-03-02T09:00:00.000Z",
};
const OPEN = { channel: { ...OPEN_EVENT, messageId: "m-1" } };
export const REPLY = {
  from: { email: "support@example.com" },
  to: [{ email: "casey.customer@example.com" }],
  subject: "Re: My order",
  textBody: "It is on its way.",
};
export const ENDED = { startTime: "2026-03-02T09:00:00.000Z", participants: [], state: "disconnected" };
export const UPLOAD = { fileName: "a.png", contentLengthBytes: 9 };
export const WRAPUP = { code: idOf("wrapup code Resolved"), notes: "All well" };
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

/** The least that a tool takes, with the ids of its path. */
export const requestOf = (operation: Operation, ids: Ids): Sample => {
  const { parameters, body } = sampleOf(operation, true);
  const { tool = "" } = operation;
  const given = /^post_.*_wrapup$/.test(tool) ? { body: WRAPUP } : givenTo(ids)[tool];
  const inPath = Object.fromEntries(operation.pathParams.map((name) => [name, ids[name] ?? `${name}-1`]));
  return { parameters: { ...parameters, ...inPath, ...given?.parameters }, body: given?.body ?? body };
};

/** What may not be left out: of the path first, else of the query, else of the body. */
export const requiredOf = ({
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
