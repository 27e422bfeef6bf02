import type { EmailAddress } from "../entities/email";
import { refusal } from "../http/errors";
import { present } from "../formatters/wire";
import { ok, type Context, type Handlers } from "../http/handler";
import { correspondentJoins, machineWrites, type Correspondent } from "../machines/email-arrivals";
import { bounce, newEmail, startThread } from "../machines/emails";
import { endLeg } from "../machines/legs";

/** E-mails that the org sends without an agent. */

interface Agentless {
  senderType: string;
  fromAddress: EmailAddress;
  toAddresses: EmailAddress[];
  replyToAddress?: EmailAddress | null;
  subject?: string | null;
  textBody?: string | null;
  htmlBody?: string | null;
}

/** Success is not delivery: what the receiver's server sends back shows later, as `errorInfo`. */
const agentless = (context: Context) => {
  const { store } = context;
  const input = context.body as Agentless;
  const [to] = input.toAddresses;
  if (input.toAddresses.length !== 1 || !to?.email)
    throw refusal("bad.request", {}, { details: [{ fieldName: "toAddresses" }] });
  const { verifiedEmailDomains, emailBounceMs } = store.settings;
  const domain = input.fromAddress.email?.split("@")[1];
  if (domain === undefined || !verifiedEmailDomains.includes(domain))
    throw refusal("email.error.domain.not.verified");
  const { email } = to;
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw refusal("email.error.invalid.email");
  const who: Correspondent = {
    email,
    name: to.name,
    subject: input.subject ?? "",
    direction: "outbound",
    attributes: {},
  };
  const customer = correspondentJoins(store, who, undefined);
  const { conversation } = customer;
  const item = newEmail(store, {
    from: input.fromAddress,
    to: [to],
    subject: who.subject,
    textBody: input.textBody ?? "",
    ...(input.htmlBody ? { htmlBody: input.htmlBody } : {}),
  });
  startThread(store, conversation, { messages: [item] });
  endLeg(store, machineWrites(store, who, customer), "client");
  endLeg(store, customer, "peer");
  if (email.startsWith("bounce")) store.clock.after(emailBounceMs, () => bounce(store, customer, email));
  return ok(
    present({
      id: item.id,
      conversationId: conversation.id,
      senderType: "Outbound",
      fromAddress: input.fromAddress,
      toAddresses: input.toAddresses,
      replyToAddress: input.replyToAddress ?? undefined,
      subject: who.subject,
      dateCreated: new Date(item.at).toISOString(),
      selfUri: `/api/v2/conversations/emails/${conversation.id}/messages/${item.id}`,
    }),
  );
};

export const agentlessEmailHandlers: Handlers = { postConversationsEmailsAgentless: agentless };
