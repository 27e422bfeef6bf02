import type { MediaType } from "../conversation/conversation";
import type { Target } from "../conversation/target";
import {
  CHANGES,
  isAboutRecording,
  isChange,
  isConsulting,
  isForCallsOnly,
  wayOf,
  type ParticipantAction,
  type Way,
} from "../participants/ways";
import type { PhoneType, SpeakTo, TransferTo } from "../participants/options";
import type { Grant } from "../types";
import { findLeg, findUser, requestOf, step, type Step } from "./step";

/** The media with special operations. All other media use the general one. `email` is last but one. */
const MEDIA: readonly MediaType[] = ["call", "message", "email", "callback", "chat"];

const TRANSFER = { user: "toUser", queue: "toQueue", address: "toAddress", contact: "toContact" } as const;
const CONSULT = {
  user: "consultUser",
  queue: "consultQueue",
  address: "consultAddress",
  contact: "consultContact",
} as const;

const partyOf = ({ transferTo, phoneType }: ParticipantChoice): Record<string, string> =>
  ({
    user: { userId: "{destination}" },
    queue: { queueId: "{destination}" },
    address: { address: "{destination}" },
    contact: { contactId: "{destination}", phoneType },
  })[transferTo];

interface ParticipantChoice extends Pick<Target, "target"> {
  action: ParticipantAction;
  transferTo: TransferTo;
  phoneType: PhoneType;
  speakTo: SpeakTo;
  allowLastCustomer: boolean;
  grant: Grant | undefined;
}

/** The requests of one way of doing it, by medium, where they differ; where the grant has none, those of another grant. */
const requestsFor = (
  does: Way["does"],
  { action, target, grant }: ParticipantChoice,
  media: readonly MediaType[],
) => {
  const isRead =
    target !== "ids" || isConsulting(action) || isAboutRecording(action) || action === "disconnect";
  const isUsersLeg = target === "agent" || target === "user" || action === "completeConsult";
  const actsAsUser = grant === "authorization-code";
  const unread: MediaType | undefined = does === "monitor" ? "call" : undefined;
  const ways = (isRead || media.length === 1 ? media : [unread]).flatMap((mediaType) => {
    const wanted = { does, mediaType, actsAsUser, isUsersLeg: isRead && isUsersLeg };
    return [true, false].map((isOwn) => {
      const { way, elsewhere } = wayOf({ ...wanted, isOwn });
      return { mediaType, way: way ?? elsewhere };
    });
  });
  const found = ways.flatMap(({ mediaType, way }) => (way === undefined ? [] : [{ mediaType, way }]));
  const distinct = found.filter(({ way }, at) => found.findIndex((one) => one.way === way) === at);
  return distinct.map(({ mediaType, way }) =>
    requestOf(way.operation, distinct.length === 1 ? undefined : labelOf(way, mediaType)),
  );
};

const labelOf = (way: Way, mediaType: MediaType | undefined): string | undefined =>
  way.own === true ? "own" : way.of === "any" && mediaType !== "call" ? "other" : mediaType;

const doesOf = ({ action, transferTo }: ParticipantChoice): Way["does"] => {
  if (isChange(action) || action === "completeConsult") return "change";
  if (isAboutRecording(action)) return "recording";
  if (action === "transfer") return TRANSFER[transferTo];
  return action === "consult" ? CONSULT[transferTo] : action;
};

const bodyOf = (choice: ParticipantChoice): unknown => {
  const { action } = choice;
  const speakTo = choice.speakTo.toUpperCase();
  if (isChange(action)) return CHANGES[action];
  switch (action) {
    case "completeConsult":
      return CHANGES.disconnect;
    case "setAttributes":
      return { attributes: "{attributes}" };
    case "transfer":
      return partyOf(choice);
    case "consult":
      return { ...partyOf(choice), speakTo };
    case "changeConsult":
      return { speakTo };
    case "securePause":
      return { recordingState: "PAUSED" };
    case "secureResume":
      return { recordingState: "ACTIVE" };
    default:
      return undefined;
  }
};

/** By ids, the conversation is read only where the action needs it. */
const isReadByIds = ({ action, allowLastCustomer }: ParticipantChoice): boolean =>
  isConsulting(action) || isAboutRecording(action) || (action === "disconnect" && !allowLastCustomer);

/** One action on a participant, by the way that its medium and the account's grant have. */
export const participantSteps = (choice: ParticipantChoice): Step[] => {
  const { action, transferTo, target, grant } = choice;
  const calls = action === "transfer" || action === "consult";
  const body = bodyOf(choice);
  const requests = requestsFor(doesOf(choice), choice, isForCallsOnly(action) ? ["call"] : MEDIA);
  return [
    ...(grant === "access-token" ? [step("getUsersMe", undefined, "ifAccessToken")] : []),
    ...(target === "ids" && isReadByIds(choice) ? [step("getConversation")] : findLeg({ target })),
    ...(calls && transferTo === "user" ? [findUser()] : []),
    { when: "always", requests, ...(body === undefined ? {} : { body }) },
  ];
};
