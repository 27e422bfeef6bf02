import { refusal } from "../http/errors";
import { notPlayed } from "../http/not-played";

/** The filters of an analytics query: predicates, joined by `and` or `or`, with clauses one level deeper. */

export interface Predicate {
  type?: string | null;
  dimension?: string | null;
  metric?: string | null;
  property?: string | null;
  operator?: string | null;
  value?: string | null;
  range?: Readonly<Partial<Record<Bound, number | null>>> | null;
}

export interface Clause {
  type: string;
  predicates?: Predicate[] | null;
}

export interface Filter extends Clause {
  clauses?: Clause[] | null;
}

type Bound = "gt" | "gte" | "lt" | "lte";

/** The filters of one kind of subject. Several values of a dimension are alternatives. */
export interface Vocabulary<T> {
  /** The query that has them. */
  operation: string;
  dimensions: Readonly<Record<string, (subject: T) => readonly string[]>>;
  metrics: Readonly<Record<string, (subject: T) => number | undefined>>;
  /** Throws for a value of a dimension that the org does not model. */
  checkValue?: (dimension: string, value: string) => void;
}

export type Test<T> = (subject: T) => boolean;

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

const KINDS = ["dimension", "metric", "property"] as const;

/** The one left hand side that the predicate names; its type need not be given. */
const sideOf = (predicate: Predicate, path: string): [kind: (typeof KINDS)[number], name: string] => {
  const given = KINDS.flatMap((kind) => (predicate[kind] ? [[kind, predicate[kind]] as const] : []));
  const [side, ...others] = given;
  const isOther = predicate.type != null && side !== undefined && predicate.type.toLowerCase() !== side[0];
  if (!side || others.length > 0 || isOther) throw malformed(path);
  return [...side];
};

const exists = (operator: string | null | undefined): boolean | undefined => {
  const word = operator?.toLowerCase() ?? "matches";
  return word === "matches" ? undefined : word === "exists";
};

const BOUNDS: Readonly<Record<Bound, (has: number, bound: number) => boolean>> = {
  gt: (has, bound) => has > bound,
  gte: (has, bound) => has >= bound,
  lt: (has, bound) => has < bound,
  lte: (has, bound) => has <= bound,
};

const isIn = (range: NonNullable<Predicate["range"]>, has: number): boolean =>
  (Object.keys(BOUNDS) as Bound[]).every((bound) => {
    const limit = range[bound];
    return limit == null || BOUNDS[bound](has, limit);
  });

/** The value of the vocabulary, whatever its case: the platform's clients compare enumerated values like this. */
const wordOf = (words: Readonly<Record<string, unknown>>, name: string): string =>
  Object.keys(words).find((word) => word.toLowerCase() === name.toLowerCase()) ?? name;

const testDimension = <T>(
  words: Vocabulary<T>,
  name: string,
  predicate: Predicate,
  path: string,
): Test<T> => {
  const valuesOf = Object.hasOwn(words.dimensions, name) ? words.dimensions[name] : undefined;
  if (!valuesOf) throw notPlayed(words.operation, `the dimension ${name}`);
  if (predicate.range) throw notPlayed(words.operation, `a range of the dimension ${name}`);
  const wanted = exists(predicate.operator);
  if (wanted !== undefined) return (subject) => valuesOf(subject).length > 0 === wanted;
  const { value } = predicate;
  if (value == null) throw malformed(`${path}.value`);
  words.checkValue?.(name, value);
  return (subject) => valuesOf(subject).some((has) => has.toLowerCase() === value.toLowerCase());
};

const testMetric = <T>(words: Vocabulary<T>, name: string, predicate: Predicate, path: string): Test<T> => {
  const valueOf = Object.hasOwn(words.metrics, name) ? words.metrics[name] : undefined;
  if (!valueOf) throw notPlayed(words.operation, `the metric ${name}`);
  const wanted = exists(predicate.operator);
  if (wanted !== undefined) return (subject) => (valueOf(subject) !== undefined) === wanted;
  const { range, value } = predicate;
  if (!range && value == null) throw malformed(`${path}.range`);
  return (subject) => {
    const has = valueOf(subject);
    return has !== undefined && (!range || isIn(range, has)) && (value == null || has === Number(value));
  };
};

const testOf = <T>(words: Vocabulary<T>, predicate: Predicate, path: string): Test<T> => {
  const [kind, given] = sideOf(predicate, path);
  const name = wordOf(kind === "metric" ? words.metrics : words.dimensions, given);
  if (kind === "property") throw notPlayed(words.operation, `the property ${given}`);
  return kind === "dimension"
    ? testDimension(words, name, predicate, path)
    : testMetric(words, name, predicate, path);
};

/** Throws for what is malformed or not played, before anything is looked for. */
export const testOfFilter = <T>(words: Vocabulary<T>, filter: Filter, path: string): Test<T> => {
  const { type, predicates, clauses } = filter;
  const tests = [
    ...(predicates ?? []).map((each, i) => testOf(words, each, `${path}.predicates[${i}]`)),
    ...(clauses ?? []).map((each, i) => testOfFilter(words, each, `${path}.clauses[${i}]`)),
  ];
  if (tests.length === 0) throw malformed(`${path}.predicates`);
  return type.toLowerCase() === "and"
    ? (subject) => tests.every((test) => test(subject))
    : (subject) => tests.some((test) => test(subject));
};
