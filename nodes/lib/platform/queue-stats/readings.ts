import { fieldsOf, listOf, numberOf, textOf, type Fields } from "./values";

/** The single figures in a response to the query for observations, and in the frames of its topics. */

export interface Reading {
  /** In lower case. */
  queueId: string;
  /** In the spelling of analytics; the figures of agents have none. */
  medium?: string | undefined;
  metric: string;
  /** The routing status, of agents. */
  qualifier?: string | undefined;
  count?: number | undefined;
  /** When the longest wait began, in ms by the platform's clock. */
  since?: number | undefined;
}

/**
 * The platform has no words on the unit of the longest wait. Captured values are moments in ms. A value that would be a
 * moment of long ago is read as a duration.
 */
const EARLIEST_MOMENT = 1e11;

const sinceOf = (value: unknown, now: number): number | undefined => {
  const given = numberOf(value);
  if (given === undefined || given <= 0) return undefined;
  return given > EARLIEST_MOMENT ? given : now - given;
};

const readingOf = (
  where: Pick<Reading, "queueId" | "medium">,
  { metric, qualifier }: Fields,
  stats: Fields,
  now: number,
): Reading[] => {
  const name = textOf(metric);
  if (name === undefined) return [];
  return [
    {
      ...where,
      metric: name,
      qualifier: textOf(qualifier),
      count: numberOf(stats["count"]),
      since: sinceOf(stats["calculatedMetricValue"], now),
    },
  ];
};

const placeOf = (group: unknown): Pick<Reading, "queueId" | "medium"> => {
  const { queueId, mediaType } = fieldsOf(group);
  return { queueId: textOf(queueId)?.toLowerCase() ?? "", medium: textOf(mediaType)?.toLowerCase() };
};

/** Of the response to the query. */
export const readingsOfResponse = (body: unknown, now: number): Reading[] =>
  listOf(fieldsOf(body)["results"]).flatMap(({ group, data }) =>
    listOf(data).flatMap((each) => readingOf(placeOf(group), each, fieldsOf(each["stats"]), now)),
  );

const TOPIC = /^v2\.analytics\.queues\.([^.]+)\.(observations|activity)$/i;

/** Of a frame: only what has changed. Those of intervals, which come by the same topic, are left out. */
export const readingsOfFrame = (topicName: string, body: unknown, now: number): Reading[] => {
  const [, queueId, topic] = TOPIC.exec(topicName) ?? [];
  if (queueId === undefined) return [];
  const { group, data, results } = fieldsOf(body);
  const named = { ...placeOf(group), queueId: queueId.toLowerCase() };
  const found =
    topic?.toLowerCase() === "observations"
      ? listOf(data)
          .flatMap(({ metrics }) => listOf(metrics))
          .flatMap((each) => readingOf(named, each, fieldsOf(each["stats"]), now))
      : listOf(results).flatMap((one) =>
          listOf(one["data"]).flatMap((each) =>
            readingOf({ ...named, medium: textOf(one["mediaType"])?.toLowerCase() }, each, each, now),
          ),
        );
  return found.filter(({ metric }) => metric.startsWith("o"));
};
