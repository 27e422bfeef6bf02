import type { Handler, Handlers, PlainRoute } from "../handler";
import { conversationHandlers } from "./conversations";
import { oauthRoutes } from "./oauth";
import { orgHandlers } from "./org";
import { postFlowHandlers } from "./postflow";
import { signInRoutes } from "./sign-in";
import { userHandlers } from "./users";

/** What is simulated. A new file of routes is added to one of these two lists. */
const TABLES: readonly Handlers[] = [orgHandlers, userHandlers, conversationHandlers, postFlowHandlers];

export const plainRoutes: readonly PlainRoute[] = [...oauthRoutes, ...signInRoutes];

const handlers: ReadonlyMap<string, Handler> = new Map(TABLES.flatMap((table) => Object.entries(table)));

export const handlerOf = (operation: string): Handler | undefined => handlers.get(operation);

/** The ids of the operations that are simulated, sorted. */
export const simulatedOperations = (): string[] => [...handlers.keys()].sort();
