import { loadOperations, type Operation } from "../../facts/operations";
import { editDistance, likeness, oneOf, overlap, wordsOf } from "./guess";

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
  const segments = path.replace(/^\/?api\/v\d+(?=\/)/, "").split("/");
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

const segmentsOf = ({ path }: Operation): string[] => path.replace(/^\/api\/v2\//, "").split("/");

const fits = ({ segments }: WrittenPath, operation: Operation): boolean => {
  const wanted = segmentsOf(operation);
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
  const fitting = loadOperations().filter((one) => fits(written, one));
  if (fitting.length === 0) return undefined;
  const meant = method === undefined ? fitting : fitting.filter((one) => one.method === method);
  const [only] = meant.length === 1 ? meant : [];
  const hints = [
    meant.length === 0 && `This path supports ${oneOf(fitting.map((one) => one.method))}.`,
    meant.length > 1 && "Several operations have this path: write the method before it, or the id.",
    host !== undefined && "Omit the host. The account adds it.",
    segments.some((one) => isId(one) && !isPlaceholder(one)) &&
      `Put ids into the parameters: ${oneOf(fitting[0]?.pathParams ?? [])}.`,
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

/** The name in the words of the catalogue: without the SDK's class and without ids, the verb as a method. */
const asName = (written: string, path: WrittenPath | undefined): string => {
  const name = path
    ? `${path.method ?? ""} ${path.segments.filter((one) => !isId(one)).join(" ")}`
    : written.replace(/^(\w*Api\b[._]?|genesys_conversations_digital_)/i, "");
  return wordsOf(name)
    .map((word, at) => (at === 0 && Object.hasOwn(METHODS, word) ? METHODS[word] : word))
    .join(" ");
};

const letters = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** The methods of two names differ, where both have one. */
const isOtherMethod = (name: string, { method }: Operation): boolean => {
  const [word = ""] = name.split(" ");
  return /^(get|head|post|put|patch|delete)$/.test(word) && word !== method.toLowerCase();
};

/** Of words that count as the same, singular and plural, the one that was written goes first. */
const sameLetters = (written: string, { id }: Operation): number => {
  const [a, b] = [letters(written), letters(id)];
  return 1 - editDistance(a, b) / Math.max(a.length, b.length, 1);
};

type Candidate = { operation: Operation; names: string[] };

/** What is written as a path is compared with paths, what is written as a name with names. */
const candidatesFor = (path: WrittenPath | undefined): Candidate[] =>
  loadOperations().map((operation) => {
    const { id, label, tool, method } = operation;
    return {
      operation,
      names: path ? [`${method} ${operation.path}`] : [id, label, ...(tool ? [tool] : [])],
    };
  });

/** Letter by letter only those are compared that share most words, unless there is little to compare. */
const COMPARED = 40;
const SHORT = 30;
/** The text beyond this length is not compared: no operation has so long a name or path. */
const LONGEST = 150;

const worthComparing = (name: string, candidates: Candidate[]): Candidate[] => {
  if (name.length <= SHORT) return candidates;
  const words = wordsOf(name);
  return candidates
    .map((one) => ({ one, shared: Math.max(...one.names.map((each) => overlap(words, wordsOf(each)))) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, COMPARED)
    .map(({ one }) => one);
};

const rate = (name: string, written: string, { operation, names }: Candidate): number => {
  const best = Math.max(...names.map((one) => likeness(name, one)));
  const penalty = (isOtherMethod(name, operation) ? 0.15 : 0) + (operation.deprecated ? 0.05 : 0);
  return best - penalty < 0.5 ? 0 : best - penalty + 0.02 * sameLetters(written, operation);
};

/** The operations that a wrong name or path probably means, best first. */
export const guessOperation = (written: string): Guess => {
  const path = readPath(written);
  const byPath = path && guessByPath(path);
  if (byPath) return byPath;
  const same = letters(written.replace(/^\w*Api[._]/, ""));
  const exact = loadOperations().filter(({ id, label }) => letters(id) === same || letters(label) === same);
  if (exact.length > 0) return { suggestions: exact.slice(0, 3).map(({ id }) => id), hint: "" };
  const name = asName(written, path).slice(0, LONGEST);
  const rated = worthComparing(name, candidatesFor(path))
    .map((one) => ({ id: one.operation.id, likeness: rate(name, written.slice(0, LONGEST), one) }))
    .filter((one) => one.likeness >= 0.55)
    .sort((a, b) => b.likeness - a.likeness);
  const best = rated[0]?.likeness ?? 0;
  const near = rated.filter((one) => one.likeness >= best - 0.15);
  return { suggestions: near.slice(0, 3).map(({ id }) => id), hint: "" };
};
