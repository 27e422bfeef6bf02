import type { Operation } from "../../facts/operations";
import { loadIndex, operationWithId } from "../../facts/platform";

/** The paths of the whole platform, for a request that the simulator does not know: thousands, so nothing is read before. */

interface Path {
  id: string;
  segments: readonly string[];
}

const split = (path: string): string[] => path.split("/").filter((part) => part !== "");
const literals = ({ segments }: Path): number =>
  segments.filter((segment) => !segment.startsWith("{")).length;
const fits = ({ segments }: Path, parts: readonly string[]): boolean =>
  segments.every((segment, at) => segment.startsWith("{") || segment === parts[at]);

/** A function that finds the operations of a path, whatever their method; those of the path with the most literals. */
export const createUnplayedRoutes = (): ((path: string) => readonly Operation[]) => {
  let byLength: Map<number, Path[]> | undefined;
  const read = (): Map<number, Path[]> => {
    const found = new Map<number, Path[]>();
    for (const { id, path } of loadIndex()) {
      const segments = split(path);
      found.set(segments.length, [...(found.get(segments.length) ?? []), { id, segments }]);
    }
    return found;
  };
  return (path) => {
    const parts = split(path);
    const fitting = ((byLength ??= read()).get(parts.length) ?? []).filter((one) => fits(one, parts));
    const most = Math.max(0, ...fitting.map(literals));
    return fitting.filter((one) => literals(one) === most).flatMap(({ id }) => operationWithId(id) ?? []);
  };
};
