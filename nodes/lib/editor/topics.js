// The topics of the notification service: does one exist, and which one was probably meant?
(function () {
  // All known topics of the platform. Any other is refused before it is deployed.
  var TOPICS = [
    "v2.analytics.conversation.{id}.metrics",
    "v2.analytics.conversations.details.jobs.availability",
    "v2.analytics.queues.{id}.activity",
    "v2.analytics.queues.{id}.observations",
    "v2.bot.conversation.{id}.conversations.summaries",
    "v2.conversations.{id}.agentchecklist",
    "v2.conversations.{id}.suggestions.intent",
    "v2.conversations.{id}.suggestions.knowledge.article",
    "v2.conversations.{id}.suggestions.knowledge.search",
    "v2.conversations.{id}.suggestions.response",
    "v2.conversations.{id}.suggestions.script",
    "v2.conversations.{id}.suggestions.thirdpartyaction",
    "v2.conversations.{id}.transcription",
    "v2.detail.events.conversation.{id}.acd.end",
    "v2.detail.events.conversation.{id}.acd.start",
    "v2.detail.events.conversation.{id}.acw",
    "v2.detail.events.conversation.{id}.attributes",
    "v2.detail.events.conversation.{id}.contact",
    "v2.detail.events.conversation.{id}.customer.end",
    "v2.detail.events.conversation.{id}.customer.start",
    "v2.detail.events.conversation.{id}.flow.end",
    "v2.detail.events.conversation.{id}.flow.outcome",
    "v2.detail.events.conversation.{id}.flow.start",
    "v2.detail.events.conversation.{id}.outbound",
    "v2.detail.events.conversation.{id}.user.end",
    "v2.detail.events.conversation.{id}.user.start",
    "v2.detail.events.conversation.{id}.voicemail.end",
    "v2.detail.events.conversation.{id}.voicemail.start",
    "v2.detail.events.conversation.{id}.wrapup",
    "v2.routing.queues.{id}.conversations",
    "v2.routing.queues.{id}.conversations.callbacks",
    "v2.routing.queues.{id}.conversations.calls",
    "v2.routing.queues.{id}.conversations.chats",
    "v2.routing.queues.{id}.conversations.cobrowseSessions",
    "v2.routing.queues.{id}.conversations.emails",
    "v2.routing.queues.{id}.conversations.messages",
    "v2.routing.queues.{id}.conversations.screenshares",
    "v2.routing.queues.{id}.conversations.socialexpressions",
    "v2.routing.queues.{id}.conversations.videos",
    "v2.routing.queues.{id}.users",
    "v2.speechandtextanalytics.conversation.{id}.empathy",
    "v2.speechandtextanalytics.conversation.{id}.sentiment",
    "v2.speechandtextanalytics.conversation.{id}.topics",
    "v2.speechandtextanalytics.conversations.{id}.categories",
    "v2.users.{id}.activity",
    "v2.users.{id}.callforwarding",
    "v2.users.{id}.conversations",
    "v2.users.{id}.conversations.callbacks",
    "v2.users.{id}.conversations.calls",
    "v2.users.{id}.conversations.chats",
    "v2.users.{id}.conversations.cobrowseSessions",
    "v2.users.{id}.conversations.emails",
    "v2.users.{id}.conversations.inbound.typing.event",
    "v2.users.{id}.conversations.messages",
    "v2.users.{id}.conversations.screenshares",
    "v2.users.{id}.conversations.socialexpressions",
    "v2.users.{id}.conversations.summaries",
    "v2.users.{id}.conversations.summaries.settings.preview",
    "v2.users.{id}.conversations.videos",
    "v2.users.{id}.conversations.{id}.recordings",
    "v2.users.{id}.conversations.{id}.recordings.{id}",
    "v2.users.{id}.conversationsummary",
    "v2.users.{id}.fax.documents",
    "v2.users.{id}.integrationpresence",
    "v2.users.{id}.outofoffice",
    "v2.users.{id}.presence",
    "v2.users.{id}.routingStatus",
    "v2.users.{id}.station",
    "v2.users.{id}.voicemail.messages",
    "v2.workflows.{id}.conversations.inbound.typing.event",
  ];
  var ID = "[^.?&{}\\s]+";

  function isKnown(topic) {
    return TOPICS.some(function (known) {
      var escaped = known.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{id\}/g, ID);
      return new RegExp("^" + escaped + "$", "i").test(topic);
    });
  }

  // `v2.users.1?presence&station` is short for two topics.
  function partsOf(topic) {
    var halves = topic.split("?");
    return halves.length === 1
      ? halves
      : halves[1].split("&").map(function (end) {
          return halves[0] + "." + end;
        });
  }

  function distance(a, b) {
    var row = [];
    for (var j = 0; j <= b.length; j++) row[j] = j;
    for (var i = 1; i <= a.length; i++) {
      var before = row[0];
      row[0] = i;
      for (var k = 1; k <= b.length; k++) {
        var above = row[k];
        row[k] = Math.min(row[k] + 1, row[k - 1] + 1, before + (a[i - 1] === b[k - 1] ? 0 : 1));
        before = above;
      }
    }
    return row[b.length];
  }

  function nearest(topic) {
    var ids = [];
    var shape = topic
      .split(".")
      .map(function (segment) {
        if (segment === "v2" || !/\d/.test(segment)) return segment;
        ids.push(segment);
        return "{id}";
      })
      .join(".");
    var best = TOPICS.reduce(function (one, other) {
      return distance(shape, other) < distance(shape, one) ? other : one;
    });
    return best.replace(/\{id\}/g, function (whole) {
      return ids.shift() || whole;
    });
  }

  // The first topic that does not exist, with the most similar one that does; undefined if all exist.
  /** @type {GenesysCloudTopics["unknownTopic"]} */
  function unknownTopic(topics) {
    var unknown = topics.filter(function (topic) {
      return !partsOf(topic).every(isKnown);
    })[0];
    return unknown === undefined ? undefined : { topic: unknown, meant: nearest(unknown) };
  }

  window.genesysCloudTopics = { unknownTopic: unknownTopic };
})();
