import type {
  ExternalContact,
  Flow,
  Language,
  OAuthClient,
  Organization,
  PresenceDefinition,
  Queue,
  Skill,
  SystemPresence,
  User,
  WrapupCode,
} from "../entities/org";
import { idOf } from "../store/ids";

/** The simulated org, as data. Everything in it is made up. */

export const ORGANIZATION: Organization = {
  id: idOf("organization"),
  name: "Simulated Org",
  domain: "simulated-org",
  divisionId: idOf("division Home"),
  divisionName: "Home",
};

const presence = (
  name: string,
  systemPresence: SystemPresence,
  type: "System" | "User" = "User",
  deactivated = false,
): PresenceDefinition => ({ id: idOf(`presence ${name}`), name, type, systemPresence, deactivated });

const SYSTEM_PRESENCES: readonly SystemPresence[] = [
  ...(["Available", "Away", "Busy", "Offline", "Idle"] as const),
  ...(["On Queue", "Meal", "Training", "Meeting", "Break"] as const),
];

/** The platform's own, and two of the org's, of which one is deactivated. */
export const PRESENCES: readonly PresenceDefinition[] = [
  ...SYSTEM_PRESENCES.map((name) => presence(name, name, "System")),
  presence("Coaching", "Busy"),
  presence("Smoke break", "Break", "User", true),
];

/** What the agents and supervisors may do. */
const EVERYTHING = ["*"];

/** On the queue, with a phone, allowed everything; `more` is what differs. */
export const newUser = (name: string, title: string, more: Partial<User> = {}, hasStation = true): User => ({
  id: idOf(`user ${name}`),
  name,
  email: `${name.toLowerCase().replaceAll(" ", ".")}@example.com`,
  title,
  department: "Contact centre",
  state: "active",
  ...(hasStation ? { station: { id: idOf(`station ${name}`), name: `${name} Softphone` } } : {}),
  presence: "On Queue",
  routingStatus: "IDLE",
  permissions: EVERYTHING,
  ...more,
});

/** A user who may work, but not touch post-flow actions. */
const AGENT_PERMISSIONS = [
  "conversation:communication:view",
  "conversation:communication:disconnect",
  "conversation:participant:wrapup",
  "conversation:call:record",
  "directory:user:view",
];

/** More agents, so that many examples can run side by side in one org before no agent is free. They come last in a queue. */
const SPARE_AGENTS = [
  "Cleo",
  "Dana",
  "Eli",
  "Fay",
  "Gus",
  "Hana",
  "Ivo",
  "Jun",
  "Kim",
  "Lou",
  "Mia",
  "Nils",
  "Bea",
  "Cara",
  "Dev",
  "Finn",
  "Hugo",
  "Ines",
].map((name) => `${name} Agent`);

export const USERS: readonly User[] = [
  newUser("Ada Agent", "Agent", { routingStatus: "INTERACTING" }),
  newUser("Ben Agent", "Agent"),
  newUser("Sam Supervisor", "Supervisor", { presence: "Available", routingStatus: "OFF_QUEUE" }),
  newUser("Lee Limited", "Agent", { permissions: AGENT_PERMISSIONS }),
  newUser("Nora Nostation", "Agent", { presence: "Available", routingStatus: "OFF_QUEUE" }, false),
  ...SPARE_AGENTS.map((name) => newUser(name, "Agent")),
];

const code = (name: string): WrapupCode => ({ id: idOf(`wrapup code ${name}`), name });

export const WRAPUP_CODES: readonly WrapupCode[] = [
  code("Resolved"),
  code("Callback requested"),
  code("Wrong number"),
  code("Sale"),
  code("No interest"),
];

const codes = (...names: string[]): string[] => names.map((name) => code(name).id);
const members = (...names: string[]): string[] => names.map((name) => idOf(`user ${name}`));

/** With the usual agents and codes; `more` is what differs. */
export const newQueue = (name: string, more: Partial<Queue>): Queue => ({
  id: idOf(`queue ${name}`),
  name,
  acwMode: "optional",
  alertingTimeoutMs: 8_000,
  agentAssistantId: idOf("agent assistant"),
  wrapupCodeIds: codes("Resolved", "Callback requested", "Wrong number"),
  memberIds: members("Ada Agent", "Ben Agent", "Lee Limited", ...SPARE_AGENTS),
  inactiveMemberIds: [],
  ...more,
});

/**
 * One queue for each setting of after-call work, more of them for examples that act behind events, and some without agents:
 * what arrives there waits until a flow acts.
 */
export const QUEUES: readonly Queue[] = [
  newQueue("Support", { acwMode: "timeout", wrapupTimeoutMs: 120_000 }),
  newQueue("Sales", { acwMode: "mandatory", wrapupCodeIds: codes("Sale", "No interest", "Wrong number") }),
  newQueue("Service", { acwMode: "optional", alertingTimeoutMs: 30_000 }),
  newQueue("Billing", { acwMode: "forcedTimeout", wrapupTimeoutMs: 60_000 }),
  newQueue("Back office", { acwMode: "agentRequested" }),
  newQueue("Chat", { acwMode: "optional" }),
  newQueue("Hotline", { acwMode: "optional", memberIds: [] }),
  newQueue("Claims", { acwMode: "optional", memberIds: [] }),
  newQueue("VIP", { acwMode: "optional" }),
  newQueue("Weekend", { acwMode: "optional", memberIds: [] }),
  newQueue("Reception", { acwMode: "optional", memberIds: [] }),
  newQueue("Orders", { acwMode: "mandatory", wrapupCodeIds: codes("Sale", "No interest", "Wrong number") }),
];

export const FLOWS: readonly Flow[] = [
  { id: idOf("flow Main menu"), name: "Main menu", type: "INBOUNDCALL" },
  { id: idOf("flow Satisfaction survey"), name: "Satisfaction survey", type: "VOICESURVEY" },
];

const named = (kind: string, ...names: string[]) =>
  names.map((name) => ({ id: idOf(`${kind} ${name}`), name }));

export const SKILLS: readonly Skill[] = named("skill", "Billing", "Contracts", "Router setup");

export const LANGUAGES: readonly Language[] = named("language", "English", "German", "Spanish");

export const EXTERNAL_CONTACTS: readonly ExternalContact[] = [
  {
    id: idOf("external contact Casey Customer"),
    firstName: "Casey",
    lastName: "Customer",
    phone: "+15555550123",
    email: "casey.customer@example.com",
  },
];

/** What the client `limited` may do: read, but not set what happens after a call. */
const LIMITED_PERMISSIONS = ["conversation:communication:view", "directory:user:view"];

export const newClient = (id: string, more: Partial<OAuthClient>): OAuthClient => ({
  id,
  name: `Client ${id}`,
  secret: id,
  kind: "CLIENT-CREDENTIALS",
  state: "active",
  permissions: EVERYTHING,
  scopes: [],
  redirectUris: [],
  ...more,
});

/** Each client's secret is its id. */
export const CLIENTS: readonly OAuthClient[] = [
  newClient("simulator", {}),
  newClient("limited", { permissions: LIMITED_PERMISSIONS }),
  newClient("disabled", { state: "disabled" }),
  newClient("short-lived", { lifetimeSeconds: 300 }),
  newClient("sign-in", {
    kind: "CODE",
    scopes: ["conversations", "users", "notifications"],
    userId: idOf("user Ada Agent"),
  }),
  newClient("supervisor", {
    kind: "CODE",
    scopes: ["conversations", "users", "notifications"],
    userId: idOf("user Sam Supervisor"),
  }),
];
