import { areaGroups } from "../nodes/lib/facts/areas";
import type { OperationGroup } from "../nodes/lib/facts/operations";

/** Classes of the SDK whose operations belong to a chapter that has operations of conversations, too. */
const WITH_OTHERS: Readonly<Record<string, OperationGroup>> = {
  AnalyticsApi: "analytics",
  ArchitectApi: "flows",
  ConversationsApi: "conversations",
  EmailsApi: "emails",
  ExternalContactsApi: "externalContacts",
  FaxApi: "faxes",
  FlowsApi: "flows",
  NotificationsApi: "notifications",
  OrganizationApi: "organization",
  RoutingApi: "routing",
  ScriptsApi: "scripts",
  SettingsApi: "settings",
  TokensApi: "organization",
  UsersApi: "users",
  UsersRulesApi: "users",
  UtilitiesApi: "utilities",
};

/** The chapter of the operations of one class of the SDK. */
export const areaOf = (api: string): OperationGroup => {
  const area = api.replace(/Api$/, "").toLowerCase();
  const found = WITH_OTHERS[api] ?? areaGroups.find((group) => group.toLowerCase() === area);
  if (!found) throw new Error(`no chapter for ${api}`);
  return found;
};
