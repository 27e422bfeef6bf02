import type { MediaType } from "../conversation/conversation";
import {
  CHANGES,
  isChange,
  isForCallsOnly,
  PARTICIPANT_ACTIONS,
  wayOf,
  type Way,
} from "../participants/ways";
import { findLeg, findUser, isOn, requestOf, step, type PreviewSettings, type Step } from "./step";

/** The media that have ways of their own; `email` stands last but one, every other medium goes the general way. */
const MEDIA: readonly MediaType[] = ["call", "message", "email", "callback", "chat"];

const TRANSFER = { user: "toUser", queue: "toQueue", address: "toAddress" } as const;
const TRANSFER_BODY = {
  user: { userId: "{destination}" },
  queue: { queueId: "{destination}" },
  address: { address: "{destination}" },
} as const;

const isTransfer = (value: string | undefined): value is keyof typeof TRANSFER =>
  value !== undefined && Object.hasOwn(TRANSFER, value);

/** The requests of one way of doing it, by medium, where they differ; where the grant has none, those of another grant. */
const requestsFor = (does: Way["does"], settings: PreviewSettings, media: readonly MediaType[]) => {
  const { target, grant } = settings;
  const isRead = target !== "ids" || (does === "change" && settings.action === "disconnect");
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

const doesOf = (action: string, transferTo: string | undefined): Way["does"] => {
  if (action === "setAttributes" || action === "monitor" || action === "coach" || action === "barge")
    return action;
  return action === "transfer" && isTransfer(transferTo) ? TRANSFER[transferTo] : "change";
};

const bodyOf = (action: string, transferTo: string | undefined): unknown => {
  const known = PARTICIPANT_ACTIONS.find((each) => each === action);
  if (known !== undefined && isChange(known)) return CHANGES[known];
  if (action === "setAttributes") return { attributes: "{attributes}" };
  return action === "transfer" && isTransfer(transferTo) ? TRANSFER_BODY[transferTo] : undefined;
};

/** What `genesys-update-participant` sends. */
export const previewParticipant = (given: PreviewSettings): Step[] => {
  const action = given.action ?? "disconnect";
  const settings: PreviewSettings = { transferTo: "queue", target: "agent", ...given, action };
  const { transferTo, target, grant } = settings;
  const known = PARTICIPANT_ACTIONS.find((each) => each === action);
  const isForCalls = known !== undefined && isForCallsOnly(known);
  const body = bodyOf(action, transferTo);
  const requests = requestsFor(doesOf(action, transferTo), settings, isForCalls ? ["call"] : MEDIA);
  const isReadByIds = action === "disconnect" && !isOn(settings.allowLastCustomer);
  return [
    ...(grant === "access-token" ? [step("getUsersMe", undefined, "ifAccessToken")] : []),
    ...(target === "ids" && isReadByIds ? [step("getConversation")] : findLeg(settings)),
    ...(action === "transfer" && transferTo === "user" ? [findUser()] : []),
    { when: "always", requests, ...(body === undefined ? {} : { body }) },
  ];
};
