import { ActError } from "../act/details";

/** How a customer reaches the floor. */
export const FLOOR_MEDIA = ["call", "message", "email", "chat", "callback"] as const;
export type FloorMedia = (typeof FLOOR_MEDIA)[number];

/** How busy the floor is, and what its people are like. */
export interface Rates {
  /** Customers an hour; 0: only those that come from elsewhere. */
  perHour: number;
  /** How many of them use which medium, as weights. */
  mix: Readonly<Record<FloorMedia, number>>;
  /** How long a caller waits before giving up, on average. */
  patienceSeconds: number;
  /** How long an agent has a customer: half of them shorter, half of them longer. */
  talkSeconds: number;
  /** How long an agent takes for the wrap-up, on average. */
  wrapUpSeconds: number;
  /** The part of alerts that agents answer, from 0 to 1. The others are declined or missed. */
  answers: number;
  /** The part of calls that are put on hold. */
  holds: number;
  /** The part of conversations that are transferred. */
  transfers: number;
  /** The part of calls about which the agent consults a colleague. */
  consults: number;
  /** The part of calls that a supervisor monitors. */
  monitored: number;
  /** The part of messaging conversations in which the agent writes. */
  writes: number;
  /** How many breaks an agent takes an hour. */
  breaksPerHour: number;
  /** How long a break takes: half of them shorter, half of them longer. */
  breakSeconds: number;
  /** The part of wrap-ups that agents forget: it times out where the queue has a time-out, else they return to it later. */
  forgets: number;
}

/** Made up: a small floor that the agents of the simulated org can just serve. */
export const DEFAULT_RATES: Readonly<Rates> = {
  perHour: 120,
  mix: { call: 60, message: 20, email: 8, chat: 6, callback: 6 },
  patienceSeconds: 180,
  talkSeconds: 150,
  wrapUpSeconds: 25,
  answers: 0.9,
  holds: 0.2,
  transfers: 0.08,
  consults: 0.08,
  monitored: 0.05,
  writes: 0.9,
  breaksPerHour: 0.25,
  breakSeconds: 600,
  forgets: 0.15,
};

/** The highest values; of a part it is 1. An hour of that many customers takes a few seconds, and nothing removes them. */
const LIMITS: Readonly<Record<string, number>> = { perHour: 10_000, breaksPerHour: 60 };

const limitOf = (name: string): number =>
  LIMITS[name] ?? (name.endsWith("Seconds") ? 86_400 : name.startsWith("mix") ? 1e6 : 1);

const numberOf = (name: string, value: unknown): number => {
  const most = limitOf(name);
  if (typeof value === "number" && value >= 0 && value <= most) return value;
  throw new ActError(name, `${name} must be a number from 0 to ${most}.`);
};

const objectOf = (name: string, value: unknown): Record<string, unknown> => {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new ActError(name, `${name} must be an object.`);
};

const numbersOf = <T extends object>(known: T, given: Record<string, unknown>, prefix = ""): T => {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(known, name))
      throw new ActError(
        `${prefix}${name}`,
        `There is no rate ${prefix}${name}. There are: ${Object.keys(known).join(", ")}.`,
      );
  const numbers = Object.entries(given).map(([name, value]) => [name, numberOf(`${prefix}${name}`, value)]);
  return Object.fromEntries(numbers) as T;
};

const NO_MEDIA: Readonly<Rates["mix"]> = { call: 0, message: 0, email: 0, chat: 0, callback: 0 };

/**
 * The rates that a request or a file gives, the others by default. A `mix` that is given is the whole of it: media that it does
 * not name do not come.
 * @throws ActError naming the rate that is unknown or out of its limits
 */
export const ratesOf = (given: unknown): Rates => {
  const { mix, ...numbers } = objectOf("rates", given ?? {});
  const { mix: usual, ...others } = DEFAULT_RATES;
  const chosen = mix === undefined ? usual : numbersOf(NO_MEDIA, objectOf("mix", mix), "mix.");
  if (!Object.values(chosen).some((weight) => weight > 0))
    throw new ActError("mix", "mix needs a medium with a weight above 0.");
  return { ...others, ...numbersOf(others, numbers), mix: { ...NO_MEDIA, ...chosen } };
};
