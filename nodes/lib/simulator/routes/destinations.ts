import type { Queue, User } from "../entities/org";
import { refusal, type RefusalCode } from "../http/errors";
import type { Callee } from "../machines/dialing";
import type { Store } from "../store/store";

/** From the ids and addresses of a body to the users and queues that they name, or the refusal. */

export const userNamed = (store: Store, id: string, code: RefusalCode = "resource.not.found"): User => {
  const found = store.org.users.get(id);
  if (found?.state !== "active") throw refusal(code);
  return found;
};

export const queueNamed = (store: Store, id: string, code: RefusalCode = "resource.not.found"): Queue => {
  const found = store.org.queues.get(id);
  if (!found) throw refusal(code);
  return found;
};

const PHONE = /^(tel:)?\+?[0-9]{3,20}$|^sip:\S+$/;

export const numberGiven = (text: string): string => {
  if (!PHONE.test(text)) throw refusal("bad.request", {}, { details: [{ fieldName: "phoneNumber" }] });
  return text;
};

/** A phone number, or else the name of a user or of a queue. */
export const calleeAt = (store: Store, address: string): Callee => {
  if (PHONE.test(address)) return { to: "number", number: address };
  const same = (name: string): boolean => name.toLowerCase() === address.toLowerCase();
  const user = [...store.org.users.values()].find(({ name, email }) => same(name) || same(email));
  if (user) return { to: "user", user };
  const queue = [...store.org.queues.values()].find(({ name }) => same(name));
  if (queue) return { to: "queue", queue };
  throw refusal("resource.not.found");
};

/** One entry of a body's `participants`. */
export interface Destination {
  address?: string | null;
  name?: string | null;
  userId?: string | null;
  queueId?: string | null;
}

export const calleeOf = (store: Store, given: Destination): Callee => {
  const facts = given.name ? { name: given.name } : {};
  if ([given.userId, given.queueId, given.address].filter(Boolean).length > 1)
    throw refusal("too.many.create.conversation.parameters");
  if (given.userId) return { to: "user", user: userNamed(store, given.userId), facts };
  if (given.queueId) return { to: "queue", queue: queueNamed(store, given.queueId), facts };
  if (given.address) {
    return { to: "number", number: numberGiven(given.address), facts };
  }
  throw refusal("bad.request");
};
