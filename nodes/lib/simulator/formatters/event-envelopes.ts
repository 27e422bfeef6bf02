import { isId } from "../../facts/ids";
import { time, type Wire } from "./wire";

/** How an event leaves the platform by other ways than a notification channel. */

export interface PublishedEvent {
  topic: string;
  correlationId: string;
  body: Wire;
  /** In ms. */
  at: number;
}

/** As a channel sends it. */
export const asNotification = ({ topic, correlationId, body }: PublishedEvent): Wire => ({
  topicName: topic,
  version: "2",
  eventBody: body,
  metadata: { CorrelationId: correlationId },
});

/** The class of events that a topic belongs to: every id is written `{id}`. */
export const classOf = (topic: string): string =>
  topic
    .split(".")
    .map((part) => (isId(part) ? "{id}" : part))
    .join(".");

/** As the event bus of a partner on AWS has it. */
export const asEventBridge = (event: PublishedEvent, ids: { id: string; organizationId: string }): Wire => ({
  version: "0",
  id: ids.id,
  "detail-type": classOf(event.topic),
  source: `aws.partner/genesys.com/cloud/${ids.organizationId}/simulator`,
  account: "123456789012",
  time: time(event.at),
  region: "us-east-1",
  resources: [],
  detail: { ...asNotification(event), timestamp: time(event.at) },
});

/** As a trigger passes it to its workflow, and that to a data action: the body alone, without its topic. */
export const asTrigger = ({ body }: PublishedEvent): Wire => body;
