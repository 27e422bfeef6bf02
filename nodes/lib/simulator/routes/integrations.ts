import type { Integration } from "../entities/message";
import { idOf } from "../ids";
import { pageOf } from "../formatters/page";
import { present, type Wire } from "../formatters/wire";
import { ok, type Context, type Handlers } from "../handler";
import { integrationsIn } from "../message-shelves";

/** The org's ends of its message channels, page by page. */

const SUPPORTED_CONTENT = idOf("supported content Default");
const SETTING = idOf("messaging setting Default");

const expands = ({ query }: Context): ReadonlySet<string> =>
  new Set(query.getAll("expand").flatMap((text) => text.split(",")));

/** What is referred to is named in full only where the request expands it. */
const integrationToWire = ({ id, name, messengerType }: Integration, expanded: ReadonlySet<string>): Wire =>
  present({
    id,
    name,
    messengerType,
    status: "Active",
    supportedContent: {
      id: SUPPORTED_CONTENT,
      ...(expanded.has("supportedContent") ? { name: "Default" } : {}),
      selfUri: `/api/v2/conversations/messaging/supportedcontent/${SUPPORTED_CONTENT}`,
    },
    messagingSetting: {
      id: SETTING,
      ...(expanded.has("messagingSetting") ? { name: "Default" } : {}),
      selfUri: `/api/v2/conversations/messaging/settings/${SETTING}`,
    },
    version: 1,
    selfUri: `/api/v2/conversations/messaging/integrations/${messengerType}/${id}`,
  });

const wanted = ({ store, query }: Context): Integration[] => {
  const asked = (name: string, id: string): boolean => [null, id].includes(query.get(name));
  return asked("supportedContent.id", SUPPORTED_CONTENT) && asked("messagingSetting.id", SETTING)
    ? [...integrationsIn(store).values()]
    : [];
};

export const integrationHandlers: Handlers = {
  getConversationsMessagingIntegrations: (context) => {
    const expanded = expands(context);
    return ok(pageOf(context, wanted(context), (each) => integrationToWire(each, expanded)));
  },
};
