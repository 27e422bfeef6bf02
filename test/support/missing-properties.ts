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

/** Stored: all of them; bare: none; and without each of them in turn. */
export const VARIANTS = paletteTypes.flatMap((type) => {
  const whole = complete(type);
  return [
    { type, lacks: "nothing", config: whole },
    { type, lacks: "everything", config: {} },
    ...Object.keys(whole).map((name) => {
      const { [name]: _gone, ...rest } = whole;
      return { type, lacks: name, config: rest };
    }),
  ];
});
export const idOf = (type: string, lacks: string): string => `n-${type}-${lacks}`;
