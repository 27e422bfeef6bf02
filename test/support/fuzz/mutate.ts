import type { Dice } from "./random";

/** A longer input is cut: what grows faster than its input shows at this length. */
export const LONGEST = 64 * 1024;

const UUID = "5e0f4e0e-1111-4222-8333-0123456789ab";
/** Values at the borders of types, and names that every object has. */
const INTERESTING: readonly unknown[] = [
  ...[null, true, false, "", 0, -1, 1, 7, 1e21, 2 ** 53, -0.5, [], {}, [[]], [null], [""], " "],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "then",
    "\ud800",
    "\u0000",
    "${HOME}",
  ],
  ...[
    "2026-01-10T10:00:00.000Z",
    "+275760-09-13T00:00:00.001Z",
    "1e3",
    "NaN",
    UUID,
    "a@b.example",
    "+4930123456",
  ],
  ...[
    "{{x}}",
    "$.a[0]",
    "../..",
    "https://[::1]:443/",
    "a".repeat(300),
    "(".repeat(2_000),
    "é".repeat(5_000),
  ],
];

type Parent = Record<string, unknown> | unknown[];
type Place = [parent: Parent, key: string | number];

const MOST_PLACES = 2_000;

const placesIn = (root: Parent): Place[] => {
  const places: Place[] = [];
  const visit = (parent: Parent, depth: number): void => {
    for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
      if (places.length >= MOST_PLACES || depth > 200) return;
      places.push([parent, key]);
      const value = (parent as Record<string, unknown>)[key];
      if (typeof value === "object" && value !== null) visit(value as Parent, depth + 1);
    }
  };
  visit(root, 0);
  return places;
};

const get = ([parent, key]: Place): unknown => (parent as Record<string | number, unknown>)[key];
const set = ([parent, key]: Place, value: unknown): void =>
  void Object.defineProperty(parent, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
const remove = ([parent, key]: Place): void => {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Changes inputs: JSON by its structure, everything else by its characters. `words` are names that the code under test uses. */
export const createMutator = ({ below, oneOf }: Dice, words: readonly string[]) => {
  const word = (): string => (words.length === 0 ? "a" : oneOf(words));
  const value = (): unknown => (below(3) === 0 ? word() : structuredClone(oneOf(INTERESTING)));

  const wrapped = (inner: unknown): unknown => {
    const levels = below(4) === 0 ? 1 + below(300) : 1 + below(3);
    const key = below(2) === 0 ? undefined : word();
    let outer = inner;
    for (let level = 0; level < levels; level += 1) outer = key === undefined ? [outer] : { [key]: outer };
    return outer;
  };

  const changedText = (text: string): string => {
    const at = below(text.length + 1);
    const until = Math.min(text.length, at + below(8));
    switch (below(7)) {
      case 0:
        return text.slice(0, at) + word() + text.slice(at);
      case 1:
        return text.slice(0, at) + text.slice(until);
      case 2:
        return text.slice(0, at) + text.slice(at, until).repeat(2 + below(20)) + text.slice(until);
      case 3: {
        const repeated = text.slice(at, until) || word();
        return text.slice(0, at) + repeated.repeat(Math.min(4_000, Math.ceil(LONGEST / 2 / repeated.length)));
      }
      case 4:
        return (
          text.slice(0, at) + String.fromCharCode(below(below(2) === 0 ? 128 : 65_536)) + text.slice(until)
        );
      case 5:
        return below(2) === 0 ? text.toUpperCase() : text.toLowerCase();
      default:
        return oneOf([`${text} `, ` ${text}`, word(), text + text]);
    }
  };

  const changedValue = (before: unknown): unknown => {
    if (typeof before === "string" && /^\s*[[{]/.test(before) && below(3) > 0) {
      const inner = parsed(before);
      if (typeof inner === "object" && inner !== null) return JSON.stringify(changedJson(inner as Parent));
    }
    if (typeof before === "string" && below(2) === 0) return changedText(before);
    if (typeof before === "number" && below(2) === 0)
      return oneOf([before + 1, before - 1, -before, before * 1_000, before / 3, String(before)]);
    return value();
  };

  const changedJson = (root: Parent, donor?: unknown): unknown => {
    const places = placesIn(root);
    if (places.length === 0) return below(2) === 0 ? { [word()]: value() } : [value()];
    const place = oneOf(places);
    const [parent, key] = place;
    switch (below(9)) {
      case 0:
        remove(place);
        break;
      case 1:
        set([parent, Array.isArray(parent) ? parent.length : word()], below(2) === 0 ? value() : get(place));
        break;
      case 2:
        set(place, wrapped(get(place)));
        break;
      case 3:
        if (!Array.isArray(parent)) {
          set([parent, word()], get(place));
          delete parent[key];
        }
        break;
      case 4:
        set(place, get(oneOf(places)) === parent ? value() : structuredClone(get(oneOf(places))));
        break;
      case 5: {
        const others = typeof donor === "object" && donor !== null ? placesIn(donor as Parent) : [];
        if (others.length > 0) set(place, get(oneOf(others)));
        break;
      }
      case 6:
        if (Array.isArray(parent)) parent.push(...parent.slice(0, 50));
        else set(place, [get(place), get(place)]);
        break;
      default:
        set(place, changedValue(get(place)));
    }
    return root;
  };

  const changedBytes = (input: Buffer): Buffer => {
    const bytes = Buffer.from(input);
    if (bytes.length > 0) bytes[below(bytes.length)] = below(256);
    return bytes;
  };

  /** `donor` is another input, of which parts may be taken. */
  return (input: Buffer, donor: Buffer): Buffer => {
    let bytes = input;
    for (let times = 1 + below(below(3) === 0 ? 6 : 2); times > 0; times -= 1) {
      const text = bytes.toString("utf8");
      const json = below(8) > 0 ? parsed(text) : undefined;
      if (typeof json === "object" && json !== null)
        bytes = Buffer.from(
          JSON.stringify(changedJson(json as Parent, parsed(donor.toString("utf8")))) ?? "",
        );
      else bytes = below(4) === 0 ? changedBytes(bytes) : Buffer.from(changedText(text));
      if (bytes.length > LONGEST) bytes = bytes.subarray(0, LONGEST);
    }
    return bytes;
  };
};
