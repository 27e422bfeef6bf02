import { runAction, type ActionFile, type ActionResult } from "../data-actions/run";
import type { Store } from "../store/store";
import { ActError, textIn, wordsIn, type Details } from "./details";

/** The simulated org calls this machine only. */
const LOCAL = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

const originIn = (details: Details, action: ActionFile): string => {
  const written = textIn(details, "url") ?? action.config.request.requestUrlTemplate;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol === "http:" && LOCAL.test(url.hostname)) return url.origin;
  throw new ActError(
    "url",
    "details.url must be the address of the endpoint on this machine, such as http://127.0.0.1:1880.",
  );
};

/** The parts of an export that a run needs. */
const actionIn = (details: Details): ActionFile => {
  const action = details["action"] as Partial<ActionFile>;
  const { config, contract } = action;
  const isWhole =
    typeof config?.request?.requestUrlTemplate === "string" &&
    typeof config.request.requestType === "string" &&
    typeof config.response === "object" &&
    typeof contract?.input?.inputSchema === "object" &&
    typeof contract.output?.successSchema === "object";
  if (isWhole) return action as ActionFile;
  throw new ActError("action", "details.action must be the export of a data action, a .custom.json file.");
};

/** Flows of the org that call an endpoint of this machine. */
export const dataActionActs = (store: Store) => ({
  /** Architect, a script or a trigger runs a data action. Returns what its three outputs have. */
  runDataAction: (details: Details): Promise<ActionResult> => {
    const action = actionIn(details);
    const run = {
      action,
      input: (details["input"] ?? {}) as Record<string, unknown>,
      credentials: wordsIn(details, "credentials"),
      origin: originIn(details, action),
    };
    return runAction(run, store.clock);
  },
});

export const dataActionActParameters = {
  runDataAction: ["*"],
} as const satisfies Record<keyof ReturnType<typeof dataActionActs>, readonly string[]>;
