import type { IndexedOperation } from "../../nodes/lib/facts/rows";

/** Names of operations as people write them who know another SDK, an old page or half a word, and what they mean. */

export interface WrongName {
  kind: string;
  written: string;
  meant: string;
}

type Way = (one: IndexedOperation, random: () => number) => string | undefined;

const snake = (id: string): string => id.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
const capital = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
const middle = (text: string, random: () => number): number => 5 + Math.floor(random() * (text.length - 6));
const isId = (segment: string): boolean => segment.startsWith("{");
const shortOf = ({ path }: IndexedOperation): string => path.replace("/api/v2", "");

const VERBS: Readonly<Record<string, string>> = {
  POST: "create",
  PUT: "update",
  PATCH: "update",
  DELETE: "delete",
};

/** `gc users get`, as the official command line names it. */
const command = (one: IndexedOperation): string => {
  const segments = shortOf(one).split("/").slice(1);
  const verb = VERBS[one.method] ?? (isId(segments.at(-1) ?? "") ? "get" : "list");
  return `gc ${segments.filter((segment) => !isId(segment)).join(" ")} ${verb}`;
};

const WAYS: Readonly<Record<string, Way>> = {
  Python: ({ id }) => `api_instance.${snake(id)}(id)`,
  "Python, bare": ({ id }) => snake(id),
  "C#": ({ id, api = "ConversationsApi" }) => `${api}.${capital(id)}`,
  "C#, async": ({ id }) => `await api.${capital(id)}Async(id)`,
  "C#, with HTTP": ({ id }) => `${capital(id)}WithHttpInfo`,
  "command line": command,
  "small letters": ({ id }) => id.toLowerCase(),
  capitals: ({ id }) => id.toUpperCase(),
  "a letter too few": ({ id }, random) => {
    const at = middle(id, random);
    return id.slice(0, at) + id.slice(at + 1);
  },
  "two letters swapped": ({ id }, random) => {
    const at = middle(id, random);
    return id.slice(0, at - 1) + id.charAt(at) + id.charAt(at - 1) + id.slice(at + 1);
  },
  plural: ({ id }) => (/s$/.test(id) ? id.replace(/s$/, "") : `${id}s`),
  "version 1": (one) => `${one.method} /api/v1${shortOf(one).replace(/\{\w+\}/g, "{id}")}`,
  "a whole address": (one) =>
    `${one.method} https://api.mypurecloud.com${one.path.replace(/\{\w+\}/g, "8a8b-1")}`,
  "colons for ids": (one) => `${one.method} ${one.path.replace(/\{(\w+)\}/g, ":$1")}`,
  "a slash at the end": (one) => `${one.method} ${one.path}/`,
  "singular in the path": (one) =>
    /s(\/\{\w+\})?$/.test(one.path)
      ? `${one.method} ${one.path.replace(/s((\/\{\w+\})?)$/, "$1")}`
      : undefined,
  "capitals in the path": (one) =>
    `${one.method} ${one.path.replace(/\/([a-z])/g, (all) => all.toUpperCase())}`,
  label: ({ label }) => label.toLowerCase(),
};

const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

/** So many wrong names of each kind, the same each time; `exists` says which are right after all. */
export const wrongNames = (
  operations: readonly IndexedOperation[],
  ofEach: number,
  exists: (written: string) => boolean,
): WrongName[] =>
  Object.entries(WAYS).flatMap(([kind, way], at) => {
    const random = randomFrom(at + 1);
    const found: WrongName[] = [];
    const seen = new Map<string, number>();
    const all = operations.filter(({ deprecated }) => deprecated === undefined);
    for (const one of all) {
      const written = way(one, () => 0.5);
      if (written !== undefined) seen.set(written.toLowerCase(), (seen.get(written.toLowerCase()) ?? 0) + 1);
    }
    while (found.length < ofEach) {
      const one = all[Math.floor(random() * all.length)]!;
      const written = way(one, random);
      // What two operations are called means neither of them.
      const several = (seen.get(way(one, () => 0.5)?.toLowerCase() ?? "") ?? 0) > 1;
      if (written === undefined || several || exists(written)) continue;
      found.push({ kind, written, meant: one.id });
    }
    return found;
  });
