import { availableTopics, channelToWire, topicToWire, verdictToWire } from "../formatters/notifications";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { channelOf, listChannels, openChannel, renewChannel } from "../notifications/channels";
import { subscribe } from "../notifications/subscriptions";

/** Channels and what they are subscribed to. What comes over them is the work of `notifications`. */

const channelNamed = ({ store, params, token }: Context) =>
  channelOf(store, params["channelId"] ?? "", token);

const subscribing =
  (replace: boolean): Handler =>
  (context) => {
    const topics = (context.body as { id?: string }[]).flatMap(({ id }) => id ?? []); // checked against the model
    const ignoreErrors = context.query.get("ignoreErrors") === "true";
    const wish = { topics, replace, ignoreErrors };
    const verdicts = subscribe(context.store, channelNamed(context), context, wish);
    return ok({ entities: verdicts.map(verdictToWire) });
  };

export const notificationHandlers: Handlers = {
  postNotificationsChannels: ({ store, token, baseUrl }) =>
    ok(channelToWire(openChannel(store, token), baseUrl)),

  getNotificationsChannels: ({ store, token, query, baseUrl }) => {
    const ofClient = query.get("includechannels") === "oauthclient";
    return ok({
      entities: listChannels(store, token, ofClient).map((each) => channelToWire(each, baseUrl)),
    });
  },

  headNotificationsChannel: (context) => {
    channelNamed(context);
    return empty(200);
  },

  getNotificationsChannelSubscriptions: (context) =>
    ok({ entities: [...channelNamed(context).topics.values()].map(topicToWire) }),

  postNotificationsChannelSubscriptions: subscribing(false),
  putNotificationsChannelSubscriptions: subscribing(true),

  deleteNotificationsChannelSubscriptions: (context) => {
    const channel = channelNamed(context);
    channel.topics = new Map();
    channel.names = new Set();
    renewChannel(context.store, channel);
    return empty(context.store.settings.clearSubscriptionsStatus);
  },

  getNotificationsAvailabletopics: ({ query }) => ok(availableTopics(query.getAll("expand"))),
};
