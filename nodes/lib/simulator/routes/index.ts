import type { Handler, Handlers, PlainRoute, Routes } from "../http/handler";
import { agentRoutingHandlers } from "./agent-routing";
import { analyticsHandlers } from "./analytics";
import { analyticsDetailHandlers } from "./analytics-details";
import { attributeHandlers } from "./attributes";
import { callHistoryHandlers } from "./call-history";
import { callLegHandlers } from "./call-legs";
import { callHandlers } from "./calls";
import { contactExportHandlers } from "./contact-exports";
import { conferenceHandlers } from "./conference";
import { conversationMarkHandlers } from "./conversation-marks";
import { conversationHandlers } from "./conversations";
import { consultHandlers } from "./consult";
import { directoryHandlers } from "./directories";
import { emailHandlers } from "./emails";
import { agentlessEmailHandlers } from "./emails-agentless";
import { entranceHandlers } from "./entrances";
import { fileRoutes } from "./files";
import { googleTokenHandlers } from "./google-tokens";
import { identityResolutionHandlers } from "./identity-resolution";
import { integrationHandlers } from "./integrations";
import { customAttributeSchemaHandlers } from "./custom-attribute-schemas";
import { customAttributeHandlers } from "./custom-attributes";
import { callbackHandlers } from "./callbacks";
import { digitalHandlers } from "./digital";
import { emailMessageHandlers, emailUploadRoutes } from "./email-messages";
import { internalMessageHandlers } from "./internal-messages";
import { meetingHandlers } from "./meetings-and-faxes";
import { messageMediaHandlers, uploadRoutes } from "./message-media";
import { messageHandlers } from "./messages";
import { messagingAppHandlers } from "./messaging-apps";
import { messagingContentHandlers } from "./messaging-content";
import { messagingPlatformHandlers } from "./messaging-platforms";
import { notificationHandlers } from "./notifications";
import { oauthRoutes } from "./oauth";
import { openIntegrationHandlers } from "./open-integrations";
import { openMessagingHandlers } from "./open-messaging";
import { orgHandlers } from "./org";
import { orgSettingHandlers } from "./org-settings";
import { outboundMessageHandlers } from "./outbound-messages";
import { participantPatchHandlers } from "./participant-patch";
import { checkPlayed } from "./played";
import { postFlowHandlers } from "./postflow";
import { presenceHandlers } from "./presences";
import { recordingHandlers } from "./recording";
import { recordingFileHandlers } from "./recordings";
import { secureAttributeHandlers } from "./secure-attributes";
import { secureIvrHandlers } from "./secure-ivr";
import { signInRoutes } from "./sign-in";
import { queueAnalyticsHandlers } from "./queue-analytics";
import { queueHandlers } from "./queues";
import { summaryHandlers } from "./summaries";
import { supervisionHandlers } from "./supervision";
import { transferHandlers } from "./transfer";
import { afterCallWorkHandlers } from "./participant-wrapup";
import { userHandlers } from "./users";
import { userSearchHandlers } from "./users-search";
import { utilityHandlers } from "./utilities";
import { wholeConversationHandlers } from "./whole-conversation";
import { wrapupHandlers } from "./wrapup";

/** What is simulated. A new file of routes is added to one of these two lists. */
const TABLES: readonly Handlers[] = [
  orgHandlers,
  userHandlers,
  userSearchHandlers,
  presenceHandlers,
  agentRoutingHandlers,
  queueHandlers,
  directoryHandlers,
  entranceHandlers,
  orgSettingHandlers,
  utilityHandlers,
  customAttributeSchemaHandlers,
  customAttributeHandlers,
  conversationHandlers,
  conversationMarkHandlers,
  secureAttributeHandlers,
  secureIvrHandlers,
  summaryHandlers,
  postFlowHandlers,
  attributeHandlers,
  callHandlers,
  callLegHandlers,
  callHistoryHandlers,
  conferenceHandlers,
  wholeConversationHandlers,
  recordingHandlers,
  recordingFileHandlers,
  contactExportHandlers,
  participantPatchHandlers,
  supervisionHandlers,
  transferHandlers,
  consultHandlers,
  afterCallWorkHandlers,
  wrapupHandlers,
  notificationHandlers,
  analyticsHandlers,
  analyticsDetailHandlers,
  queueAnalyticsHandlers,
  messageHandlers,
  messageMediaHandlers,
  openMessagingHandlers,
  outboundMessageHandlers,
  integrationHandlers,
  openIntegrationHandlers,
  messagingContentHandlers,
  messagingPlatformHandlers,
  messagingAppHandlers,
  googleTokenHandlers,
  identityResolutionHandlers,
  emailHandlers,
  agentlessEmailHandlers,
  emailMessageHandlers,
  digitalHandlers,
  callbackHandlers,
  meetingHandlers,
  internalMessageHandlers,
];

const plainRoutes: readonly PlainRoute[] = [
  ...oauthRoutes,
  ...signInRoutes,
  ...uploadRoutes,
  ...emailUploadRoutes,
  ...fileRoutes,
];

const handlers: ReadonlyMap<string, Handler> = new Map(TABLES.flatMap((table) => Object.entries(table)));

/** What the server is given. */
export const routes: Routes = {
  handlerOf: (operation) => handlers.get(operation),
  plainRoutes,
  checkPlayed,
};

/** The ids of the operations that are simulated, sorted. */
export const simulatedOperations = (): string[] => [...handlers.keys()].sort();
