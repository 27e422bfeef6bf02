import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { idOf } from "../store/ids";
import { threadMinutesIn } from "../store/messages";
import { integrationOf } from "./messaging-platforms";

/** The apps through which the org signs up at other platforms, and how long a thread of messages lasts. */

const PERMISSIONS = [
  { name: "pages_messaging", type: "FacebookPrivate" },
  { name: "instagram_manage_messages", type: "InstagramPrivate" },
  { name: "whatsapp_business_messaging", type: "WhatsAppPrivate" },
];

const TWITTER = { clientId: idOf("twitter client"), scopes: ["dm.read", "dm.write", "users.read"] };

interface Window {
  messengerType: string;
  timeoutInMinutes: number;
}

const threading = ({ store }: Context) => ({
  id: idOf("threading window"),
  settings: [...threadMinutesIn(store)].map(([messengerType, timeoutInMinutes]): Window => ({
    messengerType,
    timeoutInMinutes,
  })),
  defaultTimeoutMinutes: Math.round(store.settings.messageThreadMs / 60_000),
});

export const messagingAppHandlers: Handlers = {
  getConversationsMessagingFacebookApp: () => ok({ id: idOf("messaging app") }),
  getConversationsMessagingFacebookPermissions: () => ok({ entities: PERMISSIONS }),
  getConversationsMessagingIntegrationsTwitterOauthSettings: () =>
    ok({ ...TWITTER, appId: idOf("messaging app") }),
  getConversationsMessagingIntegrationTwitterOauthSettings: (context) => {
    integrationOf(context, { type: "twitter" });
    return ok(TWITTER);
  },

  getConversationsMessagingThreadingtimeline: (context) => ok(threading(context)),
  putConversationsMessagingThreadingtimeline: (context) => {
    const { settings } = context.body as { settings: Window[] };
    const known = threadMinutesIn(context.store);
    if (settings.some(({ timeoutInMinutes }) => timeoutInMinutes < 1))
      throw refusal("bad.request", {}, { details: [{ fieldName: "settings.timeoutInMinutes" }] });
    known.clear();
    for (const { messengerType, timeoutInMinutes } of settings)
      known.set(messengerType.toLowerCase(), timeoutInMinutes);
    return ok(threading(context));
  },
};
