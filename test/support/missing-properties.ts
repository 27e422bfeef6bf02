import { dialogOf } from "./dialogs";
import { paletteTypes } from "./package";

export type Values = Record<string, unknown>;
const ASIDE = ["account", "inputs", "outputs"];
/** The properties of a node as they count where they are missing. */
export const complete = (type: string): Values =>
  JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(dialogOf(type).defaults)
          .filter(([name]) => !ASIDE.includes(name))
          .map(([name, { value, missing = value }]) => [name, missing]),
      ),
    ),
  ) as Values;

export const at = (id: string, type: string, y: number) =>
  ({ id, type, z: "tab", account: "account", x: 300, y, wires: [[]] }) as const;

const without = (whole: Values, names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)));

/** Stored: all of them; bare: none; and without each of them in turn. */
export const VARIANTS = paletteTypes.flatMap((type) => {
  const whole = complete(type);
  return [
    { type, lacks: "nothing", config: whole },
    { type, lacks: "everything", config: {} },
    ...Object.keys(whole).map((name) => ({ type, lacks: name, config: without(whole, [name]) })),
  ];
});

/**
 * The properties of a node in up to four parts, for what takes a dialog. A value and its own type are in different parts, so
 * each of them is missing beside the other; so are two properties that follow each other.
 */
export const PARTS = paletteTypes.flatMap((type) => {
  const whole = complete(type);
  const names = Object.keys(whole);
  const isType = (name: string): boolean =>
    names.some((one) => name === `${one}Type` || name === `${one}ValueType`);
  return [names.filter(isType), names.filter((name) => !isType(name))]
    .flatMap((half) => [0, 1].map((rest) => half.filter((_, at) => at % 2 === rest)))
    .filter((part) => part.length > 0)
    .map((part) => ({ type, lacks: `the part ${part.join()}`, config: without(whole, part) }));
});
export const idOf = (type: string, lacks: string): string => `n-${type}-${lacks}`;
