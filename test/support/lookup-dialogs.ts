import { idOf } from "../../nodes/lib/simulator/store/ids";

/** What the cases of the dialogs that have lists share. */

type Values = Record<string, unknown>;
/** A field, what is chosen from its list (several: one after the other), and the ids that are then kept. */
export type Choice = [field: string, chosen: string | string[], kept: string];

export const blankTexts = (...names: string[]): Values =>
  Object.fromEntries(
    names.flatMap((name) => [
      [name, ""],
      [`${name}Type`, "str"],
    ]),
  );
export const ids = (kind: string, ...names: string[]): string =>
  names.map((name) => idOf(`${kind} ${name}`)).join(", ");

export const ADA: Choice = ["userId", "Ada Agent", ids("user", "Ada Agent")];
export const CASEY: Choice = [
  "externalContactId",
  "Casey Customer",
  ids("external contact", "Casey Customer"),
];
export const forUser = { target: "user", ...blankTexts("userId") };
export const field = (name: string, value = "", type = "str"): Values => ({ name, value, type });
