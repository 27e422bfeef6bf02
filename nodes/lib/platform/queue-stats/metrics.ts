import { loadModels } from "../../facts/models";
import { nearest, didYouMean, quoteWord } from "../catalogue/guess";
import { inputError } from "../errors/errors";

/** The metrics that can be requested besides those of the plain figures. */

export type What = "now" | "interval";

const MODEL: Readonly<Record<What, string>> = {
  now: "QueueObservationQuery",
  interval: "ConversationAggregationQuery",
};

/** All that the platform has. */
export const metricsOf = (what: What): readonly string[] => {
  const { items } = (loadModels()[MODEL[what]]?.properties?.["metrics"] ?? {}) as {
    items?: { enum?: readonly string[] };
  };
  return items?.enum ?? [];
};

/** As the platform spells them. @throws GenesysError `input` for one that it does not have */
export const checkedMetrics = (what: What, named: readonly string[]): string[] => {
  const known = metricsOf(what);
  return named.map((name) => {
    const found = known.find((metric) => metric.toLowerCase() === name.trim().toLowerCase());
    if (found !== undefined) return found;
    const of = what === "now" ? "the present state of queues" : "an interval";
    throw inputError(
      "metrics",
      `The platform has no metric ${quoteWord(name)} of ${of}.${didYouMean(nearest(name, known))} Nothing was sent.`,
    );
  });
};
