import { z } from "zod";
import { inputError } from "../../platform/errors/errors";

/** What a dialog wants to try: a node as it is set there, which need not be deployed. */
const wanted = z.object({
  type: z.string(),
  account: z.string(),
  grant: z.enum(["client-credentials", "authorization-code", "access-token"]).optional().catch(undefined),
  /** The properties that a deploy would store, `id` and `z` among them. */
  config: z.record(z.string(), z.unknown()),
  /** The conversation that was chosen; without one, the node's own input decides. */
  conversation: z.string().optional(),
  msg: z.record(z.string(), z.unknown()).optional(),
});

export type Wanted = z.output<typeof wanted>;

/** @throws GenesysError `input` */
export const wantedOf = (body: unknown): Wanted => {
  const { data } = wanted.safeParse(body);
  if (data === undefined) throw inputError("try", "This is no node with its settings.");
  return data;
};
