/** One thing to emit. */
export interface Entry {
  /** Those with the same one stay in order. */
  key: string;
  value: unknown;
  /** It may have been emitted before. */
  redelivered?: boolean | undefined;
  /** The group that has it already. */
  except?: string | undefined;
}

export const packEntry = ({ value, redelivered, except }: Entry): string =>
  JSON.stringify({
    v: value,
    ...(redelivered === true ? { r: 1 } : {}),
    ...(except === undefined ? {} : { x: except }),
  });

export const unpackEntry = (key: string, text: string): Entry => {
  const { v, r, x } = JSON.parse(text) as { v: unknown; r?: 1; x?: string };
  return { key, value: v, redelivered: r === 1, except: x };
};
