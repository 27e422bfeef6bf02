import type { Capture, CaptureRecord } from "../../capture/format";
import type { Media } from "../entities/communication";
import { MEDIA } from "../formatters/conversation";
import { idOf } from "../store/ids";
import type { Wire } from "../formatters/wire";
import { isWire, listIn, textIn } from "./wire-values";

/** The conversation as a record of a capture shows it: whole, with its legs inside its participants. */

const hasLegs = (participant: Wire): boolean => MEDIA.some((media) => Array.isArray(participant[media]));

const isWhole = (body: Wire): boolean => listIn(body["participants"]).some(hasLegs);

/** Some media are named otherwise in paths. */
const mediaOfPath = (path: string): Media | undefined => {
  const [, word = ""] = /^\/api\/v2\/conversations\/([a-z]+)(?:[/?]|$)/i.exec(path) ?? [];
  return MEDIA.find(
    (media) => media.toLowerCase() === word || (media === "socialExpressions" && word === "socials"),
  );
};

const OF_PARTICIPANT = new Set([
  ...["id", "startTime", "endTime", "connectedTime", "name", "purpose", "address", "ani", "aniName", "dnis"],
  ...[
    "wrapupRequired",
    "wrapupPrompt",
    "wrapupTimeoutMs",
    "wrapupSkipped",
    "alertingTimeoutMs",
    "attributes",
  ],
  ...["startAcwTime", "endAcwTime", "user", "queue", "externalContact", "flaggedReason"],
]);

/** What one medium shows of a participant is its leg as well. The id of the leg is not shown. */
const nested = (participant: Wire, media: Media): Wire => {
  const { id, peer, connectedTime, endTime, startTime } = participant;
  const rest = Object.entries(participant).filter(([name]) => !OF_PARTICIPANT.has(name));
  const leg = {
    ...Object.fromEntries(rest),
    id: idOf(`captured leg ${String(id)} ${media}`),
    ...(textIn(peer) === undefined ? {} : { peerId: peer }),
    ...{ connectedTime, disconnectedTime: endTime, startAlertingTime: startTime },
  };
  return { ...participant, [media]: [leg] };
};

const isFlat = (body: Wire): boolean =>
  listIn(body["participants"]).some((each) => textIn(each["state"]) !== undefined);

const asWhole = (body: Wire, media: Media | undefined): Wire | undefined => {
  if (isWhole(body)) return body;
  if (media === undefined || !isFlat(body)) return undefined;
  return { ...body, participants: listIn(body["participants"]).map((each) => nested(each, media)) };
};

const bodyOf = (record: CaptureRecord): unknown => {
  if (record.kind === "frame") return record.eventBody;
  if (record.kind === "read") return record.status < 300 ? record.body : undefined;
  return record.method === "GET" && (record.status ?? 0) < 300 ? record.answer : undefined;
};

/** `undefined` where the record shows something else, or not all of it. */
const stateIn = (record: CaptureRecord, conversationId: string): Wire | undefined => {
  const body = bodyOf(record);
  if (!isWire(body)) return undefined;
  const media = record.kind === "frame" ? undefined : mediaOfPath(record.path);
  const all = [body, ...listIn(body["entities"])];
  for (const each of all)
    if (textIn(each["id"])?.toLowerCase() === conversationId.toLowerCase()) return asWhole(each, media);
  return undefined;
};

/** Does it show everything, as opposed to what one medium shows? */
const isWholeState = (record: CaptureRecord): boolean => {
  const body = bodyOf(record);
  return isWire(body) && isWhole(body);
};

/** A read that was made this soon shows what a frame has reported. */
const SAME_MOMENT_MS = 5_000;

/**
 * The conversation as it is with each record. With a detail, it is what was read next, since a reader reads at once. What one medium
 * shows counts only where nothing shows the whole: it has no ids of legs, and its legs would be taken for other ones.
 */
export const statesOf = ({ records, conversationId }: Capture): (Wire | undefined)[] => {
  const all = records.map((record) => ({ record, wire: stateIn(record, conversationId) }));
  const hasWhole = all.some(({ record, wire }) => wire !== undefined && isWholeState(record));
  let next: { at: number; wire: Wire } | undefined;
  return all
    .toReversed()
    .map(({ record, wire }) => {
      if (wire !== undefined && (isWholeState(record) || !hasWhole)) next = { at: record.at, wire };
      else if (record.kind !== "frame" || (next && next.at - record.at > SAME_MOMENT_MS)) return undefined;
      return next?.wire;
    })
    .toReversed();
};
