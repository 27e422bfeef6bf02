// What the nodes send, from their plans: every choice in a dialog with every other, as rows for docs/endpoints.md.
import { z } from "zod";
import { loadOperations, type Operation } from "../nodes/lib/facts/operations";
import type { Occasion, Step } from "../nodes/lib/platform/plan/step";
import type { Grant } from "../nodes/lib/platform/types";
import { moduleOf, PLANS } from "../test/support/nodes";

/** One request of a node, with the choices that lead to it. */
export interface PlanRow {
  type: string;
  /** The values of each option that decides. */
  chosen: Readonly<Record<string, readonly unknown[]>>;
  when: Occasion;
  grants: readonly Grant[];
  of: string;
  operation: string;
}

export type Config = Readonly<Record<string, unknown>>;
type Choices = Readonly<Record<string, readonly unknown[]>>;

export const GRANTS: readonly Grant[] = ["client-credentials", "authorization-code", "access-token"];

/** Values that stand for all of their kind. */
export const EXAMPLES = {
  blank: "",
  "a name": "Support",
  "an e-mail address": "ada.agent@example.com",
  "an id": "fe00260d-2b3b-44ff-bc25-6008f321c168",
} as const;

/** Inputs and lists whose values decide which requests are sent. */
const DECIDING: Readonly<Record<string, Choices>> = {
  "genesys-place-call": { userId: [EXAMPLES.blank, EXAMPLES["an e-mail address"]] },
  "genesys-open-message-in": { integration: [EXAMPLES.blank, EXAMPLES["a name"], EXAMPLES["an id"]] },
  "genesys-events": { ids: Object.values(EXAMPLES) },
};

/** Options that decide nothing; with them there would be far too many combinations. */
const IDLE = ["which", "channel", "raw", "thresholdFigure", "thresholdComparison"];
/** Options that decide what a node acts on, not what it does. */
const OBJECTS = ["target", "mediaType"];

/** Each of the choices with each of the others. */
const combined = (choices: Choices): Config[] =>
  Object.entries(choices).reduce<Config[]>(
    (configs, [name, values]) =>
      configs.flatMap((config) => values.map((value) => ({ ...config, [name]: value }))),
    [{}],
  );

/** All that a node's options can be set to: its lists and its yes or no. */
const choicesOf = (type: string): Choices => {
  const { definition, options = definition?.options } = moduleOf(type);
  if (options === undefined) return {};
  const { properties = {} } = z.toJSONSchema(options, { io: "input", unrepresentable: "any" });
  const choices = Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema !== "object" || IDLE.includes(name)) return [];
    const values = schema.type === "boolean" ? [true, false] : schema.enum;
    return values === undefined ? [] : [[name, values] as const];
  });
  return { ...Object.fromEntries(choices), ...DECIDING[type] };
};

/** The settings of a node in every combination that may decide. */
export const configsOf = (type: string): Config[] => combined(choicesOf(type));

export const factsOf = (operation: string): Operation => {
  const facts = loadOperations().find(({ id }) => id === operation);
  if (facts === undefined) throw new Error(`${operation} is not in the catalogue`);
  return facts;
};

interface Sighting {
  config: Config;
  grant: Grant;
  medium: string | undefined;
}

/** One operation on one occasion, and where it is in the plans of a node. */
interface Sent {
  operation: string;
  when: Occasion;
  sightings: Sighting[];
}

const MEDIA: Readonly<Record<string, string>> = {
  ...{ calls: "call", callbacks: "callback", emails: "email", messages: "message" },
  ...{ socials: "socialExpression", videos: "video" },
};
const mediumOf = (operation: string, sightings: readonly Sighting[]): string => {
  if (sightings.some(({ medium }) => medium === "other")) return "any other";
  const [, word = ""] = /\/conversations\/(\w+)/.exec(factsOf(operation).path) ?? [];
  return MEDIA[word] ?? "any";
};

const sentBy = (type: string): Sent[] => {
  const found = new Map<string, Sent>();
  for (const config of configsOf(type))
    for (const grant of GRANTS)
      for (const { when, requests } of PLANS.get(type)?.(config, grant).steps() ?? ([] as Step[]))
        for (const { operation, medium } of requests) {
          const key = `${operation} ${when}`;
          const sent = found.get(key) ?? { operation, when, sightings: [] };
          sent.sightings.push({ config, grant, medium });
          found.set(key, sent);
        }
  return [...found.values()];
};

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The options of which only some values lead to these sightings. */
const decidingIn = (choices: Choices, sightings: readonly Sighting[]): Choices =>
  Object.fromEntries(
    Object.entries(choices).flatMap(([name, all]) => {
      const seen = distinct(sightings.map(({ config }) => config[name]));
      const isAll = seen.length === all.length || name === "mediaType"; // the row names its medium
      return isAll ? [] : [[name, all.filter((value) => seen.includes(value))] as const];
    }),
  );

/** The option that decides what a node does. */
const verbOf = (type: string): string => {
  const names = Object.entries(choicesOf(type)).filter(([, values]) => typeof values[0] === "string");
  return names.map(([name]) => name).find((name) => !OBJECTS.includes(name)) ?? "";
};

/** The rows of what is sent: one for each action of the node, but one only for actions that are alike. */
const rowsOf = (type: string, { operation, when, sightings }: Sent): PlanRow[] => {
  const verb = verbOf(type);
  const { [verb]: verbs = [undefined], ...others } = choicesOf(type);
  const rows = new Map<string, { row: PlanRow; done: unknown[] }>();
  for (const value of verbs) {
    const mine = sightings.filter(({ config }) => config[verb] === value);
    if (mine.length === 0) continue;
    const row: PlanRow = {
      ...{ type, operation, when, of: mediumOf(operation, mine), chosen: decidingIn(others, mine) },
      grants: GRANTS.filter((grant) => mine.some((one) => one.grant === grant)),
    };
    const alike = JSON.stringify(row);
    rows.set(alike, { row, done: [...(rows.get(alike)?.done ?? []), value] });
  }
  return [...rows.values()].map(({ row, done }) =>
    done.length === verbs.length ? row : { ...row, chosen: { [verb]: done, ...row.chosen } },
  );
};

/** What the node of this type sends, in the order in which its plans have it. */
export const planRows = (type: string): PlanRow[] => sentBy(type).flatMap((sent) => rowsOf(type, sent));
