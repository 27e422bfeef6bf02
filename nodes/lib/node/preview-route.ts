import type { NodeAPI } from "node-red";
import { z } from "zod";
import { isShown } from "../platform/plan/step";
import { createAdminRoutes } from "./admin-routes";
import { plansOf } from "./definitions";

/** An editor with more kinds of nodes than this sends another request. */
const MOST_AT_ONCE = 1_000;
/** No operation has as many parameters, and no parameter as long a name. */
const MOST_PARAMETERS = 200;
const LONGEST_NAME = 200;

const grant = z.enum(["client-credentials", "authorization-code", "access-token"]).optional();
const settings = z.looseObject({ type: z.string(), grant: grant.catch(undefined) });
const form = z.object({
  parameters: z
    .record(
      z.string().max(LONGEST_NAME),
      z.union([z.strictObject({ shown: z.string() }), z.strictObject({ value: z.unknown() })]),
    )
    .refine((given) => Object.keys(given).length <= MOST_PARAMETERS),
  all: z.string().optional(),
  body: z.unknown().optional(),
});
const question = settings.extend({ form: form.optional() });

/**
 * Returns to the editor which requests a node with these settings sends, and which of many nodes cannot work with the
 * grants of their accounts. The response has facts of the catalogue and what the editor sent. No request is sent.
 */
export const servePreviews = (RED: NodeAPI): void => {
  const routes = createAdminRoutes(RED);
  const plans = plansOf(RED);
  routes.query("/preview", "genesys-account.read", ({ body }, reply) => {
    const { data } = question.safeParse(body);
    if (data === undefined) return reply.json([]);
    const { type, grant: granted, form: given, ...config } = data;
    const { all, ...rest } = given ?? { parameters: {} };
    const inForm = given && { ...rest, ...(all === undefined ? {} : { all }) };
    const steps = plans.get(type)?.(config, granted, inForm).steps() ?? [];
    reply.json(steps.filter(isShown));
  });
  routes.query("/refusals", "genesys-account.read", ({ body }, reply) => {
    const requested: unknown[] = Array.isArray(body) ? body.slice(0, MOST_AT_ONCE) : [];
    reply.json(
      requested.map((one) => {
        const { data } = settings.safeParse(one);
        return (data && plans.get(data.type)?.(data, data.grant).refusal()) ?? null;
      }),
    );
  });
};
