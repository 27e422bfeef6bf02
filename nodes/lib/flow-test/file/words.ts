import { z } from "zod";

/** What several parts of a test file have. */

export const name = z.string().min(1);
export const record = z.record(z.string(), z.unknown());
export const texts = z.record(z.string(), z.string());
export const seconds = z.number().min(0).max(31_536_000);
export const within = seconds
  .optional()
  .describe("Seconds of virtual time after the steps; 10 if it is left out.");
export const pattern = z
  .unknown()
  .describe(
    "What is there must have these properties; it may have more. See docs/testing.md for $-operators.",
  );
export const node = name.describe("The name or the id of a node.");
export const path = z.string().regex(/^\//);
export const as = z
  .string()
  .regex(/^[A-Za-z]\w*$/)
  .optional()
  .describe("A name for the result: ${name.property} is replaced by it.");
