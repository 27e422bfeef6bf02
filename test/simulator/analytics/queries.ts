import assert from "node:assert/strict";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { endInteraction } from "../../../nodes/lib/simulator/machines/interaction";
import { checkedCaller } from "../../support/models";
import type { Got } from "../caller";
import { partsOf, talkOf } from "../stage";

const PATH = "/api/v2/analytics/conversations/details/query";
export const ADA = idOf("user Ada Agent");
export const EVER = "2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z";

interface Filter {
  type: string;
  predicates?: object[];
  clauses?: object[];
}

/** Predicates and filters of a query. */
export const is = (dimension: string, value: string) => ({ dimension, value });
export const all = (...predicates: object[]): Filter => ({ type: "and", predicates });
export const any = (...predicates: object[]): Filter => ({ type: "or", predicates });

/** Ada's call of the start, an e-mail that Ben has, and a message that Cleo had. */
export const openConversations = async () => {
  // Well within a day: what began on an earlier day than the interval touches is not found.
  const clock = createVirtualClock();
  const simulator = await startSimulator({ clock });
  simulator.settings.requestsPerMinute = Infinity;
  const email = talkOf(simulator, clock, "emails").conversationId;
  clock.advance(60_000);
  const message = talkOf(simulator, clock, "messages", "Cleo Agent").conversationId;
  endInteraction(simulator.store, partsOf(simulator, message), "client");
  partsOf(simulator, message).externalTag = "order 7";
  clock.advance(60_000);
  return { simulator, clock, email, message };
};

/** Queries of the simulated org, and what they find. */
export const queriesOf = (simulator: () => Simulator) => {
  const ask = (more: object): Promise<Got> =>
    checkedCaller(simulator()).call("POST", PATH, { interval: EVER, ...more });
  const found = async (more: object): Promise<string[]> => {
    const { status, body, text } = await ask(more);
    assert.equal(status, 200, text);
    const ids = ((body["conversations"] ?? []) as { conversationId: string }[]).map(
      (each) => each.conversationId,
    );
    if (!("paging" in more)) assert.equal(body["totalHits"], ids.length);
    return ids;
  };
  const bySegment = (...segmentFilters: Filter[]) => found({ segmentFilters });
  const byConversation = (...conversationFilters: Filter[]) => found({ conversationFilters });
  return { ask, found, bySegment, byConversation };
};
