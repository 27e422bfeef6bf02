import { types } from "node:util";
import { inputError } from "../platform/errors/errors";

/** More than any request can hold: the platform takes 512,000 bytes, and each value is at least two of them. */
const MOST_VALUES = 1_000_000;
/** Deeper than any body of the catalogue, and far from what JSON can write. */
const DEEPEST = 500;

const ADVICE = "Pass plain data: text, numbers, true or false, lists and objects.";
const THROWS = "contains a value that throws an error when it is read";

/**
 * A value of a message as plain data of our own, read once and here, so that nothing throws later: no getter, no proxy,
 * no `toJSON`. It stays what it was to a check and to JSON: a date, bytes, a Map or a function keep their kind.
 * @throws GenesysError `input` naming the input. Whatever a value throws is not repeated: it may be personal.
 */
export const asPlain = (name: string, source: string, value: unknown): unknown => {
  if (typeof value !== "object" && typeof value !== "function") return value;
  let complaint = THROWS;
  const refuse = (why: string): never => {
    complaint = why;
    throw new Error(why);
  };
  try {
    return createCopy(refuse)(value, "");
  } catch {
    throw inputError(name, `The input "${name}" (${source}) ${complaint}. ${ADVICE}`);
  }
};

/** Copies as JSON would write it, under bounds. */
const createCopy = (refuse: (why: string) => never) => {
  const above = new Set<object>();
  let left = MOST_VALUES;

  const count = (values: number): void => {
    left -= values;
    if (!(left >= 0)) refuse("contains more values than a request can have");
  };

  const copy = (given: unknown, key: string): unknown => {
    if (typeof given === "bigint") refuse("contains a BigInt, which JSON does not support");
    if (typeof given === "function") return noFunction;
    if (typeof given !== "object" || given === null) return given;
    if (above.has(given)) refuse("holds itself");
    if (above.size >= DEEPEST) refuse("is nested too deeply");
    above.add(given);
    const copied = copyObject(given, key);
    above.delete(given);
    return copied;
  };

  const copyObject = (given: object, key: string): unknown => {
    const ofKind = copyOfKind(given);
    if (ofKind !== undefined) return ofKind;
    const { toJSON } = given as { toJSON?: unknown };
    if (typeof toJSON !== "function") return copyMembers(given);
    const written: unknown = Reflect.apply(toJSON, given, [key]);
    // As JSON does it: the `toJSON` of what `toJSON` returns is not called.
    return typeof written === "object" && written !== null
      ? (copyOfKind(written) ?? copyMembers(written))
      : copy(written, key);
  };

  const copyMembers = (given: object): object => {
    if (Array.isArray(given)) {
      const { length } = given;
      count(length);
      return Array.from({ length }, (_, index) => copy(given[index], String(index)));
    }
    const keys = Object.keys(given);
    count(keys.length);
    const made: Record<string, unknown> = {};
    for (const key of keys) {
      const member = copy((given as Record<string, unknown>)[key], key);
      // JSON calls `toJSON` only where it is a function, and that has happened above.
      if (key !== "toJSON" || typeof member !== "function") put(made, key, member);
    }
    const kind = Object.prototype.toString.call(given).slice(8, -1);
    // Else what was no simple object would pass for one.
    if (kind !== "Object") Object.defineProperty(made, Symbol.toStringTag, { value: kind });
    return made;
  };

  return copy;
};

const noFunction = (): void => undefined;

/** `__proto__` is a name like any other. */
const put = (made: Record<string, unknown>, key: string, value: unknown): void => {
  if (key !== "__proto__") made[key] = value;
  else Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
};

const getterOf = (name: "buffer" | "byteOffset" | "byteLength"): ((this: unknown) => unknown) =>
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), name)?.get as () => unknown;
const [bufferOf, offsetOf, lengthOf] = (["buffer", "byteOffset", "byteLength"] as const).map(getterOf) as [
  () => ArrayBuffer,
  () => number,
  () => number,
];

/** The kinds that Node.js recognises by what they are, not by their prototype; read without their own methods. */
const copyOfKind = (given: object): object | undefined => {
  if (types.isProxy(given)) return undefined;
  if (types.isDate(given)) return new Date(Date.prototype.getTime.call(given));
  if (types.isUint8Array(given)) {
    const bytes = [bufferOf.call(given), offsetOf.call(given), lengthOf.call(given)] as const;
    return Buffer.isBuffer(given) ? Buffer.from(...bytes) : new Uint8Array(...bytes);
  }
  if (types.isStringObject(given)) return new String(String.prototype.valueOf.call(given));
  if (types.isNumberObject(given)) return new Number(Number.prototype.valueOf.call(given));
  if (types.isBooleanObject(given)) return new Boolean(Boolean.prototype.valueOf.call(given));
  if (types.isMap(given)) return new Map();
  return types.isSet(given) ? new Set() : undefined;
};
