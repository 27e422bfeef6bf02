import type { MediaType } from "../conversation/conversation";
import type { Target } from "../conversation/target";
import {
  CHANGES,
  isChange,
  isForCallsOnly,
  wayOf,
  type ParticipantAction,
  type Way,
} from "../participants/ways";
import type { Grant } from "../types";
import { findLeg, findUser, requestOf, step, type Step } from "./step";

/** The media with special operations. All other media use the general one. `email` is last but one. */
const MEDIA: readonly MediaType[] = ["call", "message", "email", "callback", "chat"];

const TRANSFER = { user: "toUser", queue: "toQueue", address: "toAddress" } as const;
const TRANSFER_BODY = {
  user: { userId: "{destination}" },
  queue: { queueId: "{destination}" },
  address: { address: "{destination}" },
} as const;

interface ParticipantChoice extends Pick<Target, "target"> {
  action: ParticipantAction;
  transferTo: keyof typeof TRANSFER;
  allowLastCustomer: boolean;
  grant: Grant | undefined;
}

/** The requests of one way of doing it, by medium, where they differ; where the grant has none, those of another grant. */
const requestsFor = (
  does: Way["does"],
  { action, target, grant }: ParticipantChoice,
  media: readonly MediaType[],
) => {
  const isRead = target !== "ids" || (does === "change" && action === "disconnect");
  const isUsersLeg = target === "agent" || target === "user";
  const actsAsUser = grant === "authorization-code";
  const unread: MediaType | undefined = does === "monitor" ? "call" : undefined;
  const ways = (isRead || media.length === 1 ? media : [unread]).map((mediaType) => {
    const wanted = { does, mediaType, actsAsUser, isUsersLeg: isRead && isUsersLeg };
    const { way, elsewhere } = wayOf(wanted);
    return { mediaType, way: way ?? elsewhere };
  });
  const found = ways.flatMap(({ mediaType, way }) => (way === undefined ? [] : [{ mediaType, way }]));
  const distinct = found.filter(({ way }, at) => found.findIndex((one) => one.way === way) === at);
  return distinct.map(({ mediaType, way }) =>
    requestOf(
      way.operation,
      distinct.length === 1 ? undefined : way.of === "any" && mediaType !== "call" ? "other" : mediaType,
    ),
  );
};

const doesOf = ({ action, transferTo }: ParticipantChoice): Way["does"] =>
  isChange(action) ? "change" : action === "transfer" ? TRANSFER[transferTo] : action;

const bodyOf = ({ action, transferTo }: ParticipantChoice): unknown => {
  if (isChange(action)) return CHANGES[action];
  if (action === "setAttributes") return { attributes: "{attributes}" };
  return action === "transfer" ? TRANSFER_BODY[transferTo] : undefined;
};

/** One action on a participant, by the way that its medium and the account's grant have. */
export const participantSteps = (choice: ParticipantChoice): Step[] => {
  const { action, transferTo, target, grant, allowLastCustomer } = choice;
  const body = bodyOf(choice);
  const requests = requestsFor(doesOf(choice), choice, isForCallsOnly(action) ? ["call"] : MEDIA);
  const isReadByIds = action === "disconnect" && !allowLastCustomer;
  return [
    ...(grant === "access-token" ? [step("getUsersMe", undefined, "ifAccessToken")] : []),
    ...(target === "ids" && isReadByIds ? [step("getConversation")] : findLeg({ target })),
    ...(action === "transfer" && transferTo === "user" ? [findUser()] : []),
    { when: "always", requests, ...(body === undefined ? {} : { body }) },
  ];
};
