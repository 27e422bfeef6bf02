import { z } from "zod";
import type { SignedIn, SignedOut } from "./signed-in";

/** How a sign-in is written. A time that never comes is `null` in JSON. */

const token = z.object({
  clientId: z.string(),
  host: z.string(),
  accessToken: z.string(),
  endsAt: z.number().nullable(),
  refreshToken: z.string().optional(),
});
const signedIn = token.extend({ signedInAt: z.number(), renewedAt: z.number() });
const signedOut = z.object({ signedOutAt: z.number() });
/** The format of versions in which a sign-in had no date. */
const undated = z.object({ signedIn: token.optional(), writtenAt: z.number() });

const asSignedIn = ({ endsAt, ...one }: z.output<typeof signedIn>): SignedIn => ({
  ...one,
  endsAt: endsAt ?? Infinity,
});

/** Undefined where it is nothing that was written so. */
export const parseStored = (text: string): SignedIn | SignedOut | undefined => {
  const found = z.union([signedIn, signedOut, undated]).safeParse(JSON.parse(text)).data;
  if (found === undefined) return undefined;
  if (!("writtenAt" in found)) return "signedOutAt" in found ? found : asSignedIn(found);
  const { signedIn: old, writtenAt } = found;
  return old === undefined
    ? { signedOutAt: writtenAt }
    : asSignedIn({ ...old, signedInAt: writtenAt, renewedAt: writtenAt });
};

export const serialize = (kept: SignedIn | SignedOut): string =>
  JSON.stringify(
    "signedOutAt" in kept ? kept : { ...kept, endsAt: Number.isFinite(kept.endsAt) ? kept.endsAt : null },
  );
