// tsx scripts/topics-page.ts: writes docs/topics.md from the topics of the catalogue.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTopics } from "../nodes/lib/facts/topics";
import { code } from "./operations-cells";

/** The page of all topics, by the second part of their names. */
export const topicsPage = (): string => {
  const topics = loadTopics();
  return [
    "# Topics",
    "",
    `Generated from the catalogue; do not edit. The ${topics.length} topics that _conversation events_ takes with the scope _platform topics_. Put an id in place of \`{id}\`.`,
    "",
    "A topic about conversations emits the events of these conversations. Any other emits each notification unchanged: `msg.event` is `notification`, `msg.topic` the topic with its id, and `msg.payload`",
    "the body of the notification, of the type in the table. The official SDKs declare these types. With the option _raw_, `msg.frame` is the whole frame:",
    "",
    "```json",
    "{",
    '  "topicName": "v2.users.8a8b0000-0000-4000-8000-000000000001.presence",',
    '  "version": "2",',
    '  "eventBody": { "source": "PURECLOUD", "presenceDefinition": { "systemPresence": "AVAILABLE" }, "message": "" },',
    '  "metadata": { "CorrelationId": "0a1b" }',
    "}",
    "```",
    "",
    "The permission is that of the documentation. Where none is named, the platform decides; a refused topic is named in one warning.",
    "",
    "| topic | type of the payload | permission |",
    "|---|---|---|",
    ...topics.map(
      ({ topic, payload, permission, orCurrentUser }) =>
        `| ${code(topic)} | ${payload} | ${permission === undefined ? "" : code(permission)}${orCurrentUser ? ", or the user of the topic" : ""} |`,
    ),
    "",
  ].join("\n");
};

if (require.main === module) writeFileSync(join(__dirname, "../docs/topics.md"), topicsPage());
