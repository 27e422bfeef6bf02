import type { Capture, CaptureRecord } from "../../nodes/lib/capture/format";

/** Made-up conversations with personal data in all kinds of places, and what must not be left of it. */

/** A small generator of numbers: the same seed gives the same captures. */
export const randomOf = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const of = <T>(...choices: readonly T[]): T => choices[below(choices.length)] as T; // one of them is there
  const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join("");
  const hex = (count: number): string => Array.from({ length: count }, () => below(16).toString(16)).join("");
  const word = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet.charAt(below(alphabet.length))).join("");
  return { below, of, digits, hex, word };
};

type Random = ReturnType<typeof randomOf>;

const ALPHABETS = [
  "abcdefghijklmnopqrstuvwxyz",
  "aeioubcdfgäöüßéñ",
  "абвгдежзиклмноп",
  "βγδεζηθικλμ",
  "アイウエオカキクケコ",
];
const NUMBERS = ["+49151", "+4930", "+1212", "+447911", "+3361", "+8190", "+5511", "+6141", "+3519"];

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export interface Person {
  first: string;
  last: string;
  e164: string;
  email: string;
  id: string;
  secret: string;
  ip: string;
  birth: string;
}

export const personOf = (random: Random): Person => {
  const { word, of, digits, hex, below } = random;
  const name = (): string => upperFirst(word(of(...ALPHABETS), 5 + below(5)));
  const latin = ALPHABETS[0] ?? "";
  return {
    ...{ first: name(), last: name() },
    e164: of(...NUMBERS) + digits(7),
    email: `${word(latin, 7)}.${word(latin, 6)}@${word(latin, 9)}.com`,
    id: `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    secret: `ey${word(latin, 8)}${digits(3)}.${word(latin, 12)}-${digits(9)}_${word(latin, 9)}`,
    ip: `10.${100 + below(155)}.${100 + below(155)}.${100 + below(155)}`,
    birth: `19${40 + below(60)}-0${1 + below(9)}-1${below(9)}`,
  };
};

/** The parts of which none may be left, in lower case. */
export const tellingOf = ({ first, last, e164, email, id, secret, ip, birth }: Person): string[] =>
  [
    ...[first, last, e164.slice(1), e164.slice(3), id, id.replaceAll("-", ""), ip, birth],
    ...[...email.split(/[.@]/), ...secret.split(/[._-]/)].filter((part) => part.length >= 5),
  ].map((part) => part.toLowerCase());

type Way = (person: Person) => string;

const nameOf = ({ first, last }: Person): string => `${first} ${last}`;
const spaced = ({ e164 }: Person): string => e164.replace(/^(\+\d\d)(\d{3})/, "$1 $2 ");
const encoded = (text: string): string => encodeURIComponent(text);

/** The ways to write something about a person. */
const WAYS: readonly Way[] = [
  nameOf,
  (one) => nameOf(one).toUpperCase(),
  ({ first, last }) => `${last}, ${first}`,
  ({ first, last }) => `${first.toLowerCase()}_${last.toLowerCase()}`,
  ({ first, last }) => last + first,
  ({ e164 }) => e164,
  ({ e164 }) => `tel:${e164}`,
  ({ e164, ip }) => `sip:${e164}@${ip};user=phone`,
  spaced,
  ({ e164 }) => `0${e164.slice(3)}`,
  ({ e164 }) => e164.slice(1),
  ({ email }) => email,
  ({ email }) => email.toUpperCase(),
  (one) => `"${nameOf(one)}" <${one.email}>`,
  ({ id }) => id,
  ({ id }) => id.toUpperCase(),
  ({ id }) => `urn:uuid:${id}`,
  ({ id }) => id.replaceAll("-", ""),
  ({ id }) => `${id}-archival`,
  ({ secret }) => `Bearer ${secret}`,
  ({ ip }) => `[${ip}]:5060`,
  ({ birth }) => birth,
  ({ birth }) => `${birth}T08:00:00.000Z`,
  (one) =>
    `https://${/^[a-z]+$/i.test(one.last) ? one.last : "host"}.example.org/${encoded(nameOf(one))}?token=${one.secret}&mail=${encoded(one.email)}#${one.id}`,
  (one) => encoded(encoded(`${nameOf(one)} ${one.email}`)),
  (one) =>
    JSON.stringify({
      ...{ name: nameOf(one), [one.first]: [one.email, { phone: one.e164, n: Number(one.e164.slice(1)) }] },
      when: one.birth,
    }),
  (one) => `/api/v2/users/${one.id}?name=${encoded(nameOf(one))}`,
  (one) =>
    `Customer ${nameOf(one)} (${one.e164}, ${one.email}) called from ${one.ip}: "my number is ${spaced(one)}", ref ${one.id}.`,
];

const said = (person: Person, { of }: Random): string => of(...WAYS)(person);

const KNOWN = [
  ...[
    "name",
    "address",
    "ani",
    "aniName",
    "dnis",
    "queueName",
    "notes",
    "subject",
    "text",
    "title",
    "externalTag",
  ],
  ...["userUri", "selfUri", "fromAddress", "callbackUserName", "description", "email", "body", "reason"],
];
/** Fields that keep what they should have: this must not pass for it. */
const KEPT = [
  ...[
    "state",
    "direction",
    "purpose",
    "disconnectType",
    "startTime",
    "endTime",
    "connectedTime",
    "type",
    "provider",
  ],
  ...["mediaType", "language", "wrapupPrompt", "recordingState", "code", "phrase", "version", "contentType"],
];
const FREE = ["attributes", "metadata", "customAttributes", "context", "properties", "data"];

const placed = (person: Person, random: Random): Record<string, unknown> => {
  const { of, below, word } = random;
  const value = (): unknown =>
    of<() => unknown>(
      ...[said, said, said].map((say) => () => say(person, random)),
      () => Number(person.e164.slice(1)),
      () => [said(person, random)],
    )();
  const unknown = upperFirst(word(ALPHABETS[0] ?? "", 6));
  const entries: [string, unknown][] = Array.from({ length: 2 + below(3) }, () =>
    of<() => [string, unknown]>(
      () => [of(...KNOWN), value()],
      () => [of(...KEPT), value()],
      () => [unknown, value()],
      () => [said(person, random), of<unknown>(true, 1, "x")],
      () => [of(...FREE), { [said(person, random)]: value(), state: value(), nested: { id: value() } }],
      () => [of("durationMs", "priority", "eventTime"), Number(person.e164.slice(1))],
    )(),
  );
  return Object.fromEntries(entries);
};

const bodyOf = (person: Person, random: Random, conversationId: string): Record<string, unknown> => ({
  ...placed(person, random),
  id: conversationId,
  participants: [
    {
      ...{
        id: person.id,
        purpose: "customer",
        name: `${person.first} ${person.last}`,
        ani: `tel:${person.e164}`,
      },
      calls: [
        {
          id: person.id,
          state: "connected",
          connectedTime: "2026-01-01T10:00:00.000Z",
          ...placed(person, random),
        },
      ],
      ...placed(person, random),
    },
  ],
});

const recordOf = (person: Person, random: Random, conversationId: string, at: number): CaptureRecord => {
  const body = bodyOf(person, random, conversationId);
  const path = `/api/v2/conversations/${conversationId}/participants/${person.id}/${encodeURIComponent(person.last)}`;
  return random.of<CaptureRecord>(
    { kind: "read", at, path: `/api/v2/conversations/${conversationId}`, status: 200, body },
    {
      ...{ kind: "frame", at, topicName: `v2.users.${person.id}.conversations`, correlationId: person.id },
      eventBody: body,
    },
    {
      ...{ kind: "request", at, tookMs: 5, method: "PATCH", path, status: 400 },
      query: { q: said(person, random), name: person.last },
      ...{
        body: placed(person, random),
        answer: { message: said(person, random), ...placed(person, random) },
      },
    },
  );
};

/** A capture about two people, and what must not be left of them. */
export const plantedCapture = (seed: number): { capture: Capture; telling: string[]; people: Person[] } => {
  const random = randomOf(seed);
  const people = [personOf(random), personOf(random)];
  const conversationId = personOf(random).id;
  const records = Array.from({ length: 1 + random.below(2) }, (_, index) =>
    recordOf(random.of(...people), random, conversationId, index * 100),
  );
  return {
    capture: {
      ...{ format: "genesys-capture", version: 1, conversationId, startedAt: "2026-01-01T10:00:00.000Z" },
      ...{ isComplete: true, records },
    },
    people,
    telling: [...people.flatMap(tellingOf), conversationId],
  };
};

const tryDecode = (escape: string): string => {
  try {
    return decodeURIComponent(escape);
  } catch {
    return escape;
  }
};

/** What is left in a text of any nesting and encoding, also where it is written with separators. */
export const residues = (text: string, telling: readonly string[]): string[] => {
  const texts = [text.toLowerCase()];
  for (let last = text; /%[0-9a-f]{2}/i.test(last) && texts.length < 4;) {
    last = last.replaceAll(/(?:%[0-9a-f]{2})+/gi, tryDecode);
    texts.push(last.toLowerCase());
  }
  texts.push(...texts.map((each) => each.replaceAll(/[\s().\\/-]+/g, "")));
  return telling.filter((part) => texts.some((each) => each.includes(part)));
};
