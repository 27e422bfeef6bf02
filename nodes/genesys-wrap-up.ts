import { z } from "zod";
import { numeric } from "./lib/node/attributes";
import { defineNode } from "./lib/node/define-node";
import { asInput } from "./lib/node/input-settings";
import { textList } from "./lib/node/lists";
import { person, shortId } from "./lib/node/trace";
import { asTarget, targetInputs, targetOptions, text } from "./lib/node/target";
import { wrapUp } from "./lib/platform/wrap-up/wrap-up";
import { listCodesOf, readWrapup } from "./lib/platform/wrap-up/reading";
import { MEDIA_TYPES } from "./lib/platform/conversation/conversation";
import { blankInput } from "./lib/platform/errors/errors";
import { wrapUpSteps } from "./lib/platform/plan/wrap-up";

const applied = { usedWith: [{ action: ["apply"] }] };

export = defineNode({
  type: "genesys-wrap-up",
  inputs: z.object({
    ...targetInputs,
    // `code` could be confused with `msg.error.code`.
    code: asInput(text.optional(), { byDefault: { value: "wrapupCode", type: "msg" }, ...applied }),
    notes: asInput(text.optional(), applied),
    tags: asInput(textList.optional(), applied),
    durationSeconds: asInput(numeric(z.number().int().min(0).max(86_400)).optional(), applied),
  }),
  options: z.object({
    ...targetOptions("agent"),
    action: z.enum(["apply", "skip", "read", "list"]).default("apply"),
    when: z.enum(["now", "ended", "beforeTimeout"]).default("now"),
    provisional: z.boolean().default(false),
    verify: z.boolean().default(false),
    deadlineSeconds: z.coerce.number().positive().max(86_400).default(3_600),
    mediaType: z.enum(["any", ...MEDIA_TYPES]).default("any"),
  }),
  plan: ({ options }) => wrapUpSteps(options),
  run: async ({ client, inputs, options, signal, waiting, turn }) => {
    const { action, provisional } = options;
    const target = asTarget(inputs, options);
    const mediaType = options.mediaType === "any" ? undefined : options.mediaType;
    if (action === "list") {
      const { ids, codes } = await listCodesOf(client, target, mediaType, { signal });
      return { ids, payload: codes, trace: [action, String(codes.length)] };
    }
    if (action === "read") {
      const { ids, wrapup } = await readWrapup(client, target, { mediaType, provisional }, { signal });
      return { ids, payload: wrapup ?? null, trace: [wrapup?.name ?? shortId(wrapup?.code ?? action)] };
    }
    const { code, notes, tags, durationSeconds } = inputs;
    if (action === "apply" && code === undefined && !provisional)
      throw blankInput("code", "Set the id or name of a wrap-up code.");
    const given = action === "apply" ? { code, notes, tags, durationSeconds } : {};
    const order = { ...options, action, mediaType, ...given };
    const done = await wrapUp(client, target, order, { signal, waiting, turn });
    const { ids, accepted, found, verified } = done;
    const already = found !== undefined && verified === undefined ? { already: true } : {};
    const shown = {
      ...(verified === undefined ? {} : { verified }),
      ...(found === undefined ? {} : { wrapup: found }),
      ...(action === "skip" ? { skipped: accepted } : {}),
      ...(provisional ? { provisional } : {}),
    };
    const named = done.code === undefined ? {} : { code: done.code.id, name: done.code.name };
    const trace = [done.code?.name ?? action, person(done.name)];
    return { ids, payload: { accepted, ...already, ...ids, ...given, ...named, ...shown }, trace };
  },
  output: ({ ids, payload }) => ({ payload, ...ids }),
  trace: ({ trace }) => trace,
});
