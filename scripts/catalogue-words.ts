/** The words of path segments that the platform writes without a space: "businessunits" is "business units". */

/** What no name of the SDK splits, or splits badly. */
const OWN: Readonly<Record<string, string>> = {
  addressvalidation: "address validation",
  agentui: "agent UI",
  availablemetabases: "available metabases",
  automaticbestmethod: "automatic best method",
  billableusage: "billable usage",
  bulkadd: "bulk add",
  bulkreplace: "bulk replace",
  carrierservices: "carrier services",
  checkin: "check-in",
  comparedefault: "compare default",
  configschemas: "config schemas",
  dataextensions: "data extensions",
  dataprivacy: "data privacy",
  deletedresourceconsumers: "deleted resource consumers",
  dialogflow: "Dialogflow",
  dialogflowcx: "Dialogflow CX",
  divisionspermitted: "permitted divisions",
  dynamicsettings: "dynamic settings",
  employeeengagement: "employee engagement",
  forceregenerate: "force regenerate",
  granularityconversion: "granularity conversion",
  gsuite: "G Suite",
  ics: "ICS",
  identifierlookup: "identifier lookup",
  identitynow: "IdentityNow",
  infrastructureascode: "infrastructure as code",
  ivrs: "IVRs",
  languageunderstanding: "language understanding",
  latestconfiguration: "latest configuration",
  linedistribution: "line distribution",
  localkeys: "local keys",
  longtermforecastdata: "long-term forecast data",
  mediaretentionpolicies: "media retention policies",
  mobiledevices: "mobile devices",
  nslookup: "DNS lookup",
  oauth: "OAuth",
  oauthcodegrantjwtexchange: "OAuth code grant JWT exchange",
  objectivedetails: "objective details",
  onelogin: "OneLogin",
  publicassets: "public assets",
  publishedforms: "published forms",
  pureengage: "PureEngage",
  querycapabilities: "query capabilities",
  recordingkeys: "recording keys",
  recordingmetadata: "recording metadata",
  requiredby: "required by",
  requiredbycounts: "required by counts",
  responsemanagement: "response management",
  rolecounts: "role counts",
  schedulingjobs: "scheduling jobs",
  screensessions: "screen sessions",
  servicenow: "ServiceNow",
  setuppackage: "setup package",
  sipmessages: "SIP messages",
  siptraces: "SIP traces",
  sms: "SMS",
  speechandtextanalytics: "speech and text analytics",
  staffinggroupallocationshistory: "staffing group allocations history",
  subjectgrants: "subject grants",
  testconnection: "test connection",
  totp: "TOTP",
  tracepath: "trace path",
  trunkswithrecording: "trunks with recording",
  truststore: "trust store",
  updatedresourceconsumers: "updated resource consumers",
  whatsappcampaigns: "WhatsApp campaigns",
  whatsappnumbers: "WhatsApp numbers",
  workforcemanagement: "workforce management",
  wrapupcodes: "wrap-up codes",
  wrapupcodemappings: "wrap-up code mappings",
};

/** Words that are written in capitals. */
const CAPITALS =
  /\b(ai|api|csv|did|dids|dnc|dns|id|ids|ip|ivr|jwt|kpi|pdf|saml|scim|sip|sms|tts|uri|url|urls|uui|vip|wav)\b/g;

const LONGEST_PHRASE = 4;

const split = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Every run of words in the names, by its letters; the way of splitting them that occurs most. */
const phrasesOf = (names: Iterable<string>): ReadonlyMap<string, string> => {
  const counts = new Map<string, Map<string, number>>();
  for (const name of names) {
    const words = split(name);
    for (let from = 0; from < words.length; from += 1)
      for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_PHRASE); to += 1) {
        const run = words.slice(from, to);
        const ways = counts.get(run.join("")) ?? new Map<string, number>();
        ways.set(run.join(" "), (ways.get(run.join(" ")) ?? 0) + 1);
        counts.set(run.join(""), ways);
      }
  }
  return new Map(
    [...counts].map(([letters, ways]) => {
      const [best] = [...ways].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
      return [letters, best?.[0] ?? letters];
    }),
  );
};

/** A function that writes a segment as a reader does, with the words of the SDK's own names. */
export const wordsFrom = (names: Iterable<string>): ((segment: string) => string) => {
  const phrases = phrasesOf(names);
  const plain = (segment: string): string => {
    const letters = segment.toLowerCase();
    const own = OWN[letters] ?? phrases.get(letters);
    if (own !== undefined) return own;
    const singular = phrases.get(letters.replace(/s$/, ""));
    if (singular !== undefined && letters.endsWith("s")) return `${singular}s`;
    const ofY = phrases.get(letters.replace(/ies$/, "y"));
    return ofY !== undefined && letters.endsWith("ies") ? ofY.replace(/y$/, "ies") : split(segment).join(" ");
  };
  return (segment) =>
    plain(segment).replace(CAPITALS, (word) =>
      /^(dids|ids|urls)$/.test(word) ? `${word.slice(0, -1).toUpperCase()}s` : word.toUpperCase(),
    );
};
