/** The simulated org: its users, queues and other entities. Times are ms. */

export interface Organization {
  id: string;
  name: string;
  domain: string;
  divisionId: string;
  divisionName: string;
}

/** Users, queues and, by them, conversations belong to one; roles are granted for some. */
export interface Division {
  id: string;
  name: string;
}

/** A role of a user or of a client: what it allows, and in which divisions. */
export interface Role {
  permissions: readonly string[];
  /** Ids. */
  divisions: readonly string[];
}

export interface Station {
  id: string;
  name: string;
}

export type RoutingStatus = "OFF_QUEUE" | "IDLE" | "INTERACTING" | "NOT_RESPONDING" | "COMMUNICATING";

/** The presences that the platform itself knows. */
export type SystemPresence =
  "Available" | "Away" | "Busy" | "Offline" | "Idle" | "On Queue" | "Meal" | "Training" | "Meeting" | "Break";

/** A presence that users choose: one of the platform's, or one of the org's own below it. */
export interface PresenceDefinition {
  id: string;
  name: string;
  type: "System" | "User";
  systemPresence: SystemPresence;
  deactivated: boolean;
}

export interface User {
  id: string;
  name: string;
  email: string;
  title?: string;
  department?: string;
  state: "active" | "inactive" | "deleted";
  station?: Station;
  presence: SystemPresence;
  /** The definition, where it is one of the org's own. */
  presenceId?: string;
  presenceMessage?: string;
  presenceSince?: number;
  routingStatus: RoutingStatus;
  routingStatusSince?: number;
  /** What a token of this user may do in every division; `*` is everything. */
  permissions: readonly string[];
  /** What it may do in some divisions. */
  roles?: readonly Role[];
  /** The first division of the org by default. */
  divisionId?: string;
}

export type AcwMode = "mandatory" | "optional" | "agentRequested" | "timeout" | "forcedTimeout";

export interface Queue {
  id: string;
  name: string;
  /** The first division of the org by default. */
  divisionId?: string;
  acwMode: AcwMode;
  /** Only the timed modes have one. */
  wrapupTimeoutMs?: number;
  alertingTimeoutMs: number;
  /** The assistant that suggests answers to the agents of the queue. */
  agentAssistantId?: string;
  wrapupCodeIds: readonly string[];
  memberIds: readonly string[];
  /** The members who have deactivated the queue for themselves: they are offered nothing of it. */
  inactiveMemberIds: readonly string[];
}

export interface WrapupCode {
  id: string;
  name: string;
}

export interface Skill {
  id: string;
  name: string;
}

export interface Language {
  id: string;
  name: string;
}

export interface Flow {
  id: string;
  name: string;
  type: "INBOUNDCALL" | "VOICESURVEY" | "INBOUNDSHORTMESSAGE" | "WORKFLOW";
}

export interface ExternalContact {
  id: string;
  firstName: string;
  lastName: string;
  phone?: string;
  email?: string;
}

export interface OAuthClient {
  id: string;
  name: string;
  secret: string;
  kind: "CLIENT-CREDENTIALS" | "CODE";
  state: "active" | "disabled" | "inactive";
  /** What a client-credentials token may do in every division; `*` is everything. */
  permissions: readonly string[];
  /** What it may do in some divisions. */
  roles?: readonly Role[];
  /** What the tokens of users are restricted to, where the org enforces scopes. */
  scopes: readonly string[];
  lifetimeSeconds?: number;
  redirectUris: readonly string[];
  /** The user who signs in when this client requests a sign-in. */
  userId?: string;
}

export interface Token {
  id: string;
  value: string;
  clientId: string;
  userId?: string;
  scopes: readonly string[];
  issuedAt: number;
  expiresAt: number;
  refreshToken?: string;
}
