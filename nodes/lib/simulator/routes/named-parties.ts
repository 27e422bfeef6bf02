import { refusal } from "../http/errors";
import type { Context } from "../http/handler";
import type { Callee } from "../machines/dialing";
import { calleeAt, queueNamed, userNamed } from "./destinations";

/** Who is named by the body of a transfer, by the kind of its destination. */

export interface NamedParty {
  transferType?: string | null;
  userId?: string | null;
  userName?: string | null;
  userDisplayName?: string | null;
  queueId?: string | null;
  queueName?: string | null;
  address?: string | null;
  contactId?: string | null;
  phoneType?: string | null;
}

export type Named = (context: Context, input: NamedParty) => Callee | undefined;

/** Fields that name the same one may be given together. */
const theSame = <T>(found: readonly T[], fieldName: string): T | undefined => {
  if (found.some((each) => each !== found[0])) throw refusal("bad.request", {}, { details: [{ fieldName }] });
  return found[0];
};

export const agent: Named = ({ store }, { userId, userName, userDisplayName }) => {
  const byId = userId ? [{ to: "user", user: userNamed(store, userId) } as const] : [];
  const byName = [userName, userDisplayName].flatMap((name) => (name ? calleeAt(store, name) : []));
  const users = [...byId, ...byName].flatMap((each) => (each.to === "user" ? each.user : []));
  if (users.length < byId.length + byName.length) throw refusal("resource.not.found");
  const user = theSame(users, "userId");
  return user && { to: "user", user };
};

export const queue: Named = ({ store }, { queueId, queueName }) => {
  const code = "conversations.error.queue.not.found";
  const named = queueName && [...store.org.queues.values()].find(({ name }) => name === queueName);
  if (queueName && !named) throw refusal(code);
  const byId = queueId ? [queueNamed(store, queueId, code)] : [];
  const found = theSame([...byId, ...(named ? [named] : [])], "queueId");
  return found && { to: "queue", queue: found };
};

export const address: Named = ({ store }, input) =>
  input.address ? calleeAt(store, input.address) : undefined;

/** The contacts of this org have one number, which serves as the one at work and as the mobile one. */
export const contact: Named = ({ store }, { contactId, phoneType }) => {
  if (!contactId) return undefined;
  const found = store.org.externalContacts.get(contactId);
  if (!found?.phone || !/^(work|cell)phone$/i.test(phoneType ?? "")) throw refusal("resource.not.found");
  return { to: "number", number: found.phone, facts: { externalContactId: found.id } };
};
