import type { Integration } from "../entities/message";
import { ref, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import type { Context } from "../http/handler";
import { entriesIn, shownEntry, type Register } from "../registers/register";
import { idOf } from "../store/ids";
import { integrationsIn } from "../store/messages";
import { defaultIdIn, SETTINGS, SUPPORTED } from "./messaging-content";

/** What the integrations of all platforms have in common. */

const expandOf = ({ query }: Context): string[] => query.getAll("expand").flatMap((text) => text.split(","));

/** The id and the name, or everything where the request expands it. */
const referred = (context: Context, register: Register, id: string, word: string): Wire => {
  const entry = entriesIn(context.store, register).get(id);
  if (!entry) return { ...ref(register.path, id) };
  const { name, content, event, mediaTypes } = entry;
  const details = mediaTypes === undefined ? { content, event } : { mediaTypes };
  const { selfUri } = shownEntry(register, entry);
  return { id, name, selfUri, ...(expandOf(context).includes(word) ? details : {}) };
};

export const supportedContentOf = ({ store }: Context, integration: Integration): string =>
  integration.supportedContentId ?? defaultIdIn(store, SUPPORTED);

export const messagingSettingOf = ({ store }: Context, integration: Integration): string =>
  integration.messagingSettingId ?? defaultIdIn(store, SETTINGS);

/** Who is said to have set the org up. */
const ADMINISTRATOR = idOf("user Sam Supervisor");

export const commonFields = (context: Context, integration: Integration): Wire => ({
  id: integration.id,
  name: integration.name,
  supportedContent: referred(
    context,
    SUPPORTED,
    supportedContentOf(context, integration),
    "supportedContent",
  ),
  messagingSetting: referred(context, SETTINGS, messagingSettingOf(context, integration), "messagingSetting"),
  status: integration.status ?? "Active",
  dateCreated: "2026-01-01T00:00:00.000Z",
  dateModified: "2026-01-01T00:00:00.000Z",
  createdBy: ref("users", ADMINISTRATOR),
  modifiedBy: ref("users", ADMINISTRATOR),
});

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

/** The name of an integration is its own. */
export const refuseTaken = ({ store }: Context, name: string | undefined, own?: string): void => {
  const others = [...integrationsIn(store).values()].filter(({ id }) => id !== own);
  if (others.some((each) => each.name === name)) throw malformed("name");
};

interface Named {
  supportedContent?: { id: string } | null;
  messagingSetting?: { id: string } | null;
}

/** The content and the setting that a request names for an integration. */
export const contentIn = ({ store, body }: Context): Partial<Integration> => {
  const { supportedContent, messagingSetting } = (body ?? {}) as Named;
  if (supportedContent && !entriesIn(store, SUPPORTED).has(supportedContent.id))
    throw malformed("supportedContent.id");
  if (messagingSetting && !entriesIn(store, SETTINGS).has(messagingSetting.id))
    throw malformed("messagingSetting.id");
  return {
    ...(supportedContent ? { supportedContentId: supportedContent.id } : {}),
    ...(messagingSetting ? { messagingSettingId: messagingSetting.id } : {}),
  };
};
