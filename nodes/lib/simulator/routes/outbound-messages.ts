import type { Integration } from "../entities/message";
import type { ExternalContact } from "../entities/org";
import { refusal } from "../http/errors";
import { messageToWire } from "../formatters/message";
import { present } from "../formatters/wire";
import { ok, type Context, type Handlers } from "../http/handler";
import { sendOut, settle } from "../machines/delivery";
import { endLeg } from "../machines/legs";
import { liveThread, restingThread, type Correspondence } from "../machines/message-threads";
import { addMessage, customerJoins, join, messageLeg, userTakes, waitInQueue } from "../machines/messaging";
import { newConversation } from "../machines/parties";
import { integrationAt, integrationsIn, messagesOfLeg, ownAddressOf } from "../store/messages";
import type { Store } from "../store/store";
import { queueNamed } from "./destinations";
import { checkLength, contentOf, type Template } from "./messages";

/** Messages to an address: without an agent, or as the beginning of a conversation. */

interface Agentless {
  fromAddress: string;
  toAddress?: string | null;
  toAddressMessengerType: string;
  textBody?: string | null;
  messagingTemplate?: Template | null;
  externalContactId?: string | null;
  useExistingActiveConversation?: boolean | null;
}

interface Attended {
  queueId: string;
  toAddress: string;
  toAddressMessengerType: string;
  useExistingConversation?: boolean | null;
  externalContactId?: string | null;
}

const malformed = (fieldName: string, hint?: string) =>
  refusal("bad.request", {}, { details: [{ fieldName }], ...(hint === undefined ? {} : { hint }) });

const E164 = /^\+[1-9]\d{6,14}$/;
const DIGITS = /^[1-9]\d{6,14}$/;

const checkReceiver = (channel: string, address: string | null | undefined): string => {
  const isOne = channel === "sms" ? E164 : channel === "whatsapp" ? DIGITS : /./;
  if (!address || !isOne.test(address)) throw malformed("toAddress");
  return address;
};

const senderOf = (store: Store, channel: string, address: string): Integration => {
  const found = integrationAt(store, channel, address);
  if (found) return found;
  const own = [...integrationsIn(store).values()].filter(({ messengerType }) => messengerType === channel);
  const names = own.map((each) => `${ownAddressOf(each)} (${each.name})`).join(", ");
  throw malformed("fromAddress", `The simulated org sends ${channel} from: ${names}.`);
};

const contactNamed = (store: Store, id: string | null | undefined): ExternalContact | undefined => {
  if (!id) return undefined;
  const found = store.org.externalContacts.get(id);
  if (!found) throw refusal("resource.not.found");
  return found;
};

const clash = (store: Store) =>
  refusal(
    "bad.request",
    {},
    {
      status: store.settings.agentlessClashStatus,
      hint: "An active conversation already exists between these addresses.",
    },
  );

/** Did the customer write lately enough for anything but a template? */
const isWithinWindow = (store: Store, between: Correspondence): boolean => {
  const thread = liveThread(store, between) ?? restingThread(store, between);
  const theirs = thread ? messagesOfLeg(store, thread.leg) : [];
  const last = theirs.findLast(({ direction }) => direction === "inbound")?.at ?? -Infinity;
  return store.clock.now() - last < store.settings.whatsappWindowMs;
};

const sendAgentless = ({ store, body, user }: Context) => {
  const input = body as Agentless;
  const channel = input.toAddressMessengerType.toLowerCase();
  const contact = contactNamed(store, input.externalContactId);
  const address = checkReceiver(channel, input.toAddress ?? contact?.phone);
  const integration = senderOf(store, channel, input.fromAddress);
  checkLength(input.textBody, channel);
  const between: Correspondence = { integration, address };
  const live = liveThread(store, between);
  if (live && !input.useExistingActiveConversation) throw clash(store);
  const inWindow =
    channel !== "whatsapp" || input.messagingTemplate != null || isWithinWindow(store, between);

  const conversation = live?.conversation ?? newConversation(store, { address: ownAddressOf(integration) });
  const leg = messageLeg(store, between, { state: "connected", direction: "outbound" });
  const api = join(store, conversation, leg, { purpose: "api", name: "api" });
  const externalContactId = contact === undefined ? {} : { externalContactId: contact.id };
  const customer =
    live ??
    join(store, conversation, messageLeg(store, between, { state: "connected", direction: "outbound" }), {
      purpose: "external",
      address,
      name: contact === undefined ? address : `${contact.firstName} ${contact.lastName}`,
      ...externalContactId,
    });
  const message = addMessage(store, api, {
    direction: "outbound",
    ...(user === undefined ? {} : { userId: user.id }),
    ...contentOf(input),
  });
  endLeg(store, api, "client");
  if (!live) endLeg(store, customer, "peer");
  if (inWindow) sendOut(store, message);
  else
    store.clock.after(store.settings.messageSentMs, () =>
      settle(store, message, "failed", {
        code: "MessageNotAllowed",
        message: "Outside of the customer's window only a template may be sent.",
      }),
    );
  return ok(
    present({
      id: message.id,
      conversationId: conversation.id,
      fromAddress: input.fromAddress,
      toAddress: address,
      messengerType: channel,
      useExistingActiveConversation: input.useExistingActiveConversation ?? false,
      message: messageToWire(store, message),
      timestamp: new Date(message.at).toISOString(),
      user: user && { id: user.id, selfUri: `/api/v2/users/${user.id}` },
      selfUri: `/api/v2/conversations/messages/${conversation.id}/messages/${message.id}`,
    }),
  );
};

const openAttended = ({ store, body, user }: Context) => {
  const input = body as Attended;
  const channel = input.toAddressMessengerType.toLowerCase();
  const queue = queueNamed(store, input.queueId, "conversations.error.queue.not.found");
  const address = checkReceiver(channel, input.toAddress);
  const integration = [...integrationsIn(store).values()].find(
    ({ messengerType }) => messengerType === channel,
  );
  if (!integration) throw malformed("toAddressMessengerType");
  const contact = contactNamed(store, input.externalContactId);
  const party = { integration, address, externalContactId: contact?.id };
  if (liveThread(store, party)) throw clash(store);
  const resting = restingThread(store, party)?.conversation;
  if (resting && !input.useExistingConversation) throw clash(store);
  const customer = customerJoins(store, party, "outbound", queue, resting);
  if (user) userTakes(store, party, customer, user, queue);
  else waitInQueue(store, party, customer, queue);
  const { id } = customer.conversation;
  return ok({ id, selfUri: `/api/v2/conversations/messages/${id}` });
};

export const outboundMessageHandlers: Handlers = {
  postConversationsMessagesAgentless: sendAgentless,
  postConversationsMessages: openAttended,
};
