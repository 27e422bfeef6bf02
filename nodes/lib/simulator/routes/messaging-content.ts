import type { Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { registerHandlers } from "../registers/handlers";
import { counted, entriesIn, entryOf, shownEntry, type Entry, type Register } from "../registers/register";
import { dropSingle, setSingle, singleIn } from "../registers/single";
import { idOf } from "../store/ids";
import type { Store } from "../store/store";

/** What the org's ends of message channels take: supported content and messaging settings, one of each by default. */

const AT = "2026-01-01T00:00:00.000Z";
const firstOf = (kind: string, more: Wire): Entry => ({
  id: idOf(`${kind} Default`),
  name: "Default",
  dateCreated: AT,
  dateModified: AT,
  ...more,
});

export const SUPPORTED: Register = {
  name: "supported content",
  path: "conversations/messaging/supportedcontent",
  seed: [
    firstOf("supported content", {
      version: 1,
      mediaTypes: { allow: { inbound: [{ type: "*/*" }], outbound: [{ type: "*/*" }] } },
    }),
  ],
  stamp: counted,
};

/** The platform writes the version of these as a text. */
export const SETTINGS: Register = {
  name: "messaging setting",
  path: "conversations/messaging/settings",
  seed: [
    firstOf("messaging setting", {
      version: "1",
      content: { story: { mention: { inbound: "Disabled" }, reply: { inbound: "Disabled" } } },
      event: { typing: { on: { inbound: "Enabled", outbound: "Enabled" } } },
    }),
  ],
  stamp: (context, before) => {
    const { version, ...dates } = counted(context, before);
    return { ...dates, version: String(version) };
  },
};

const ownDefault = ({ name }: Register): string => idOf(`${name} Default`);

/** The id of the one that an integration has where none is named. */
export const defaultIdIn = (store: Store, register: Register): string =>
  String(singleIn(store, `default ${register.name}`, { chosen: ownDefault(register) })["chosen"]);

const defaultIn = ({ store }: Context, register: Register): Entry => {
  const found = entriesIn(store, register).get(defaultIdIn(store, register));
  if (!found) throw refusal("not.found");
  return found;
};

const readDefault =
  (register: Register): Handler =>
  (context) =>
    ok(shownEntry(register, defaultIn(context, register)));

const chooseDefault =
  (register: Register, field: string): Handler =>
  (context) => {
    const chosen = (context.body as Wire)[field];
    if (!entriesIn(context.store, register).has(String(chosen))) throw refusal("not.found");
    setSingle(context.store, `default ${register.name}`, { chosen });
    return ok(shownEntry(register, defaultIn(context, register)));
  };

/** What integrations have by default cannot be removed. */
const remove =
  (register: Register): Handler =>
  (context) => {
    const { id } = entryOf(context, register);
    if (id === defaultIdIn(context.store, register) || id === ownDefault(register))
      throw refusal("bad.request", {}, { details: [{ fieldName: "id" }] });
    entriesIn(context.store, register).delete(id);
    return empty(204);
  };

export const messagingContentHandlers: Handlers = {
  ...registerHandlers(SUPPORTED, {
    create: "postConversationsMessagingSupportedcontent",
    list: "getConversationsMessagingSupportedcontent",
    read: "getConversationsMessagingSupportedcontentSupportedContentId",
    change: "patchConversationsMessagingSupportedcontentSupportedContentId",
  }),
  ...registerHandlers(SETTINGS, {
    create: "postConversationsMessagingSettings",
    list: "getConversationsMessagingSettings",
    read: "getConversationsMessagingSetting",
    change: "patchConversationsMessagingSetting",
  }),
  deleteConversationsMessagingSupportedcontentSupportedContentId: remove(SUPPORTED),
  deleteConversationsMessagingSetting: remove(SETTINGS),
  getConversationsMessagingSupportedcontentDefault: readDefault(SUPPORTED),
  getConversationsMessagingSettingsDefault: readDefault(SETTINGS),
  putConversationsMessagingSupportedcontentDefault: chooseDefault(SUPPORTED, "id"),
  putConversationsMessagingSettingsDefault: chooseDefault(SETTINGS, "settingId"),
  deleteConversationsMessagingSettingsDefault: ({ store }) => {
    dropSingle(store, `default ${SETTINGS.name}`);
    return empty(204);
  },
};
