import type { Conversation } from "../entities/conversation";
import type { Message } from "../entities/communication";
import type { MessageStatus } from "../entities/message";
import { MEDIA } from "../formatters/conversation";
import type { Wire } from "../formatters/wire";
import { newQueue, newUser } from "../seed/org";
import { messagesIn } from "../store/messages";
import type { Store } from "../store/store";
import { idIn, listIn, momentIn, textIn } from "./wire-values";

/** What a captured conversation names, and the organisation lacks: people, queues, wrap-up codes, messages. */

const addUsers = ({ org }: Store, { participants }: Conversation): void => {
  for (const { userId, name } of participants)
    if (userId !== undefined && !org.users.has(userId)) {
      const user = newUser(name ?? `Agent ${userId.slice(0, 8)}`, "Agent", { id: userId });
      org.users.set(userId, { ...user, email: `agent-${userId.slice(0, 8)}@example.com` });
    }
};

/** The queues that came with captures; those of the organisation stay as they are. */
const capturedQueues = (store: Store): Set<string> =>
  store.collection("captured queues", () => new Set<string>());

const addQueues = (store: Store, conversation: Conversation, wire: Wire): void => {
  const { org } = store;
  const ours = capturedQueues(store);
  const names = new Map(
    listIn(wire["participants"]).map((each) => [idIn(each, "queueId", "queue"), each["queueName"]]),
  );
  for (const {
    queueId,
    userId,
    wrapupPrompt,
    wrapupTimeoutMs,
    alertingTimeoutMs,
  } of conversation.participants) {
    if (queueId === undefined) continue;
    const known = org.queues.get(queueId);
    if (known !== undefined && !ours.has(queueId)) continue;
    ours.add(queueId);
    const isTimed = wrapupPrompt === "timeout" || wrapupPrompt === "forcedTimeout";
    const memberIds = new Set([...(known?.memberIds ?? []), ...(userId === undefined ? [] : [userId])]);
    const queue =
      known ?? newQueue(textIn(names.get(queueId)) ?? `Queue ${queueId.slice(0, 8)}`, { id: queueId });
    org.queues.set(queueId, {
      ...queue,
      memberIds: [...memberIds],
      ...(wrapupPrompt === undefined ? {} : { acwMode: wrapupPrompt }),
      ...(isTimed ? { wrapupTimeoutMs: wrapupTimeoutMs ?? 30_000 } : {}),
      ...(alertingTimeoutMs === undefined ? {} : { alertingTimeoutMs }),
    });
  }
};

const addCodes = ({ org }: Store, { participants }: Conversation): void => {
  for (const { queueId, wrapup, communications } of participants)
    for (const given of [wrapup, ...communications.map((leg) => leg.wrapup)]) {
      if (given === undefined) continue;
      const { code, name } = given;
      if (!org.wrapupCodes.has(code))
        org.wrapupCodes.set(code, { id: code, name: name ?? `Code ${code.slice(0, 8)}` });
      const queue = org.queues.get(queueId ?? "");
      if (queue && !queue.wrapupCodeIds.includes(code))
        org.queues.set(queue.id, { ...queue, wrapupCodeIds: [...queue.wrapupCodeIds, code] });
    }
};

/** A capture has that there were messages, not what they said. */
const addMessages = (store: Store, { id: conversationId, participants }: Conversation, wire: Wire): void => {
  const legs = new Map(
    participants.flatMap(({ communications }) =>
      communications.flatMap((leg) => (leg.media === "messages" ? [[leg.id, leg] as const] : [])),
    ),
  );
  const written = listIn(wire["participants"]).flatMap((each) =>
    MEDIA.flatMap((media) => (media === "messages" ? listIn(each[media]) : [])),
  );
  for (const each of written) {
    const leg = legs.get(textIn(each["id"]) ?? "");
    if (leg) for (const message of listIn(each["messages"])) addMessage(store, conversationId, leg, message);
  }
};

const addMessage = (store: Store, conversationId: string, leg: Message, wire: Wire): void => {
  const id = idIn(wire, "messageId", "message");
  if (id === undefined) return;
  const status = (textIn(wire["messageStatus"])?.toLowerCase() ?? "sent") as MessageStatus;
  const known = messagesIn(store).get(id);
  const isInbound = status === "received";
  const [from, to] = [leg.fromAddress?.address ?? "", leg.toAddress?.address ?? ""];
  messagesIn(store).set(id, {
    ...{
      id,
      conversationId,
      communicationId: leg.id,
      channel: leg.type,
      mediaIds: [],
      attachments: [],
      steps: [],
    },
    direction: isInbound ? "inbound" : "outbound",
    at: momentIn(wire["messageTime"]) ?? store.clock.now(),
    ...(isInbound ? { from, to } : { from: to, to: from }),
    ...known,
    status,
  });
};

export const addToOrg = (store: Store, conversation: Conversation, wire: Wire): void => {
  addUsers(store, conversation);
  addQueues(store, conversation, wire);
  addCodes(store, conversation);
  addMessages(store, conversation, wire);
};
