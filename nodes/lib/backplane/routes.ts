import type { NodeAPI } from "node-red";
import { createRoutes, idOf } from "../node/dialog-routes";
import type { Clock } from "../platform/types";
import { findBackplane } from "./backplane-node";
import { checkServer } from "./check";
import { SENTENCES } from "./failure";
import { hostingOf } from "./flowfuse";
import { readBackplaneForm } from "./form";

/** What the dialogs request about backplanes. No response ever has anything of a secret. */
export const serveBackplane = (RED: NodeAPI, clock: Clock): void => {
  const routes = createRoutes(RED);
  routes.write("/backplane/:id/test", async (request) => {
    const checked = await checkServer(readBackplaneForm(RED, idOf(request), request.body), clock);
    return checked.ok ? checked : { ...checked, code: "backplane", reason: SENTENCES[checked.failure] };
  });
  routes.read("/backplane/:id/accounts", (request) => {
    const node = findBackplane(RED, idOf(request));
    const state = node?.connection()?.state();
    return {
      ok: true,
      ...(state === undefined ? {} : { state: state.kind }),
      ...(state?.kind === "away" ? { failure: state.failure } : {}),
      accounts: (node?.members() ?? []).map(({ id, name, state: now }) => ({ id, name, state: now() })),
    };
  });
  routes.read("/hosting", () => ({ ok: true, hosting: hostingOf(RED) ?? "own" }));
};
