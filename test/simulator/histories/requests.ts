import type { Operation } from "../../../nodes/lib/facts/operations";
import type { Conversation } from "../../../nodes/lib/simulator/entities/conversation";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { sensibleBody, spoilt } from "./bodies";
import { mediaOfPath, pickConversation, pickIds, pickOther, type Picker } from "./pool";

/** Requests of a generated history: sensible ones, and others that are nearly so. */

export interface PlannedRequest {
  operation: Operation;
  /** With its query. */
  path: string;
  body: unknown;
  /** The id of the user whose token it shows; undefined for the client's. */
  userId: string | undefined;
}

const UNKNOWN = "00000000-0000-4000-8000-00000000dead";

const usersIn = (conversation: Conversation | undefined): string[] =>
  (conversation?.participants ?? []).flatMap(({ userId }) => userId ?? []);

const pathOf = (operation: Operation, simulator: Simulator, pick: Picker) => {
  // The call of a callback: its path begins as that of calls.
  const media = operation.id === "postConversationsCall" ? "callbacks" : mediaOfPath(operation.path);
  const conversation = pickConversation(simulator, pick, media);
  const of = /\/consult/.test(operation.path) ? "customer" : "agent";
  const ids: Record<string, string | undefined> = pickIds(conversation, pick, media, of);
  // Now and then the parts of a path belong to different conversations, or to none.
  const stray = pick.chance(12) ? pickIds(pickConversation(simulator, pick), pick) : {};
  const value = (name: string): string => {
    if (pick.chance(25)) return UNKNOWN;
    if (name === "userId" && !pick.chance(4)) return pick.from(usersIn(conversation)) ?? UNKNOWN;
    const straying =
      name === "conversationId" ? undefined : (stray as Record<string, string | undefined>)[name];
    return straying ?? ids[name] ?? pickOther(simulator, pick, name, ids["conversationId"]) ?? UNKNOWN;
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)));
  return { path, conversationId: ids["conversationId"] };
};

const queryOf = ({ query }: Operation, pick: Picker): string => {
  const chosen = query.flatMap(({ name, type, enum: allowed, required }): [string, string][] => {
    if (!required && !pick.chance(6)) return [];
    if (pick.chance(15)) return [[name, "-1"]];
    if (allowed) return [[name, pick.from(allowed) ?? ""]];
    if (type === "integer") return [[name, String(1 + pick.number(3))]];
    if (type === "boolean") return [[name, String(pick.chance(2))]];
    return name === "lookupVal" ? [[name, "+15555550123"]] : [];
  });
  return chosen.length === 0 ? "" : `?${new URLSearchParams(chosen).toString()}`;
};

/** What the simulated org lets users do only, whatever the catalogue says. */
const USERS_ONLY = /(Barge|CallsHistory|Coach|Monitor|Reconnect)$/;

export const someRequest = (operation: Operation, simulator: Simulator, pick: Picker): PlannedRequest => {
  const { path, conversationId } = pathOf(operation, simulator, pick);
  const body = sensibleBody(operation, { simulator, pick, conversationId });
  const users = [...simulator.store.org.users.keys()];
  const involved = usersIn(simulator.store.conversations.get(conversationId ?? ""));
  const asUser = operation.needsUser || USERS_ONLY.test(operation.id) ? !pick.chance(10) : pick.chance(3);
  return {
    operation,
    path: path + queryOf(operation, pick),
    body: pick.chance(10) ? spoilt(body, pick) : body,
    userId: asUser ? pick.from(involved.length > 0 && !pick.chance(4) ? involved : users) : undefined,
  };
};
