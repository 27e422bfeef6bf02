import type { Integration } from "../entities/message";
import { present, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { writtenIn } from "../registers/register";
import { idOf } from "../store/ids";
import { integrationsIn } from "../store/messages";
import { checkGoogle } from "./google-tokens";
import { commonFields, contentIn, refuseTaken } from "./integration-fields";
import { listIntegrations, whatsAppToWire } from "./integrations";

/** Integrations of the other message platforms are created, changed and removed: the same on each, as rows of a table. */

interface Platform {
  /** In the ids of its operations. */
  word: string;
  /** Behind `/integrations/` in its paths. */
  path: string;
  type: Integration["messengerType"];
  extension?: Integration["extension"];
  /** What its answers show of a request; what they do not show is secret. */
  shown: readonly string[];
  /** @throws Refusal for what only this platform refuses. */
  check?: (context: Context, fields: Wire) => void;
  /** Fields of the answers that no request brings. */
  fixed?: Wire;
}

/** Where customers who write first are routed. */
const QUEUE = idOf("queue Support");
const META = { shown: ["appId", "pageId"], fixed: { version: 1 } };
const APP = idOf("messaging app");

const APPLE: Platform = {
  word: "Apple",
  path: "apple",
  type: "apple",
  shown: [
    ...["messagesForBusinessId", "businessName", "logoUrl"],
    ...["appleIMessageApp", "appleAuthentication", "applePay"],
  ],
};
const GOOGLE: Platform = {
  word: "OpenExtensionsGooglebusinessprofile",
  path: "open/extensions/googlebusinessprofile",
  type: "open",
  extension: "googlebusinessprofile",
  shown: ["token", "account"],
  check: checkGoogle,
};
const WHATSAPP: Platform = { word: "Whatsapp", path: "whatsapp", type: "whatsapp", shown: [] };
const PLATFORMS: readonly Platform[] = [
  APPLE,
  { word: "Facebook", path: "facebook", type: "facebook", ...META },
  { word: "Instagram", path: "instagram", type: "instagram", ...META },
  { word: "Twitter", path: "twitter", type: "twitter", shown: [], fixed: { version: 1 } },
  GOOGLE,
  WHATSAPP,
];

const toWire =
  ({ type, path, fixed }: Platform) =>
  (context: Context, integration: Integration): Wire =>
    type === "whatsapp"
      ? whatsAppToWire(context, integration)
      : present({
          ...commonFields(context, integration),
          createStatus: "Completed",
          ...fixed,
          ...integration.details,
          selfUri: `/api/v2/conversations/messaging/integrations/${path}/${integration.id}`,
        });

/** An integration of this platform, by the id in the path. */
export const integrationOf = (
  { store, params }: Context,
  { type, extension }: Pick<Platform, "type" | "extension">,
): Integration => {
  const found = integrationsIn(store).get(params["integrationId"] ?? "");
  if (found?.messengerType !== type || found.extension !== extension) throw refusal("not.found");
  return found;
};

const detailsIn = (context: Context, { shown, check }: Platform): Wire => {
  const written = writtenIn(context);
  check?.(context, written);
  return Object.fromEntries(shown.flatMap((field) => (field in written ? [[field, written[field]]] : [])));
};

/** What the platform knows by itself where the request leaves it out. */
const ownApp = ({ shown }: Platform): Wire => (shown.includes("appId") ? { appId: APP } : {});

const create =
  (platform: Platform, more: Partial<Integration> = {}): Handler =>
  (context) => {
    const { name = "WhatsApp sign-up", phoneNumber } = context.body as {
      name?: string;
      phoneNumber?: string;
    };
    refuseTaken(context, name);
    const { type, extension } = platform;
    const integration: Integration = {
      id: context.store.ids.next("integration"),
      name,
      messengerType: type,
      queueId: QUEUE,
      ...(extension === undefined ? {} : { extension }),
      ...(phoneNumber === undefined ? {} : { phoneNumber }),
      ...more,
      ...contentIn(context),
      details: { ...ownApp(platform), ...detailsIn(context, platform) },
    };
    integrationsIn(context.store).set(integration.id, integration);
    return ok(toWire(platform)(context, integration));
  };

const change =
  (platform: Platform): Handler =>
  (context) => {
    const integration = integrationOf(context, platform);
    const { name } = context.body as { name?: string | null };
    refuseTaken(context, name ?? undefined, integration.id);
    Object.assign(integration, contentIn(context), {
      name: name ?? integration.name,
      details: { ...integration.details, ...detailsIn(context, platform) },
    });
    return ok(toWire(platform)(context, integration));
  };

const remove =
  (platform: Platform): Handler =>
  (context) => {
    const integration = integrationOf(context, platform);
    integrationsIn(context.store).delete(integration.id);
    // The platform shows a removed number once more.
    return platform.type === "whatsapp" ? ok(whatsAppToWire(context, integration)) : empty(204);
  };

/** A number that has signed up is not in use until it is activated with its PIN. */
const SIGNED_UP: Partial<Integration> = { phoneNumber: "+15555550197", status: "Incomplete" };

const activate: Handler = (context) => {
  const integration = integrationOf(context, WHATSAPP);
  const { phoneNumber, pin } = context.body as { phoneNumber?: string | null; pin: string };
  if (!/^\d{6}$/.test(pin)) throw refusal("bad.request", {}, { details: [{ fieldName: "pin" }] });
  if (integration.status === undefined) throw refusal("bad.request");
  delete integration.status;
  if (phoneNumber) integration.phoneNumber = phoneNumber;
  return ok(whatsAppToWire(context, integration));
};

const STEM = "ConversationsMessagingIntegrations";

/** The list and the one of WhatsApp are beside those of open messaging. The extension of Google has no list. */
const handlersOf = (platform: Platform): Handlers => {
  const { word, type } = platform;
  const one = `${STEM}${word}IntegrationId`;
  return {
    [`post${STEM}${word}`]: create(platform),
    [`patch${one}`]: change(platform),
    [`delete${one}`]: remove(platform),
    ...(platform === WHATSAPP
      ? {}
      : { [`get${one}`]: (context) => ok(toWire(platform)(context, integrationOf(context, platform))) }),
    ...(platform === WHATSAPP || platform === GOOGLE
      ? {}
      : { [`get${STEM}${word}`]: listIntegrations(toWire(platform), type) }),
  };
};

export const messagingPlatformHandlers: Handlers = {
  ...Object.fromEntries(PLATFORMS.flatMap((platform) => Object.entries(handlersOf(platform)))),
  postConversationsMessagingIntegrationsWhatsappEmbeddedsignup: create(WHATSAPP, SIGNED_UP),
  patchConversationsMessagingIntegrationsWhatsappEmbeddedsignupIntegrationId: activate,
};
