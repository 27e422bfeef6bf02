/** What comes first, of many: each push and pop takes a time that grows with the logarithm of their number. */
export interface Heap<T> {
  push(item: T): void;
  /** The first one, left where it is. */
  peek(): T | undefined;
  pop(): T | undefined;
  /** Only these stay. */
  keep(is: (item: T) => boolean): void;
  size(): number;
}

export const createHeap = <T>(isBefore: (a: T, b: T) => boolean): Heap<T> => {
  let items: T[] = [];
  const at = (index: number): T => items[index] as T; // only called with an index that exists

  const rise = (from: number, item: T): void => {
    let index = from;
    for (; index > 0; index = (index - 1) >> 1) {
      const parent = at((index - 1) >> 1);
      if (!isBefore(item, parent)) break;
      items[index] = parent;
    }
    items[index] = item;
  };

  const sink = (item: T): void => {
    let index = 0;
    for (let child = 1; child < items.length; child = 2 * index + 1) {
      if (child + 1 < items.length && isBefore(at(child + 1), at(child))) child += 1;
      if (!isBefore(at(child), item)) break;
      items[index] = at(child);
      index = child;
    }
    items[index] = item;
  };

  const push = (item: T): void => rise(items.push(item) - 1, item);
  return {
    push,
    peek: () => items[0],
    pop: () => {
      const first = items[0];
      const last = items.pop();
      if (last !== undefined && items.length > 0) sink(last);
      return first;
    },
    keep: (is) => {
      const kept = items.filter(is);
      items = [];
      kept.forEach(push);
    },
    size: () => items.length,
  };
};
