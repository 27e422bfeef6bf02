type Played = readonly string[];

/** The parameters of the query that the handlers obey, by operation; written as in `played-fields`. */

const PAGE: Played = ["pageSize", "pageNumber"];
const INTEGRATIONS: Played = ["expand=supportedContent|messagingSetting"];
const USER: Played = ["expand=presence|routingStatus|authorization|station"];

const BY_OPERATION: Readonly<Record<string, Played>> = {
  getConversationCommunicationInternalmessages: PAGE,
  getConversationsMessageCommunicationMessagesMedia: ["status", ...PAGE],
  getConversationsMessagingIntegrations: [
    ...PAGE,
    ...INTEGRATIONS,
    "supportedContent.id",
    "messagingSetting.id",
  ],
  getConversationsMessagingIntegrationsOpen: [
    ...PAGE,
    ...INTEGRATIONS,
    "supportedContent.id",
    "messagingSetting.id",
  ],
  getConversationsMessagingIntegrationsOpenIntegrationId: INTEGRATIONS,
  getConversationsMessagingIntegrationsWhatsapp: [
    ...PAGE,
    ...INTEGRATIONS,
    "supportedContent.id",
    "messagingSetting.id",
  ],
  getConversationsMessagingIntegrationsWhatsappIntegrationId: INTEGRATIONS,
  getExternalcontactsContacts: [...PAGE, "q"],
  getExternalcontactsReversewhitepageslookup: ["lookupVal"],
  getFlows: [...PAGE, "type", "id", "name", "sortBy=name", "sortOrder"],
  getNotificationsAvailabletopics: [
    "expand=enforced|visibility|transports|requiresPermissions|topicParameters",
    "includePreview=false",
  ],
  getNotificationsChannels: ["includechannels"],
  getPresenceDefinitions0: ["deactivated"],
  getRoutingLanguages: [...PAGE, "name", "id", "sortOrder"],
  getRoutingQueueMembers: [...PAGE, ...USER, "joined"],
  getRoutingQueues: [...PAGE, "name", "id", "sortOrder"],
  getRoutingQueueWrapupcodes: [...PAGE, "name"],
  getRoutingSkills: [...PAGE, "name", "id"],
  getRoutingWrapupcodes: [...PAGE, "name", "id", "sortBy", "sortOrder"],
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

const WRAPUPS: Played = ["provisional"];

export const playedParameters = (operation: string): Played =>
  BY_OPERATION[operation] ?? (/Wrapup$/.test(operation) ? WRAPUPS : []);
