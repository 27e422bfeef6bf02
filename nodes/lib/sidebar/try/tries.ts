import { randomUUID } from "node:crypto";
import type { NodeAPI } from "node-red";
import type { AdminRequest } from "../../node/admin-routes";
import { clockOf } from "../../node/clock-setting";
import { inputError } from "../../platform/errors/errors";
import { createClosing } from "../../platform/time/clock";
import type { Sight } from "../shown";
import { prepareTry, type Prepared } from "./prepare";
import { LONGEST_MS, runTry } from "./run-try";
import { shownSteps } from "./shown-steps";
import { wantedOf } from "./wanted";

/** What was shown can be sent for this long. */
const LEASE_MS = 5 * 60_000;
/** As many may be open in all browsers; the oldest gives way. */
const MOST = 20;

interface Shown {
  prepared: Prepared;
  drop: () => void;
}

const sightOf = ({ body }: AdminRequest): Sight => {
  const { personal } = (body ?? {}) as { personal?: unknown };
  return { names: false, personal: personal === true };
};

/**
 * Nodes that are tried from their dialogs. What acts is shown first as a preview with an id. A preview is sent once, so that no
 * click, and no browser that repeats a request, sends anything twice.
 */
export const createTries = (RED: NodeAPI) => {
  const clock = clockOf(RED);
  const open = new Map<string, Shown>();

  const keep = (prepared: Prepared): string => {
    if (open.size >= MOST) open.values().next().value?.drop();
    const previewId = randomUUID();
    const stopTimer = clock.after(LEASE_MS, () => open.delete(previewId));
    const drop = (): void => {
      stopTimer();
      open.delete(previewId);
    };
    open.set(previewId, { prepared, drop });
    return previewId;
  };

  /** A deploy ends what it would end of a deployed node. */
  const run = async (prepared: Prepared, sight: Sight): Promise<object> => {
    const closing = createClosing();
    const abort = (): void => closing.abort();
    const stopTimer = clock.after(LONGEST_MS, abort);
    RED.events.on("flows:stopping", abort);
    try {
      return await runTry(RED, prepared, sight, closing.signal);
    } finally {
      stopTimer();
      RED.events.removeListener("flows:stopping", abort);
    }
  };

  return {
    /** What a node would send, and the id of this preview, to send it. One that only reads has run. */
    show: async (request: AdminRequest): Promise<object> => {
      const prepared = await prepareTry(RED, wantedOf(request.body));
      const sight = sightOf(request);
      const steps = shownSteps(prepared.steps, prepared.inputs, sight);
      if (!prepared.acts) return { steps, ...(await run(prepared, sight)) };
      return { steps, previewId: keep(prepared) };
    },
    /** Sends what was shown, once. */
    send: async (request: AdminRequest): Promise<object> => {
      const { previewId } = (request.body ?? {}) as { previewId?: unknown };
      const shown = typeof previewId === "string" ? open.get(previewId) : undefined;
      if (shown === undefined)
        throw inputError(
          "previewId",
          "This was sent already, or shown too long ago. Show the requests again.",
        );
      shown.drop();
      return run(shown.prepared, sightOf(request));
    },
  };
};
