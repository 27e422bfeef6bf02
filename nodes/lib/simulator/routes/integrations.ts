import type { Integration } from "../entities/message";
import { refusal } from "../http/errors";
import { pageOf } from "../formatters/page";
import { present, type Wire } from "../formatters/wire";
import { ok, type Context, type Handler, type Handlers } from "../http/handler";
import { integrationsIn } from "../store/messages";
import { commonFields, messagingSettingOf, supportedContentOf } from "./integration-fields";

/** The org's ends of its message channels, with their settings if the request expands them. */

const anyToWire = (context: Context, integration: Integration): Wire =>
  present({
    ...commonFields(context, integration),
    messengerType: integration.messengerType,
    openExtensionType: integration.extension && "GoogleBusinessProfile",
    version: 1,
    selfUri: `/api/v2/conversations/messaging/integrations/${integration.messengerType}/${integration.id}`,
  });

export const openToWire = (context: Context, integration: Integration): Wire => ({
  ...commonFields(context, integration),
  outboundNotificationWebhookUrl: integration.webhookUrl,
  outboundNotificationWebhookSignatureSecretToken: "********",
  ...(integration.webhookHeaders ? { webhookHeaders: integration.webhookHeaders } : {}),
  createStatus: "Completed",
  selfUri: `/api/v2/conversations/messaging/integrations/open/${integration.id}`,
});

export const whatsAppToWire = (context: Context, integration: Integration): Wire =>
  present({
    ...commonFields(context, integration),
    phoneNumber: integration.phoneNumber,
    version: 1,
    createStatus: "Completed",
    selfUri: `/api/v2/conversations/messaging/integrations/whatsapp/${integration.id}`,
  });

export type Write = (context: Context, integration: Integration) => Wire;

/** By what an integration takes, where the request filters by it. */
const isRequested = (context: Context, integration: Integration): boolean =>
  [supportedContentOf(context, integration), null].includes(context.query.get("supportedContent.id")) &&
  [messagingSettingOf(context, integration), null].includes(context.query.get("messagingSetting.id"));

/** Extensions of open messaging are separate integrations. */
const isOf = (type: Integration["messengerType"], { messengerType, extension }: Integration): boolean =>
  messengerType === type && extension === undefined;

export const listIntegrations =
  (write: Write, type?: Integration["messengerType"]): Handler =>
  (context) => {
    const all = [...integrationsIn(context.store).values()].filter(
      (each) => isRequested(context, each) && (type === undefined || isOf(type, each)),
    );
    return ok(pageOf(context, all, (each) => write(context, each)));
  };

const read =
  (write: Write, type: Integration["messengerType"]): Handler =>
  (context) => {
    const found = integrationsIn(context.store).get(context.params["integrationId"] ?? "");
    if (!found || !isOf(type, found)) throw refusal("not.found");
    return ok(write(context, found));
  };

export const integrationHandlers: Handlers = {
  getConversationsMessagingIntegrations: listIntegrations(anyToWire),
  getConversationsMessagingIntegrationsOpen: listIntegrations(openToWire, "open"),
  getConversationsMessagingIntegrationsOpenIntegrationId: read(openToWire, "open"),
  getConversationsMessagingIntegrationsWhatsapp: listIntegrations(whatsAppToWire, "whatsapp"),
  getConversationsMessagingIntegrationsWhatsappIntegrationId: read(whatsAppToWire, "whatsapp"),
};
