import { z } from "zod";
import { DEFAULT_SETTINGS, type Settings } from "../store/settings";
import { seedOrg } from "./seed";
import { addStart, type StartState } from "./start";

/** The start state as a file has it. */

const names = z.array(z.string().min(1));
const ms = z.number().positive();
const text = z.string().min(1);
const access = {
  permissions: names.optional(),
  roles: z.array(z.strictObject({ permissions: names, divisions: names })).optional(),
};

const isSetting = (name: string, value: unknown): boolean =>
  Object.hasOwn(DEFAULT_SETTINGS, name) && typeof value === typeof DEFAULT_SETTINGS[name as keyof Settings];

const START = z.strictObject({
  divisions: names.optional(),
  users: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        email: z.email().optional(),
        title: z.string().optional(),
        department: z.string().optional(),
        presence: z
          .enum([
            ...(["Available", "Away", "Busy", "Offline", "Idle"] as const),
            ...(["On Queue", "Meal", "Training", "Meeting", "Break"] as const),
          ])
          .optional(),
        hasPhone: z.boolean().optional(),
        division: text.optional(),
        ...access,
      }),
    )
    .optional(),
  queues: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        acwMode: z.enum(["mandatory", "optional", "agentRequested", "timeout", "forcedTimeout"]).optional(),
        wrapupTimeoutMs: ms.optional(),
        alertingTimeoutMs: ms.optional(),
        members: names.optional(),
        wrapupCodes: names.optional(),
        division: text.optional(),
      }),
    )
    .optional(),
  clients: z
    .array(z.strictObject({ id: text, user: text.optional(), scopes: names.optional(), ...access }))
    .optional(),
  wrapupCodes: names.optional(),
  skills: names.optional(),
  languages: names.optional(),
  settings: z
    .record(z.string(), z.unknown())
    .superRefine((given, context) => {
      for (const [name, value] of Object.entries(given))
        if (!isSetting(name, value))
          context.addIssue({
            code: "custom",
            path: [name],
            message: "There is no such setting, or of another type",
          });
    })
    .optional(),
  acts: z.array(z.looseObject({ act: z.string() })).optional(),
});

/** @throws Error with one sentence that names the place of the mistake. */
export const readStart = (given: unknown): StartState => {
  const { data, error } = START.safeParse(given);
  const [issue] = error?.issues ?? [];
  if (issue) throw new Error([issue.path.join("."), issue.message].filter(Boolean).join(": ") + ".");
  const start = data as StartState; // the settings are checked one by one
  addStart(seedOrg(), start);
  return start;
};
