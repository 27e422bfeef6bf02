/** Labels of the operations that have none written for them: a verb and the words of the path. */

interface Labelled {
  id: string;
  method: string;
  path: string;
  group: string;
  /** Does a GET return a list? */
  isList: boolean;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: "Get",
  HEAD: "Check",
  POST: "Create",
  PUT: "Set",
  PATCH: "Update",
  DELETE: "Delete",
};

/** Last segments of a path that say what a POST does. */
const ACTIONS =
  /^(accept|acknowledge|activate|add|approve|archive|assign|cancel|clone|convert|copy|deactivate|detect|disable|disconnect|enable|evaluate|execute|export|import|infer|invite|link|lock|match|merge|move|pair|pause|play|preview|publish|query|recalculate|reject|release|remove|replace|reprocess|reschedule|reset|resolve|restore|retry|revert|revoke|rotate|search|send|simulate|start|stop|submit|swap|sync|synchronize|terminate|test|train|unlock|unpair|unpublish|update|upload|validate|verify)$/;

const isParameter = (segment: string): boolean => segment.startsWith("{");

const singular = (words: string): string =>
  words
    .replace(/ies$/, "y")
    .replace(/(ses|xes)$/, (end) => (end === "xes" ? "x" : "se"))
    .replace(/(ss|us|is|media|settings|status|news|series)$|s$/, (_, kept: string | undefined) => kept ?? "");

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** First segments that add nothing to the chapter of the picker, besides the name of the chapter itself. */
const CONTAINERS = /^(architect|providers|speechandtextanalytics|telephony)$/;

const withoutArea = (segments: readonly string[], group: string): string[] => {
  const [first = "", ...rest] = segments;
  const isArea = first === group.toLowerCase() || CONTAINERS.test(first);
  return isArea && rest.some((segment) => !isParameter(segment)) ? withoutArea(rest, group) : [...segments];
};

const labelOf = ({ method, path, group, isList }: Labelled, words: (segment: string) => string): string => {
  const segments = withoutArea(path.split("/").slice(3), group);
  const last = segments.at(-1) ?? "";
  const isAction = method === "POST" && ACTIONS.test(last) && segments.length > 1;
  const named = (isAction ? segments.slice(0, -1) : segments)
    .map((segment, at, all) => ({ segment, ofOne: isParameter(all[at + 1] ?? "") }))
    .filter(({ segment }) => !isParameter(segment));
  const nouns = named.map(({ segment, ofOne }, at) => {
    const noun = words(segment);
    const isLast = at === named.length - 1;
    const keepsPlural = isLast && !ofOne && (isAction || method !== "POST");
    return keepsPlural ? noun : singular(noun);
  });
  const verb = isAction ? capital(words(last)) : isList ? "List" : (VERBS[method] ?? method);
  return [verb, ...nouns].join(" ");
};

/** The words of the ids in a path, for two operations of one label that differ in them. */
const idsOf = (path: string): string =>
  [...path.matchAll(/\{(\w+?)(Id)?\}/g)]
    .map(([, name = ""]) => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase())
    .at(-1) ?? "";

const repeated = (labels: ReadonlyMap<string, string>, of: readonly Labelled[]): Set<string> => {
  const seen = new Map<string, number>();
  const key = ({ id, group }: Labelled): string => `${group}: ${labels.get(id)?.toLowerCase()}`;
  for (const one of of) seen.set(key(one), (seen.get(key(one)) ?? 0) + 1);
  return new Set(of.filter((one) => (seen.get(key(one)) ?? 0) > 1).map(({ id }) => id));
};

/** A label for each operation, different from the others of its group, also from those that are `taken`. */
export const areaLabels = (
  operations: readonly Labelled[],
  taken: readonly (Labelled & { label: string })[],
  words: (segment: string) => string,
): ReadonlyMap<string, string> => {
  const all = [...taken, ...operations];
  const labels = new Map([
    ...taken.map(({ id, label }) => [id, label] as const),
    ...operations.map((one) => [one.id, labelOf(one, words)] as const),
  ]);
  const ways: ((one: Labelled, label: string) => string)[] = [
    ({ path }, label) => (path.endsWith("}") ? `${label} by ${idsOf(path)}` : label),
    ({ path }, label) => (idsOf(path) === "" || / by /.test(label) ? label : `${label} of ${idsOf(path)}`),
    (one) => `${labelOf(one, words)} (${one.id})`,
  ];
  for (const way of ways) {
    const twice = repeated(labels, all);
    for (const one of operations)
      if (twice.has(one.id)) labels.set(one.id, way(one, labels.get(one.id) ?? ""));
  }
  return labels;
};
