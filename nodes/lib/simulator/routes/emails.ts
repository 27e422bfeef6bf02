import type { EmailAddress } from "../entities/email";
import type { Queue } from "../entities/org";
import { refusal } from "../http/errors";
import { mediaConversationToWire } from "../formatters/media-conversation";
import { empty, ok, type Context, type Handlers } from "../http/handler";
import { correspondentJoins, emailWaits, userWrites, type Correspondent } from "../machines/email-arrivals";
import { isEmail, newEmail, startThread, SUPPORT_ADDRESS, threadOf } from "../machines/emails";
import { takeUpAgain } from "../machines/hand-over";
import { isCustomer, isLive, legsOf } from "../machines/legs";
import { conversationOf } from "./lookup";

/** E-mail conversations that begin: an agent's, or an external provider's. */

interface Create {
  queueId?: string | null;
  flowId?: string | null;
  provider: string;
  direction?: string | null;
  toAddress?: string | null;
  toName?: string | null;
  fromAddress?: string | null;
  fromName?: string | null;
  subject?: string | null;
  textBody?: string | null;
  htmlBody?: string | null;
  attributes?: Record<string, string> | null;
  externalContactId?: string | null;
}

const queueIn = ({ store }: Context, input: Create, isOutbound: boolean): Queue | undefined => {
  if (input.flowId) {
    if (isOutbound) throw refusal("email.outbound.queue.required");
    if (!store.org.flows.has(input.flowId)) throw refusal("bad.flow.id");
    return [...store.org.queues.values()][0]; // wherever the flow leads
  }
  if (!input.queueId) return undefined;
  const found = store.org.queues.get(input.queueId);
  if (!found) throw refusal("email.error.invalid.queue");
  return found;
};

const correspondentIn = (input: Create, direction: Correspondent["direction"]): Correspondent => {
  const theirs =
    direction === "outbound"
      ? { email: input.toAddress, name: input.toName }
      : { email: input.fromAddress, name: input.fromName };
  return {
    email: theirs.email ?? "casey.customer@example.com",
    name: theirs.name ?? undefined,
    subject: input.subject ?? "",
    direction,
    attributes: { ...input.attributes },
    externalContactId: input.externalContactId ?? undefined,
    provider: input.provider,
  };
};

const addressOf = (email?: string | null, name?: string | null): EmailAddress | undefined =>
  email || name ? { ...(email ? { email } : SUPPORT_ADDRESS), ...(name ? { name } : {}) } : undefined;

/** What came in from an external provider. */
const received = (context: Context, who: Correspondent, input: Create) =>
  newEmail(context.store, {
    direction: "inbound",
    from: { email: who.email, ...(who.name === undefined ? {} : { name: who.name }) },
    to: [addressOf(input.toAddress, input.toName) ?? SUPPORT_ADDRESS],
    subject: who.subject,
    textBody: input.textBody ?? "",
    ...(input.htmlBody ? { htmlBody: input.htmlBody } : {}),
  });

const flat = ({ store }: Context, conversation: Parameters<typeof mediaConversationToWire>[1]) =>
  ok(mediaConversationToWire(store, conversation, "emails"));

const create = (context: Context) => {
  const { store, user } = context;
  const input = context.body as Create;
  const isOutbound = input.direction?.toUpperCase() !== "INBOUND";
  const queue = queueIn(context, input, isOutbound);
  const who = correspondentIn(input, isOutbound ? "outbound" : "inbound");
  const customer = correspondentJoins(store, who, queue);
  const { conversation } = customer;
  const draft = newEmail(store, {
    from: addressOf(input.fromAddress, input.fromName) ?? SUPPORT_ADDRESS,
    to: [{ email: who.email, ...(who.name === undefined ? {} : { name: who.name }) }],
    subject: who.subject,
    textBody: input.textBody ?? "",
    ...(input.htmlBody ? { htmlBody: input.htmlBody } : {}),
    state: "Created",
  });
  startThread(
    store,
    conversation,
    isOutbound ? { messages: [], draft } : { messages: [received(context, who, input)] },
  );
  if (queue && isOutbound && user) userWrites(store, who, customer, user, queue);
  else if (queue) emailWaits(store, who, customer, queue);
  return flat(context, conversation);
};

/** One more e-mail of the customer, from an external provider; it begins again what had ended. */
const inbound = (context: Context) => {
  const { store } = context;
  const conversation = conversationOf(context, "conversation.not.found");
  const input = context.body as Create;
  const places = legsOf(conversation).filter(isEmail);
  const [first] = places;
  if (!first) throw refusal("conversation.not.found");
  const queue = queueIn(context, input, false) ?? store.org.queues.get(first.participant.queueId ?? "");
  const who = correspondentIn(
    {
      ...input,
      subject: input.subject ?? first.leg.subject ?? "",
      fromAddress: input.fromAddress ?? first.participant.address ?? null,
    },
    "inbound",
  );
  threadOf(store, conversation).messages.push(received(context, who, input));
  const open = places.find(({ participant, leg }) => isCustomer(participant) && isLive(leg));
  if (open) Object.assign(open.participant.attributes, who.attributes);
  else {
    const customer = correspondentJoins(store, who, queue, conversation);
    if (queue) emailWaits(store, who, customer, queue);
  }
  return flat(context, conversation);
};

/** The user takes up again what they had, as a new participant. */
const reconnect = (context: Context) => {
  const { store, user } = context;
  if (!user) throw refusal("not.a.user");
  const places = legsOf(conversationOf(context, "conversation.not.found")).filter(isEmail);
  const own = places.findLast(({ participant }) => participant.userId === user.id);
  const customer = places.findLast(({ participant }) => isCustomer(participant));
  if (!own || !customer) throw refusal("conversation.error.not.conversation.participant");
  const ended = [customer, own].filter(({ leg }) => !isLive(leg));
  if (!ended.includes(own)) return empty(204);
  context.later(() => takeUpAgain(store, ended));
  return empty(204);
};

export const emailHandlers: Handlers = {
  postConversationsEmails: create,
  postConversationsEmailInboundmessages: inbound,
  postConversationsEmailReconnect: reconnect,
};
