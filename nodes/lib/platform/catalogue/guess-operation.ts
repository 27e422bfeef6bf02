import { loadRows, operationWithId } from "../../facts/platform";
import { readRow, type IndexedOperation } from "../../facts/rows";
import { editDistance, likeness, oneOf, wordsOf } from "./guess";
import { lettersOf, withLetters, worthComparing } from "./guess-index";

/** A path that a user has copied, from a tutorial or a browser, with or without ids. */
interface WrittenPath {
  method: string | undefined;
  host: string | undefined;
  segments: string[];
  query: boolean;
}

const PATH = /^(?:([A-Za-z]+)\s+)?(https?:\/\/[^/\s]+)?(\/?[^\s?#]*\/[^\s?#]*)(\?\S*)?$/;

const readPath = (written: string): WrittenPath | undefined => {
  const [, method, host, path, query] = PATH.exec(written) ?? [];
  if (path === undefined) return undefined;
  const segments = path.replace(/^\/?api\/v\d+(?=\/)/i, "").split("/");
  return {
    method: method?.toUpperCase(),
    host,
    segments: segments.filter((one) => one !== ""),
    query: query !== undefined,
  };
};

const isPlaceholder = (segment: string): boolean => /^[{:<$[]/.test(segment);
/** Something to fill in, or filled in: words of the platform's paths have no digits and no capitals. */
const isId = (segment: string): boolean => isPlaceholder(segment) || /[0-9]|_ID$|^[A-Z_]{3,}$/.test(segment);

const segmentsOf = ({ path }: Pick<IndexedOperation, "path">): string[] =>
  path.replace(/^\/api\/v2\//, "").split("/");

const fits = ({ segments }: WrittenPath, path: string): boolean => {
  const [first = ""] = segments;
  if (!path.startsWith(first.toLowerCase(), "/api/v2/".length)) return false; // most are not looked at further
  const wanted = segmentsOf({ path });
  return (
    wanted.length === segments.length &&
    wanted.every((one, at) => {
      const written = segments[at] ?? "";
      return isPlaceholder(one) ? isId(written) : one === written.toLowerCase();
    })
  );
};

/** What was probably meant by a name that no operation has. */
export interface Guess {
  suggestions: string[];
  /** A sentence about how it is to be written. */
  hint: string;
  /** The path is one of the platform's; only the way of writing it is not clear. */
  isPath?: true;
}

/** How a path has to be written, where it is the platform's but for its host, its ids, its query or its method. */
const guessByPath = (written: WrittenPath): Guess | undefined => {
  const { method, host, segments, query } = written;
  const fitting = loadRows()
    .filter(([, , path]) => fits(written, path))
    .map(readRow);
  if (fitting.length === 0) return undefined;
  const meant = method === undefined ? fitting : fitting.filter((one) => one.method === method);
  const [only] = meant.length === 1 ? meant : [];
  const hints = [
    meant.length === 0 && `This path supports ${oneOf(fitting.map((one) => one.method))}.`,
    meant.length > 1 && "Several operations have this path: write the method before it, or the id.",
    host !== undefined && "Omit the host. The account adds it.",
    segments.some((one) => isId(one) && !isPlaceholder(one)) &&
      `Put ids into the parameters: ${oneOf(operationWithId(fitting[0]?.id ?? "")?.pathParams ?? [])}.`,
    query && "Put the part after the question mark into the parameters too.",
    only !== undefined && `Written as a path: ${only.method} ${only.path}.`,
  ];
  const suggestions = (meant.length === 0 ? fitting : meant).map(({ id }) => id);
  return { suggestions, hint: hints.filter((one) => one !== false).join(" "), isPath: true };
};

/** What people call the methods. */
const METHODS: Readonly<Record<string, string>> = {
  ...{ create: "post", add: "post", make: "post", place: "post", start: "post", send: "post" },
  ...{ read: "get", fetch: "get", list: "get", find: "get", retrieve: "get", show: "get" },
  ...{ update: "patch", change: "patch", modify: "patch", edit: "patch" },
  ...{ remove: "delete", set: "put" },
};

/** The verbs of the official command line, which stand at the end: `gc users list`. */
const COMMAND = /^gc\s+(.+?)\s+(\w+)$/;

/** The name of an operation in a line of code of any SDK: without the class, the arguments and what C# adds. */
const nameIn = (written: string): string =>
  written
    .trim()
    .replace(/(?<=\w)\(.*$/s, "")
    .replace(/^await\s+/, "")
    .replace(/^.*[\w)]\.(?=\w+$)/, "")
    .replace(/^(\w*Api\b[._]?|genesys_conversations_digital_)/i, "")
    .replace(/(Async)?(WithHttpInfo)?(Async)?$/, "")
    .replace(COMMAND, "$2 $1");

/** The name in the words of the catalogue: without ids, the verb as a method. */
const asName = (bare: string, path: WrittenPath | undefined): string => {
  const name = path ? `${path.method ?? ""} ${path.segments.filter((one) => !isId(one)).join(" ")}` : bare;
  return wordsOf(name)
    .map((word, at) => (at === 0 && Object.hasOwn(METHODS, word) ? METHODS[word] : word))
    .join(" ");
};

/** The methods of two names differ, where both have one. */
const isOtherMethod = (name: string, { method }: IndexedOperation): boolean => {
  const [word = ""] = name.split(" ");
  return /^(get|head|post|put|patch|delete)$/.test(word) && word !== method.toLowerCase();
};

/** Of words that count as the same, singular and plural, the one that was written goes first. */
const sameLetters = (written: string, { id }: IndexedOperation): number => {
  const [a, b] = [lettersOf(written), lettersOf(id)];
  return 1 - editDistance(a, b) / Math.max(a.length, b.length, 1);
};

/** The text beyond this length is not compared: no operation has so long a name or path. */
const LONGEST = 150;

/** What is written as a path is compared with paths, what is written as a name with names. */
const namesOf = ({ id, label, tool, method, path }: IndexedOperation, isPath: boolean): string[] =>
  isPath ? [`${method} ${path}`] : [id, label, ...(tool === undefined ? [] : [tool])];

const rate = (name: string, written: string, operation: IndexedOperation, isPath: boolean): number => {
  const best = Math.max(...namesOf(operation, isPath).map((one) => likeness(name, one)));
  const penalty = (isOtherMethod(name, operation) ? 0.15 : 0) + (operation.deprecated ? 0.05 : 0);
  return best - penalty < 0.5 ? 0 : best - penalty + 0.02 * sameLetters(written, operation);
};

/** Has this path its ids in the same places, and words that begin alike in the others? */
const sameShape = ({ segments }: WrittenPath, operation: IndexedOperation): boolean => {
  const wanted = segmentsOf(operation);
  const alike = (one: string, other: string): boolean =>
    isPlaceholder(one) ? isId(other) : one.slice(0, 4) === other.slice(0, 4).toLowerCase();
  return wanted.length === segments.length && wanted.every((one, at) => alike(one, segments[at] ?? ""));
};

/** `gc users list` has no id, `gc users get` has one. */
const sameEnd = (written: string, { path }: IndexedOperation): boolean => {
  const [, , verb] = COMMAND.exec(written.trim()) ?? [];
  return verb === (path.endsWith("}") ? "get" : "list");
};

/**
 * The operation that is meant without doubt, although it is written otherwise: the letters of its name, or its own path
 * and method.
 */
export const certainOperation = (written: string): Guess | undefined => {
  const letters = lettersOf(nameIn(written));
  const named = withLetters(letters).filter(({ id }) => lettersOf(id) === letters);
  if (named.length > 0) return { suggestions: named.map(({ id }) => id), hint: "" };
  const path = readPath(written);
  if (path?.method === undefined || path.query) return undefined;
  const guess = guessByPath(path);
  const isOne = guess?.suggestions.length === 1;
  return isOne && operationWithId(guess.suggestions[0] ?? "")?.method === path.method ? guess : undefined;
};

/** The operations that a wrong name or path probably means, best first. */
export const guessOperation = (written: string): Guess => {
  const path = readPath(written);
  const byPath = path && guessByPath(path);
  if (byPath) return byPath;
  const bare = nameIn(written);
  const exact = withLetters(lettersOf(bare));
  if (exact.length > 0) return { suggestions: exact.slice(0, 3).map(({ id }) => id), hint: "" };
  const name = asName(bare, path).slice(0, LONGEST);
  const rated = worthComparing(name, path ? "path" : "name")
    .map((operation) => ({
      id: operation.id,
      likeness:
        rate(name, bare.slice(0, LONGEST), operation, path !== undefined) +
        ((path ? sameShape(path, operation) : sameEnd(written, operation)) ? 0.06 : 0),
    }))
    .filter((one) => one.likeness >= 0.55)
    .sort((a, b) => b.likeness - a.likeness);
  const best = rated[0]?.likeness ?? 0;
  const near = rated.filter((one) => one.likeness >= best - 0.15);
  return { suggestions: near.slice(0, 3).map(({ id }) => id), hint: "" };
};
