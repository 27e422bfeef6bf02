import { loadCaptureFacts } from "../facts/captures";

/** What a capture keeps of a field: the white list. Whatever is not named here is replaced. */

export interface Fields {
  isKnown(name: string): boolean;
  /** Objects whose names the organisation or its customers have chosen. */
  isFree(name: string): boolean;
  /** @param around the time of the capture, in ms: a moment of another year is no time of the conversation */
  keepsNumber(name: string, value: number, around: number): boolean;
  keepsText(name: string, value: string, around: number): boolean;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
const DURATION = /^P(?=.)(\d{1,4}[YMWD]){0,4}(T(\d{1,6}(\.\d{1,9})?[HMS]){1,3})?$/;
const MIME =
  /^(image\/(jpe?g|png|gif|webp|heic)|audio\/(mpeg|mp4|ogg|wav|webm|aac)|video\/(mp4|webm|3gpp)|text\/(plain|html|csv)|application\/(json|pdf|zip|xml|octet-stream))$/i;
const LANGUAGE = /^[a-z]{2}([-_][a-z]{2})?$/i;
const ERROR_CODE =
  /^(error|conversation\.error|bad|not|missing|invalid|internal|general)(\.[a-z]{2,30}){1,6}$/;
const VERSION = /^\d{1,4}(\.\d{1,3})?$/;

/** Numbers from here on may be phone numbers, or ids. */
const LARGE = 1e9;
/** So far from the capture, a moment may still be one of its conversation. */
const YEAR_MS = 366 * 86_400_000;

const list = (...values: string[]): ReadonlySet<string> =>
  new Set(values.flatMap((each) => each.split("|")).map((each) => each.toLowerCase()));

/** Words that the platform uses in fields which its models call texts only. */
const WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  provider: list(
    "Edge|PureCloud Callback|PureCloud Email|PureCloud Messaging|PureCloud Webchat v2|Webchat Provider|PureCloud",
    "PureCloud Cobrowse|PureCloud Screenshare|PureCloud Video|PureCloud Voice|Developer Center|Genesys Cloud",
  ),
  purpose: list(
    "acd|agent|api|botflow|campaign|customer|dialer|external|fax|group|inbound|ivr|manual|outbound|station",
    "user|voicemail|voicesurveyflow|workflow|internal",
  ),
  participanttype: list("External|IVR|ACD|Internal"),
  participantpurpose: list("acd|agent|customer|external|internal|ivr|outbound|user|voicemail|workflow"),
  wrapupprompt: list("mandatory|optional|agentRequested|timeout|forcedTimeout"),
  flaggedreason: list("general"),
  recordingstate: list("none|active|paused"),
  howended: list("Interact|Disconnect"),
  state: list(
    "scheduled|converted|uploading|transmitting|parked|none|unknown|notApplicable|skipped|pending|complete",
    "set|active|inactive|deleted",
  ),
  initialstate: list("scheduled|alerting|dialing|contacting|offering|connected"),
  disconnecttype: list(
    "endpoint|endpoint.donotdisturb|endpoint.dnd|client|system|timeout|transfer|transfer.conference",
    "transfer.consult|transfer.donotdisturb|transfer.dnd|transfer.forward|transfer.noanswer|transfer.notavailable",
    "transport.failure|error|peer|other|spam|uncallable|inactivity|session.expired|takeover",
  ),
  type: list(
    "Alert|Contacting|Delay|Dial|Hold|Interact|IVR|Parked|Scheduled|System|Transmitting|Wrapup|Convert",
    "Disconnect|Typing|Presence|sip|q850|webmessaging|sms|open|whatsapp|instagram",
  ),
  phrase: list(
    "Gone|Busy Here|Not Found|Decline|OK|Request Terminated|Temporarily Unavailable|Forbidden|Server Error",
    "Request Timeout|Service Unavailable|Not Acceptable Here|Busy Everywhere|Normal Call Clearing|User busy",
    "Address Incomplete|Server Internal Error|No user responding|Unallocated (unassigned) number",
  ),
  addressdisplayable: list("unavailable"),
  roles: list("full"),
  mediaroles: list("full|coach|monitor"),
  mediasubtype: list("Consult|Trunk|Station"),
  flowintype: list("ivr|agent"),
  qualifier: list("IDLE|INTERACTING|OFF_QUEUE|NOT_RESPONDING|COMMUNICATING"),
  correlationid: list(),
};

const LANGUAGES: ReadonlySet<string> = list(
  "language|languageCode|dialect|startingLanguage|endingLanguage|locale",
);
const MIMES: ReadonlySet<string> = list("contentType|mime|mimeType|mediaType");
const CODES: ReadonlySet<string> = list("code|errorCode");
const VERSIONS: ReadonlySet<string> = list("version|flowVersion");
const DURATIONS: ReadonlySet<string> = list("granularity|duration");
/** Moments that the models call texts only. */
const MOMENTS: readonly string[] = [
  "creationTime",
  "creationDate",
  "originalRecordingStartTime",
  "eventTime",
];

const create = (): Fields => {
  const facts = loadCaptureFacts();
  const names = new Set(facts.names);
  const times = new Set([...facts.times, ...MOMENTS]);
  const numbers = new Set(facts.numbers);
  const free = new Set(facts.free);
  const words = new Map(Object.entries(facts.words).map(([name, all]) => [name, new Set(all)]));

  const isNear = (value: number, around: number): boolean => Math.abs(value - around) <= YEAR_MS;
  const isMoment = (value: string, around: number): boolean =>
    MOMENT.test(value) && isNear(Date.parse(value), around);
  const isInterval = (value: string, around: number): boolean => {
    const parts = value.split("/");
    return parts.length === 2 && parts.every((part) => isMoment(part, around));
  };
  const isWord = (name: string, value: string): boolean => {
    const word = value.toLowerCase();
    return words.get(name)?.has(word) === true || WORDS[name.toLowerCase()]?.has(word) === true;
  };

  return {
    isKnown: (name) => names.has(name),
    isFree: (name) => free.has(name),
    keepsNumber: (name, value, around) => {
      if (numbers.has(name) && Math.abs(value) < LARGE) return true;
      const isTime = times.has(name) || /(Time|Timestamp|Ms|Milliseconds)$/.test(name);
      return isTime && names.has(name) && isNear(value, around);
    },
    keepsText: (name, value, around) => {
      if (value.length > 100) return false;
      if (times.has(name) && isMoment(value, around)) return true;
      if (isWord(name, value)) return true;
      const lower = name.toLowerCase();
      return (
        (LANGUAGES.has(lower) && LANGUAGE.test(value)) ||
        (MIMES.has(lower) && MIME.test(value)) ||
        (CODES.has(lower) && ERROR_CODE.test(value)) ||
        (VERSIONS.has(lower) && VERSION.test(value)) ||
        (DURATIONS.has(lower) && DURATION.test(value)) ||
        (lower === "interval" && isInterval(value, around))
      );
    },
  };
};

let made: Fields | undefined;

/** Made once: the facts never change. */
export const fields = (): Fields => (made ??= create());
