import type { Conversation } from "./entities/conversation";
import type { EmailAddress, Mailbox, StoredEmail } from "./entities/email";
import { isCustomer, legsOf } from "./machines/legs";
import type { Store } from "./store";

/** Where e-mails are kept, by conversation; a reset empties it. */

export const SUPPORT_ADDRESS: EmailAddress = { email: "support@example.com", name: "Support" };

const senderOf = (conversation: Conversation): EmailAddress => {
  const participant = legsOf(conversation).find((place) => isCustomer(place.participant))?.participant;
  const { address = "", name = "Casey Customer" } = participant ?? {};
  return { email: address.includes("@") ? address : "casey.customer@example.com", name };
};

/** The mail with which a customer's interaction begins. */
const firstMail = (store: Store, conversation: Conversation): StoredEmail => ({
  id: store.ids.next("email"),
  at: conversation.startAt,
  from: senderOf(conversation),
  to: [SUPPORT_ADDRESS],
  subject: "My order",
  textBody: "Hello,\n\nwhere is my order? The invoice is attached.\n\nCasey",
  attachments: [
    {
      attachmentId: store.ids.next("attachment"),
      name: "invoice.pdf",
      contentType: "application/pdf",
      contentLength: 48_213,
    },
  ],
});

/** The mails of a conversation; what came in from a customer begins with theirs. */
export const mailboxOf = (store: Store, conversation: Conversation): Mailbox => {
  const all = store.shelf("mailboxes", () => new Map<string, Mailbox>());
  let mailbox = all.get(conversation.id);
  if (mailbox === undefined) {
    const isInbound = legsOf(conversation).some(
      ({ participant, leg }) => isCustomer(participant) && leg.direction === "inbound",
    );
    mailbox = { messages: isInbound ? [firstMail(store, conversation)] : [] };
    all.set(conversation.id, mailbox);
  }
  return mailbox;
};
