import { record, records, text, type Wire } from "./wire";

/** The content of a message by its types. Each part stays as the platform sends it: only its wrapping is removed. */

const partsOf = (content: readonly Wire[], contentType: string, name: string): Wire[] =>
  content.filter((each) => each.contentType === contentType).map((each) => record(each[name]));

export const firstIn = (content: readonly Wire[], contentType: string, name: string): Wire | undefined =>
  partsOf(content, contentType, name)[0];

/** What texts and titles among the content say, where the message itself has no text. */
export const textIn = (content: readonly Wire[]): string | undefined => {
  const bodies = partsOf(content, "Text", "text").map(({ body }) => text(body));
  const titles = partsOf(content, "QuickReplyV2", "quickReplyV2").map(({ title }) => text(title));
  return text([...bodies, ...titles].filter(Boolean).join("\n"));
};

/** Files, by their URL. */
export const attachmentsIn = (content: readonly Wire[]): Wire[] =>
  partsOf(content, "Attachment", "attachment");

/** The platform has two ways of writing them. */
export const quickRepliesIn = (content: readonly Wire[]): Wire[] => [
  ...partsOf(content, "QuickReply", "quickReply"),
  ...partsOf(content, "QuickReplyV2", "quickReplyV2").flatMap(({ actions }) => records(actions)),
];

/** Single cards and those of carousels. */
export const cardsIn = (content: readonly Wire[]): Wire[] =>
  [
    ...partsOf(content, "Card", "card"),
    ...partsOf(content, "Carousel", "carousel").flatMap(({ cards }) => records(cards)),
  ].map((card) => ({ ...card, actions: records(card.actions) }));

export const reactionsIn = (content: readonly Wire[]): Wire[] =>
  content.filter(({ contentType }) => contentType === "Reactions").flatMap((each) => records(each.reactions));

const READ: ReadonlySet<unknown> = new Set([
  "Text",
  "Attachment",
  "QuickReply",
  "QuickReplyV2",
  "Card",
  "Carousel",
  "ListPicker",
  "DatePicker",
  "Notification",
  "Reactions",
]);

export const othersIn = (content: readonly Wire[]): Wire[] =>
  content.filter(({ contentType }) => !READ.has(contentType));
