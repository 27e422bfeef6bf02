import { z } from "zod";
import { name, path, record, seconds, texts } from "./words";

/** What is given before a case begins. */

export const stub = z.strictObject({
  host: name.describe("The host as the flow names it, with its port where that is not the usual one."),
  method: name.optional(),
  path: path.optional(),
  status: z.number().int().min(200).max(599).optional(),
  headers: texts.optional(),
  body: z.unknown().optional(),
  delaySeconds: seconds.optional(),
  times: z.number().int().positive().optional().describe("So often it answers; without it, always."),
  fails: z.boolean().optional().describe("The connection breaks instead of an answer."),
});

export const given = z.strictObject({
  time: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("When the case begins; 2026-03-02T09:00:00Z if it is left out."),
  org: record
    .optional()
    .describe(
      "The start state of the simulated organisation: users, queues, wrapupCodes, skills, languages, settings, acts.",
    ),
  floor: z
    .strictObject({ seed: z.union([z.string(), z.number()]).optional(), rates: record.optional() })
    .optional()
    .describe("Customers and agents act by themselves."),
  capture: name
    .optional()
    .describe(
      "The file of a captured conversation, from the folder of this file. It is refused where the organisation cannot load captures.",
    ),
  settings: record.optional().describe("Settings of the simulated organisation, over those of org."),
  context: z
    .strictObject({
      global: record.optional(),
      flows: z.record(z.string(), record).optional().describe("By the name or the id of a tab."),
    })
    .optional(),
  environment: texts.optional().describe("Environment variables. Those of the terminal are not passed on."),
  credentials: z
    .record(z.string(), texts)
    .optional()
    .describe("Credentials of nodes other than accounts, by name or id."),
  accounts: z
    .record(z.string(), z.enum(["simulator", "limited"]))
    .optional()
    .describe("The OAuth client of an account, by name or id: limited has almost no permissions."),
  files: texts.optional().describe("Files in the folder in which the flow runs."),
  stubs: z.array(stub).optional().describe("What answers for other hosts."),
});

export type Stub = z.output<typeof stub>;
export type Given = z.output<typeof given>;
