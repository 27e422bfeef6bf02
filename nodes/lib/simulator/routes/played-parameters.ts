type Played = readonly string[];

/** The parameters of the query that the handlers obey, by operation; written as in `played-fields`. */

const PAGE: Played = ["pageSize", "pageNumber"];
const INTEGRATIONS: Played = ["expand=supportedContent|messagingSetting"];
const INTEGRATION_LIST: Played = [...PAGE, ...INTEGRATIONS, "supportedContent.id", "messagingSetting.id"];
const USER: Played = ["expand=presence|routingStatus|authorization|station"];

const BY_OPERATION: Readonly<Record<string, Played>> = {
  getAnalyticsConversationsDetails: ["id"],
  getAnalyticsConversationsDetailsJobResults: ["cursor", "pageSize"],
  getArchitectIvrs: [...PAGE, "name", "dnis"],
  getConversationCommunicationInternalmessages: PAGE,
  getConversations: ["communicationType"],
  getConversationsCallsHistory: [...PAGE, "interval"],
  getConversationsMessageCommunicationMessagesMedia: ["status", ...PAGE],
  getExternalcontactsContacts: [...PAGE, "q"],
  getExternalcontactsReversewhitepageslookup: ["lookupVal"],
  getFlow: ["deleted=false"],
  getFlows: [...PAGE, "type", "id", "name", "sortBy=name", "sortOrder"],
  getNotificationsAvailabletopics: [
    "expand=enforced|visibility|transports|requiresPermissions|topicParameters",
    "includePreview=false",
  ],
  getNotificationsChannels: ["includechannels"],
  getPresenceDefinitions0: ["deactivated"],
  getRoutingEmailDomains: [...PAGE, "excludeStatus=false"],
  getRoutingLanguages: [...PAGE, "name", "id", "sortOrder"],
  getRoutingQueueMembers: [...PAGE, ...USER, "joined"],
  getRoutingQueues: [...PAGE, "name", "id", "sortOrder"],
  getRoutingQueueWrapupcodes: [...PAGE, "name"],
  getRoutingSkills: [...PAGE, "name", "id"],
  getRoutingSmsPhonenumbers: [
    ...PAGE,
    ...["phoneNumber", "phoneNumberType", "phoneNumberStatus", "countryCode", "integration.id"],
    ...["sortBy=phoneNumber", "sortOrder=ascending", "language=en-US"],
  ],
  getRoutingWrapupcodes: [...PAGE, "name", "id", "sortBy", "sortOrder"],
  getScripts: [...PAGE, "name"],
  getScriptsPublished: [...PAGE, "name"],
  getTimezones: PAGE,
  getTokensMe: ["preserveIdleTTL=false"],
  getUser: [...USER, "state"],
  getUserQueues: [...PAGE, "joined"],
  getUsers: [...PAGE, ...USER, "id", "state", "sortOrder"],
  getUsersMe: USER,
  patchConversationsEmailMessagesDraft: ["autoFill", "discard"],
  postConversationsMessageInboundOpenMessage: ["prefetchConversationId"],
  postRoutingQueueMembers: ["delete"],
  postNotificationsChannelSubscriptions: ["ignoreErrors"],
  putNotificationsChannelSubscriptions: ["ignoreErrors"],
};

/** Operations of one kind, by their ids. */
const BY_KIND: readonly (readonly [kind: RegExp, played: Played])[] = [
  [/Wrapup$/, ["provisional"]],
  [/^getConversationsMessagingIntegrations\w+IntegrationId$/, INTEGRATIONS],
  [/^getConversationsMessagingIntegrations/, INTEGRATION_LIST],
  [/^getConversationsMessaging(Settings|Supportedcontent)$/, PAGE],
];

export const playedParameters = (operation: string): Played =>
  BY_OPERATION[operation] ?? BY_KIND.find(([kind]) => kind.test(operation))?.[1] ?? [];
