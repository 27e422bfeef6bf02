/** What a thrower says: a caller's number, which must not be repeated. */
export const SAID = "the caller +1 555 010 0142 cannot be read";

const fail = (): never => {
  throw new Error(SAID);
};

const revoked = (target: object): object => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

const endless = (): object =>
  new Proxy(
    {},
    {
      ownKeys: () => ["more"],
      getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
      get: (_none, key) => (key === "more" ? endless() : undefined),
    },
  );

const circular = (): object => {
  const list: unknown[] = [];
  const around = { list };
  list.push({ around });
  return around;
};

const deep = (levels: number): object => {
  let inner: object = {};
  for (let level = 0; level < levels; level += 1) inner = { inner };
  return inner;
};

/** Values that cannot be read as data, whichever way they are read; made again for each use. */
export const UNREADABLE: readonly [name: string, make: () => unknown][] = [
  ["a revoked proxy", () => revoked({})],
  ["a revoked proxy of a list", () => revoked([])],
  ["a getter that throws", () => Object.defineProperty({}, "id", { enumerable: true, get: fail })],
  [
    "a getter deep inside",
    () => ({ a: [{ b: Object.defineProperty({}, "c", { enumerable: true, get: fail }) }] }),
  ],
  ["a getter in a list", () => Object.defineProperty([1, 2], 1, { enumerable: true, get: fail })],
  ["a proxy whose keys throw", () => new Proxy({}, { ownKeys: fail })],
  ["a proxy whose members throw", () => new Proxy({ id: "a" }, { get: fail })],
  ["a proxy whose descriptors throw", () => new Proxy({ id: "a" }, { getOwnPropertyDescriptor: fail })],
  [
    "a list whose length throws",
    () =>
      new Proxy(["a"], {
        get: (list, key) => (key === "length" ? fail() : (Reflect.get(list, key) as unknown)),
      }),
  ],
  [
    "a list whose length is no number",
    () =>
      new Proxy(["a"], { get: (list, key) => (key === "length" ? {} : (Reflect.get(list, key) as unknown)) }),
  ],
  ["a toJSON that throws", () => ({ toJSON: fail })],
  ["a toJSON that is a getter", () => Object.defineProperty({}, "toJSON", { get: fail })],
  ["a toJSON whose result throws", () => ({ toJSON: () => ({ id: revoked({}) }) })],
  ["a tag that throws", () => Object.defineProperty({}, Symbol.toStringTag, { get: fail })],
  ["something that throws a proxy", () => ({ toJSON: () => { throw revoked({}) as Error; } })], // prettier-ignore
  ["something that throws no error", () => ({ toJSON: () => { throw SAID as unknown as Error; } })], // prettier-ignore
  [
    "bytes whose prototype is a revoked proxy",
    () => Object.setPrototypeOf(new Uint8Array(2), revoked({})) as unknown,
  ],
  ["itself", circular],
  ["a BigInt", () => ({ id: 10n })],
];

/** The same, where Node-RED's own copy for a Catch node takes long, or does not come to an end. */
export const HEAVY: typeof UNREADABLE = [
  ["a depth of ten thousand", () => deep(10_000)],
  ["a million and one values", () => Array.from({ length: 1_000_001 }, () => 0)],
  ["no end", endless],
  [
    "a list that says it has four thousand million entries",
    () =>
      new Proxy(["a"], {
        get: (list, key) => (key === "length" ? 2 ** 32 - 1 : Reflect.get(list, key)) as unknown,
      }),
  ],
];

/** Values that throw as soon as they are made into text or compared, and are data otherwise. */
export const ODD: readonly [name: string, make: () => unknown][] = [
  ["a toString that throws", () => ({ toString: fail, valueOf: fail })],
  ["a toString that is text", () => JSON.parse('{"toString":"a","valueOf":1}') as unknown],
  ["a Symbol.toPrimitive that throws", () => ({ [Symbol.toPrimitive]: fail })],
  ["no prototype", () => Object.assign(Object.create(null) as object, { id: "a" })],
  ["a then that throws", () => Object.defineProperty({ id: "a" }, "then", { get: fail })],
  ["a then", () => ({ then: fail })],
  ["a symbol", () => Symbol("a")],
  ["a symbol inside", () => ({ id: Symbol("a") })],
  ["a BigInt alone", () => 10n],
  ["a function", () => fail],
  ["a function with a toJSON", () => Object.assign(() => 1, { toJSON: fail })],
  ["a Map", () => new Map([["id", revoked({})]])],
  ["a Set", () => new Set(["a"])],
  ["a date that is none", () => new Date(NaN)],
  ["a date with a toJSON of its own", () => Object.assign(new Date(0), { toJSON: fail })],
  ["a boxed text with a toString of its own", () => Object.assign(new String("a"), { toString: fail })],
  [
    "a Buffer with methods of its own",
    () => Object.assign(Buffer.from("a"), { subarray: fail, toJSON: fail }),
  ],
  ["a list of lists", () => [[["a"]]]],
  [
    "a promise of something unreadable",
    () => Promise.resolve(Object.defineProperty({}, "id", { enumerable: true, get: fail })),
  ],
  ["a promise that fails", () => { const failed = Promise.reject(new Error(SAID)); failed.catch(() => undefined); return failed; }], // prettier-ignore
  ["half a character", () => "\ud800"],
  ["__proto__", () => JSON.parse('{"__proto__":{"id":1},"constructor":1}') as unknown],
];
