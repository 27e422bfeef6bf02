import type { NodeAPI } from "node-red";
import { accountOf, type AccountNode } from "../node/account";
import type { AdminRequest } from "../node/admin-routes";
import { clockOf } from "../node/clock-setting";
import { idOf } from "../node/dialog-routes";
import { journalOf } from "../node/journal";
import { configError, inputError } from "../platform/errors/errors";
import { ACT_FACTS } from "../facts/acts";
import { createView, type View } from "./view";

/** Beside the acts that *simulate* has. */
const CONTROLS: ReadonlySet<string> = new Set(["faults", "clearFaults", "floor", "stopFloor"]);
/** As many accounts are shown at once. */
const MOST_VIEWS = 20;

/** What the sidebars of all browsers show. It is made with the first request of one. */
export const createWindow = (RED: NodeAPI) => {
  const clock = clockOf(RED);
  const journal = journalOf(RED);
  const views = new Map<string, View>();

  const accountAt = (id: string): AccountNode | undefined => {
    try {
      return accountOf(RED, id);
    } catch {
      return undefined; // not deployed, or deleted
    }
  };
  const onStarted = (): void => views.forEach((view) => view.attach());
  const begin: typeof journal.begin = (begun) => views.get(begun.accountId)?.record(begun);
  const open = (id: string): View => {
    if (views.size >= MOST_VIEWS) views.values().next().value?.end();
    const view = createView({
      ...{ RED, clock, id },
      account: () => accountAt(id),
      onEnd: () => {
        views.delete(id);
        if (views.size > 0) return;
        journal.begin = undefined;
        RED.events.removeListener("flows:started", onStarted);
      },
    });
    if (views.size === 0) RED.events.on("flows:started", onStarted);
    views.set(id, view);
    journal.begin = begin;
    for (const onBegin of [...journal.onBegin]) onBegin();
    return view;
  };

  const look = (request: AdminRequest, personal: boolean): object => {
    const id = idOf(request);
    if (accountAt(id) === undefined) return { deployed: false, conversations: [], messages: [] };
    const view = views.get(id) ?? open(id);
    view.renew();
    const { since, keep } = request.query;
    return keep === "1" ? {} : view.look(typeof since === "string" ? since : "", personal);
  };

  return {
    look: (request: AdminRequest) => look(request, false),
    lookAtAll: (request: AdminRequest) => look(request, true),
    /** Makes something happen in the simulated org. */
    act: async (request: AdminRequest): Promise<object> => {
      const account = accountAt(idOf(request));
      if (account === undefined) throw configError("account", "Deploy the account first.");
      const { action, details } = (request.body ?? {}) as { action?: unknown; details?: unknown };
      if (typeof action !== "string" || !(Object.hasOwn(ACT_FACTS, action) || CONTROLS.has(action)))
        throw inputError("action", "There is no such act.");
      const given = typeof details === "object" && details !== null && !Array.isArray(details) ? details : {};
      const result = await account.simulate(action, { ...given });
      return { ok: true, ...idsIn(result) };
    },
  };
};

const idsIn = (result: unknown): object => {
  const { conversationId } = (result ?? {}) as { conversationId?: unknown };
  return typeof conversationId === "string" ? { conversationId } : {};
};
