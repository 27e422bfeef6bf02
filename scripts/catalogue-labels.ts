import type { OperationGroup } from "../nodes/lib/facts/operations";

/** First match wins. */
const groups: readonly [RegExp, OperationGroup][] = [
  [/^\/analytics\//, "analytics"],
  [/^\/conversations\/messages\/(\{integrationId\}\/)?inbound\/open/, "openMessaging"],
  [/internalmessages/, "internalMessages"],
  [/^\/conversations\/messaging\//, "messagingIntegrations"],
  [/customattributes/, "customAttributes"],
  [/^\/conversations\/(settings|keyconfigurations)/, "settings"],
  [/^\/conversations\/cobrowsesessions|\/cobrowse$/, "cobrowse"],
  [/^\/conversations\/calls/, "calls"],
  [/^\/conversations\/callbacks/, "callbacks"],
  [/^\/conversations\/emails/, "emails"],
  [/^\/conversations\/messages/, "messages"],
  [/^\/conversations\/socials/, "socials"],
  [/^\/conversations\/videos/, "videos"],
  [/^\/conversations\/screenshares/, "screenshares"],
  [/^\/conversations\/faxes/, "faxes"],
  [/^\/conversations/, "conversations"],
  [/^\/notifications/, "notifications"],
  [/^\/users|^\/presence|^\/systempresences/, "users"],
  [/^\/routing/, "routing"],
  [/^\/(flows|architect)/, "flows"],
  [/^\/externalcontacts/, "externalContacts"],
  [/^\/scripts/, "scripts"],
  [/^\/organizations|^\/tokens/, "organization"],
  [/./, "utilities"],
];

export const groupOf = (path: string): OperationGroup => {
  const short = path.replace("/api/v2", "");
  const found = groups.find(([pattern]) => pattern.test(short));
  if (!found) throw new Error(`no group for ${path}`);
  return found[1];
};

/** Path segments whose words are not those of a reader. */
const words: Readonly<Record<string, string>> = {
  accessattributes: "access attributes",
  agentaction: "agent action",
  agentchecklists: "agent checklists",
  agentconference: "agent conference",
  availabletopics: "available topics",
  cachedmedia: "cached media",
  cobrowsesessions: "co-browse",
  contact: "contact",
  copilotcontext: "copilot context",
  coretypes: "core types",
  customattributes: "custom attributes",
  emails: "email",
  embeddedsignup: "embedded sign-up",
  externalcontacts: "external",
  flaggedreason: "flagged reason",
  googlebusinessprofile: "Google Business Profile",
  identityresolution: "identity resolution",
  internalmessages: "internal messages",
  ipranges: "IP ranges",
  ivrs: "IVRs",
  keyconfigurations: "key configurations",
  maximumconferenceparties: "maximum conference size",
  parkingstate: "parking state",
  phonenumbers: "phone numbers",
  postflowaction: "post-flow action",
  recordingstate: "recording state",
  secureattributes: "secure attributes",
  secureivrsessions: "secure IVR sessions",
  sms: "SMS",
  supportedcontent: "supported content",
  threadingtimeline: "threading timeline",
  timezones: "time zones",
  utilizationlabel: "utilization label",
  uuidata: "UUI data",
  wrapup: "wrap-up",
  wrapupcodes: "wrap-up codes",
  apple: "Apple",
  facebook: "Facebook",
  instagram: "Instagram",
  twitter: "X (Twitter)",
  whatsapp: "WhatsApp",
  oauth: "OAuth",
};

const one = (word: string): string =>
  word
    .replace(/ies$/, "y")
    .replace(/(ss|us|media|settings)$|s$/, (_, kept: string | undefined) => kept ?? "");

const verbs = {
  GET: "Get",
  HEAD: "Check",
  POST: "Create",
  PUT: "Set",
  PATCH: "Update",
  DELETE: "Delete",
} as const;
type Verb = keyof typeof verbs;

/** How the words of the path go into a label; false leaves a segment out. */
const isNoun = (segment: string): boolean =>
  !segment.startsWith("{") &&
  !/^(conversations|participants|communications|messaging|default|search)$/.test(segment);

const nounsOf = (segments: readonly string[], keepsPlural: boolean): string[] =>
  segments.flatMap((segment, at) => {
    if (!isNoun(segment)) return [];
    const word = words[segment] ?? segment;
    const last = !segments.slice(at + 1).some(isNoun);
    return [last && keepsPlural && !segments[at + 1]?.startsWith("{") ? word : one(word)];
  });

/** "apple", "integration" in the usual order: "Apple integration". */
const platformFirst = (nouns: readonly string[], listing: boolean): string[] => {
  const at = nouns.findIndex((noun) => /^integrations?$/.test(noun));
  return at < 0
    ? [...nouns]
    : [...nouns.slice(0, at), ...nouns.slice(at + 1), listing ? "integrations" : "integration"];
};

/** A short name made from the path, "Get email wrap-up of a participant", for an operation that has none written for it. */
export const labelOf = (method: Verb, path: string, listing: boolean): string => {
  const segments = path.split("/").slice(3);
  const search = segments.at(-1) === "search";
  const nouns = platformFirst(nounsOf(segments, search || method !== "POST"), listing);
  if (segments.at(-1) === "replace") return `Transfer ${nouns[0] ?? ""} participant`;
  const verb = search
    ? "Search"
    : method === "POST" && nouns.at(-1) === "wrap-up"
      ? "Apply"
      : listing
        ? "List"
        : verbs[method];
  const scope = segments.includes("communications") ? "communication" : "participant";
  if (/(participants|communications)\/\{\w+\}$/.test(path)) return [verb, ...nouns, scope].join(" ");
  const object = nouns.join(" ") || "conversation";
  const scoped = segments.includes("participants") || segments.includes("communications");
  return `${verb} ${segments.at(-1) === "default" ? "default " : ""}${object}${scoped ? ` of a ${scope}` : ""}`;
};
