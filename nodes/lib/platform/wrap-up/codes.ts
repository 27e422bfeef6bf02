import type { WrapUpCode } from "../api/wrapups";
import { inputError } from "../errors/errors";
import { didYouMean, nearest, quoteWord } from "../catalogue/guess";

const SHOWN = 12;

const listed = (codes: readonly WrapUpCode[]): string => {
  const names = codes.slice(0, SHOWN).map(({ name }) => name);
  return ` Its codes are: ${names.join(", ")}${codes.length > SHOWN ? ", ..." : ""}.`;
};

const looksLikeId = (given: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(given);

/**
 * The code that is meant by an id or a name, whatever its case, among those that the participant may be given.
 * @throws GenesysError `input` for any other, with the nearest names or all of them.
 */
export const findCode = (codes: readonly WrapUpCode[], given: string): WrapUpCode => {
  const same = (name: string): boolean => name.trim().toLowerCase() === given.trim().toLowerCase();
  const found = codes.find(({ id }) => id === given) ?? codes.find(({ name }) => same(name));
  if (found !== undefined) return found;
  const names = codes.map(({ name }) => name);
  if (codes.length === 0)
    throw inputError(
      "code",
      "This participant cannot have a wrap-up code. The interaction has no queue, or its queue has no codes.",
      { codes: names },
    );
  if (looksLikeId(given))
    throw inputError(
      "code",
      `The participant's queue has no wrap-up code with this id. It may belong to another queue.${listed(codes)}`,
      { codes: names },
    );
  const near = nearest(given, names);
  throw inputError(
    "code",
    `The participant's queue has no wrap-up code ${quoteWord(given)}.${near.length > 0 ? didYouMean(near) : listed(codes)}`,
    { nearest: near, codes: names },
  );
};
