import type { Integration } from "../entities/message";
import { refusal } from "../http/errors";
import { pageOf } from "../formatters/page";
import { present, type Wire } from "../formatters/wire";
import { ok, type Context, type Handler, type Handlers } from "../http/handler";
import { idOf } from "../store/ids";
import { integrationsIn } from "../store/messages";

/** The org's ends of its message channels, with their settings if the request expands them. */

const SUPPORTED = { id: idOf("supported content Default"), name: "Default" };
const SETTING = { id: idOf("messaging setting Default"), name: "Default" };

const expandOf = ({ query }: Context): string[] => query.getAll("expand").flatMap((text) => text.split(","));

const supportedContent = (expanded: boolean): Wire => ({
  ...SUPPORTED,
  selfUri: `/api/v2/conversations/messaging/supportedcontent/${SUPPORTED.id}`,
  ...(expanded ? { mediaTypes: { allow: { inbound: [{ type: "*/*" }], outbound: [{ type: "*/*" }] } } } : {}),
});

const messagingSetting = (expanded: boolean): Wire => ({
  ...SETTING,
  selfUri: `/api/v2/conversations/messaging/settings/${SETTING.id}`,
  ...(expanded
    ? {
        content: { story: { mention: { inbound: "Disabled" }, reply: { inbound: "Disabled" } } },
        event: { typing: { on: { inbound: "Enabled", outbound: "Enabled" } } },
      }
    : {}),
});

const common = (context: Context, { id, name }: Integration): Wire => {
  const expand = expandOf(context);
  return {
    id,
    name,
    supportedContent: supportedContent(expand.includes("supportedContent")),
    messagingSetting: messagingSetting(expand.includes("messagingSetting")),
    status: "Active",
    dateCreated: "2026-01-01T00:00:00.000Z",
  };
};

const anyToWire = (context: Context, integration: Integration): Wire => ({
  ...common(context, integration),
  messengerType: integration.messengerType,
  version: 1,
  selfUri: `/api/v2/conversations/messaging/integrations/${integration.messengerType}/${integration.id}`,
});

export const openToWire = (context: Context, integration: Integration): Wire => ({
  ...common(context, integration),
  outboundNotificationWebhookUrl: integration.webhookUrl,
  outboundNotificationWebhookSignatureSecretToken: "********",
  ...(integration.webhookHeaders ? { webhookHeaders: integration.webhookHeaders } : {}),
  createStatus: "Completed",
  selfUri: `/api/v2/conversations/messaging/integrations/open/${integration.id}`,
});

const whatsAppToWire = (context: Context, integration: Integration): Wire =>
  present({
    ...common(context, integration),
    phoneNumber: integration.phoneNumber,
    version: 1,
    createStatus: "Completed",
    selfUri: `/api/v2/conversations/messaging/integrations/whatsapp/${integration.id}`,
  });

type Write = (context: Context, integration: Integration) => Wire;

/** The filters name what all integrations of this org have, or nothing. */
const isRequested = ({ query }: Context): boolean =>
  [SUPPORTED.id, null].includes(query.get("supportedContent.id")) &&
  [SETTING.id, null].includes(query.get("messagingSetting.id"));

const list =
  (write: Write, type?: Integration["messengerType"]): Handler =>
  (context) => {
    const all = [...integrationsIn(context.store).values()].filter(
      ({ messengerType }) => isRequested(context) && (type === undefined || messengerType === type),
    );
    return ok(pageOf(context, all, (each) => write(context, each)));
  };

const read =
  (write: Write, type: Integration["messengerType"]): Handler =>
  (context) => {
    const found = integrationsIn(context.store).get(context.params["integrationId"] ?? "");
    if (found?.messengerType !== type) throw refusal("not.found");
    return ok(write(context, found));
  };

export const integrationHandlers: Handlers = {
  getConversationsMessagingIntegrations: list(anyToWire),
  getConversationsMessagingIntegrationsOpen: list(openToWire, "open"),
  getConversationsMessagingIntegrationsOpenIntegrationId: read(openToWire, "open"),
  getConversationsMessagingIntegrationsWhatsapp: list(whatsAppToWire, "whatsapp"),
  getConversationsMessagingIntegrationsWhatsappIntegrationId: read(whatsAppToWire, "whatsapp"),
};
