import { loadOperations, type Operation } from "../../facts/operations";
import { EXTRA_OPERATIONS } from "./extra-operations";
import type { Routes } from "./handler";
import { createUnplayedRoutes } from "./unplayed-routes";

/** From a method and a path to the operation that they mean. */

export interface Found {
  operation: Operation;
  params: Record<string, string>;
}

interface Route {
  operation: Operation;
  segments: readonly string[];
}

const split = (path: string): string[] => path.split("/").filter((part) => part !== "");
const isParameter = (segment: string): boolean => segment.startsWith("{");

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

export interface Router {
  /** What happens at the operations that it finds. */
  readonly routes: Routes;
  find(method: string, path: string): Found | undefined;
  /** The operations of a path, whatever their method; those of the path with the most literals where several fit. */
  at(path: string): readonly Operation[];
  /** The known operation that looks most like it, if one does at all. */
  nearest(method: string, path: string): Operation | undefined;
}

export const createRouter = (routes: Routes): Router => {
  const known: Route[] = [...loadOperations(), ...EXTRA_OPERATIONS].map((operation) => ({
    operation,
    segments: split(operation.path),
  }));
  // Where a literal and a parameter both fit, the literal is meant: /users/me is no user called "me".
  const literals = (route: Route): number => route.segments.filter((segment) => !isParameter(segment)).length;
  known.sort((a, b) => literals(b) - literals(a));

  const match = (route: Route, parts: readonly string[]): Record<string, string> | undefined => {
    if (route.segments.length !== parts.length) return undefined;
    const params: Record<string, string> = {};
    for (const [i, segment] of route.segments.entries()) {
      const part = parts[i] ?? "";
      if (isParameter(segment)) params[segment.slice(1, -1)] = decode(part);
      else if (segment !== part) return undefined;
    }
    return params;
  };

  /** Sorted as they are, the first that fits has the most literals. */
  const fitting = (parts: readonly string[]): Route[] => {
    const all = known.filter((route) => match(route, parts) !== undefined);
    return all.filter((route) => all[0] && literals(route) === literals(all[0]));
  };

  const unplayed = createUnplayedRoutes();

  const findPlayed = (method: string, parts: readonly string[]): Found | undefined => {
    for (const route of fitting(parts)) {
      if (route.operation.method !== method) continue;
      const params = match(route, parts);
      if (params) return { operation: route.operation, params };
    }
    return undefined;
  };

  /** An operation of the platform that is simulated nowhere; it is more exact than one that takes the same word as an id. */
  const findUnplayed = (method: string, path: string): Found | undefined => {
    const operation = unplayed(path).find((one) => one.method === method);
    if (operation === undefined) return undefined;
    const segments = split(operation.path);
    return { operation, params: match({ operation, segments }, split(path)) ?? {} };
  };

  return {
    routes,
    find: (method, path) => {
      const found = findPlayed(method, split(path));
      const isSure = found && Object.values(found.params).every(looksLikeId);
      return isSure ? found : (findUnplayed(method, path) ?? found);
    },
    at: (path) => {
      const all = [...fitting(split(path)).map(({ operation }) => operation), ...unplayed(path)];
      const most = Math.max(0, ...all.map(literalsOf));
      const best = all.filter((one) => literalsOf(one) === most);
      return [...new Map(best.map((one) => [one.id, one])).values()];
    },
    nearest: (method, path) => {
      const parts = split(path);
      const ranked = known
        .map((route) => ({
          route,
          cost: pathDistance(parts, route.segments) + (route.operation.method === method ? 0 : 0.4),
        }))
        .sort((a, b) => a.cost - b.cost);
      const best = ranked[0];
      return best && best.cost <= Math.max(1.5, parts.length / 3) ? best.route.operation : undefined;
    },
  };
};

const literalsOf = ({ path }: Operation): number =>
  split(path).filter((segment) => !isParameter(segment)).length;

/** Edit distance in which a part that is nearly right costs less than one that is missing. */
const pathDistance = (parts: readonly string[], segments: readonly string[]): number =>
  distance(parts, segments, (part, segment) => {
    if (isParameter(segment)) return looksLikeId(part) ? 0 : 0.6;
    if (part === segment) return 0;
    if (looksLikeId(part)) return 1.2;
    return Math.min(
      1,
      (1.2 * distance([...part], [...segment], (a, b) => (a === b ? 0 : 1))) / segment.length,
    );
  });

const looksLikeId = (part: string): boolean => /\d/.test(part) && part.length > 3;

const distance = <T>(from: readonly T[], to: readonly T[], cost: (a: T, b: T) => number): number => {
  let row = to.map((_, j) => j + 1);
  row.unshift(0);
  for (const [i, a] of from.entries()) {
    const next = [i + 1];
    for (const [j, b] of to.entries())
      next.push(Math.min((row[j] ?? 0) + cost(a, b), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row.at(-1) ?? 0;
};
