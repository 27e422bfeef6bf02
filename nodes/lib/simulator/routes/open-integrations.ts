import type { Integration } from "../entities/message";
import { refusal } from "../http/errors";
import { empty, ok, type Context, type Handlers } from "../http/handler";
import { idOf } from "../store/ids";
import { integrationsIn } from "../store/messages";
import { contentIn, refuseTaken } from "./integration-fields";
import { openToWire } from "./integrations";

/** Open-messaging integrations are created, changed and removed: the webhook, its secret and its headers. */

interface Wanted {
  name?: string;
  outboundNotificationWebhookUrl?: string;
  outboundNotificationWebhookSignatureSecretToken?: string;
  webhookHeaders?: Record<string, string> | null;
}

/** Where customers who write first are routed. */
const QUEUE = idOf("queue Support");

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const webhookOf = (wanted: Wanted): Partial<Integration> => {
  const { outboundNotificationWebhookUrl: url, webhookHeaders } = wanted;
  const { outboundNotificationWebhookSignatureSecretToken: secret } = wanted;
  if (url !== undefined && !isUrl(url)) throw malformed("outboundNotificationWebhookUrl");
  return {
    ...(url === undefined ? {} : { webhookUrl: url }),
    ...(secret === undefined ? {} : { webhookSecret: secret }),
    ...(webhookHeaders ? { webhookHeaders } : {}),
  };
};

const found = ({ store, params }: Context): Integration => {
  const integration = integrationsIn(store).get(params["integrationId"] ?? "");
  if (integration?.messengerType !== "open" || integration.extension) throw refusal("not.found");
  return integration;
};

export const openIntegrationHandlers: Handlers = {
  postConversationsMessagingIntegrationsOpen: (context) => {
    const wanted = context.body as Wanted & { name: string };
    refuseTaken(context, wanted.name);
    const id = context.store.ids.next("integration");
    const made: Integration = { id, name: wanted.name, messengerType: "open", queueId: QUEUE };
    const integration = { ...made, ...contentIn(context), ...webhookOf(wanted) };
    integrationsIn(context.store).set(id, integration);
    return ok(openToWire(context, integration));
  },

  patchConversationsMessagingIntegrationsOpenIntegrationId: (context) => {
    const wanted = context.body as Wanted;
    const integration = found(context);
    refuseTaken(context, wanted.name, integration.id);
    const { name = integration.name } = wanted;
    Object.assign(integration, { name, ...contentIn(context), ...webhookOf(wanted) });
    return ok(openToWire(context, integration));
  },

  deleteConversationsMessagingIntegrationsOpenIntegrationId: (context) => {
    integrationsIn(context.store).delete(found(context).id);
    return empty(204);
  },
};
