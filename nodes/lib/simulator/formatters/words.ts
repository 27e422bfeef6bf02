import type { DisconnectType, LegState, Media } from "../entities/communication";

/**
 * The enumerated values of the response models. A leg is kept with the values of calls, which have the most. A model
 * that lacks a value gets the nearest one that it has.
 */

/** Inside a participant, by medium; flattened, all media have the same values. */
export type Shape = Media | "flat";

/** The nearest value first. The last one of a list is in every model. */
const NEAREST_STATES: Readonly<Partial<Record<string, readonly string[]>>> = {
  dialing: ["alerting"],
  contacting: ["alerting"],
  offering: ["alerting"],
  scheduled: ["none", "alerting"],
  none: ["alerting"],
  parked: ["connected"],
  transmitting: ["connected"],
  terminated: ["disconnected"],
};

const NEAREST_ENDS: Readonly<Partial<Record<DisconnectType, readonly DisconnectType[]>>> = {
  endpoint: ["peer"],
  "endpoint.donotdisturb": ["endpoint", "peer"],
  timeout: ["system"],
  "transfer.conference": ["transfer"],
  "transfer.consult": ["transfer"],
  "transfer.donotdisturb": ["transfer"],
  "transfer.forward": ["transfer"],
  "transfer.noanswer": ["transfer"],
  "transfer.notavailable": ["transfer"],
  "transport.failure": ["error", "system"],
  error: ["system"],
  other: ["system"],
  spam: ["other", "system"],
  uncallable: ["other", "system"],
  inactivity: ["timeout", "system"],
  "session.expired": ["timeout", "system"],
  takeover: ["transfer"],
};

const SPECIAL_STATES = ["scheduled", "parked", "transmitting"];
const FEW = ["dialing", "contacting", "offering", "terminated"];

const LACKS_STATES: Readonly<Record<Shape, readonly string[]>> = {
  calls: ["scheduled", "parked"],
  callbacks: ["parked", "transmitting"],
  chats: SPECIAL_STATES,
  cobrowsesessions: SPECIAL_STATES,
  emails: ["scheduled", ...FEW],
  messages: ["scheduled", "transmitting", "none", ...FEW],
  internalMessages: [...SPECIAL_STATES, "none", ...FEW],
  screenshares: SPECIAL_STATES,
  socialExpressions: SPECIAL_STATES,
  videos: SPECIAL_STATES,
  flat: ["scheduled"],
};

const OF_MESSAGES: readonly DisconnectType[] = ["inactivity", "session.expired", "takeover"];
const QUIET: readonly DisconnectType[] = ["endpoint.donotdisturb", "transfer.donotdisturb"];
const MOST = [...OF_MESSAGES, ...QUIET];
const UNANSWERED: readonly DisconnectType[] = ["transfer.noanswer", "transfer.notavailable"];

const LACKS_ENDS: Readonly<Record<Shape, readonly DisconnectType[]>> = {
  calls: OF_MESSAGES,
  callbacks: MOST,
  chats: [...MOST, ...UNANSWERED, "spam", "transport.failure"],
  cobrowsesessions: [...MOST, ...UNANSWERED],
  emails: MOST,
  messages: QUIET,
  internalMessages: [
    ...[...MOST, ...UNANSWERED],
    ...(["endpoint", "error", "other", "spam", "timeout", "transport.failure", "uncallable"] as const),
    ...(["transfer.conference", "transfer.consult", "transfer.forward"] as const),
  ],
  screenshares: MOST,
  socialExpressions: MOST,
  videos: MOST,
  flat: ["timeout", "uncallable"],
};

type Spelling = Readonly<Record<Shape, ReadonlyMap<string, string>>>;

/** By format, each value that its model lacks, with the one that is sent instead. */
const spellingOf = (
  lacks: Readonly<Record<Shape, readonly string[]>>,
  nearest: Readonly<Partial<Record<string, readonly string[]>>>,
): Spelling =>
  Object.fromEntries(
    Object.entries(lacks).map(([shape, words]) => [
      shape,
      new Map(
        words.flatMap((word) => {
          const found = nearest[word]?.find((other) => !words.includes(other));
          return found === undefined ? [] : [[word, found] as const];
        }),
      ),
    ]),
  ) as Record<Shape, Map<string, string>>; // the keys are those of `lacks`

const STATES = spellingOf(LACKS_STATES, NEAREST_STATES);
const ENDS = spellingOf(LACKS_ENDS, NEAREST_ENDS);

/** `isOver`: the conversation has ended, and its ended legs are terminated. */
export const stateIn = (shape: Shape, state: LegState, isOver = false): string => {
  const word = isOver && state === "disconnected" ? "terminated" : state;
  return STATES[shape].get(word) ?? word;
};

export const endIn = (shape: Shape, disconnectType: DisconnectType | undefined): string | undefined =>
  disconnectType === undefined ? undefined : (ENDS[shape].get(disconnectType) ?? disconnectType);
