import assert from "node:assert/strict";
import fc from "fast-check";
import type { ConversationEvent, Gap } from "../../nodes/lib/platform/events/types";
import { arbitraryPlan, historyOf } from "../support/histories";
import { START } from "../support/events-time";
import type { Step } from "../support/story";
import {
  arbitraryOutages,
  asOutages,
  DELIVERY_MS,
  disturbed,
  listOf,
  rough,
  smooth,
  undisturbed,
} from "../support/disturbed";

const HISTORIES = 500;

const keys = (events: readonly ConversationEvent[]): string[] => events.map(({ key }) => key).sort();

/** An event that no later snapshot shows, once what it is about came and went between two of them. */
const isPassing = ({ event }: ConversationEvent): boolean =>
  event === "held" || event === "resumed" || event === "attributesChanged" || event === "messageStatus";
const lasting = (events: readonly ConversationEvent[]) => events.filter((event) => !isPassing(event));

describe("the events of any conversation", function () {
  this.timeout(60_000); // computes all the time, waits for nothing

  it("are the same, each once, whatever is repeated, delayed, lagging or sent by two topics", () => {
    fc.assert(
      fc.property(arbitraryPlan, listOf(smooth), (plan, faults) => {
        const steps = historyOf("c1", START, plan);
        const events = disturbed(steps, faults, []);
        assert.deepEqual(keys(events), keys(undisturbed(steps)));
        assert.ok(events.every(({ recovered }) => !recovered));
      }),
      { numRuns: HISTORIES },
    );
  });

  it("are the same, each once, where frames overtake each other; what passes is never emitted twice or made up", () => {
    fc.assert(
      fc.property(arbitraryPlan, listOf(rough), (plan, faults) => {
        const steps = historyOf("c1", START, plan);
        const events = disturbed(steps, faults, []);
        const truth = undisturbed(steps);
        assert.deepEqual(keys(lasting(events)), keys(lasting(truth)));
        assert.equal(new Set(keys(events)).size, events.length);
        for (const name of ["held", "resumed"] as const)
          assert.ok(count(events, name) <= count(truth, name), `more ${name} than there were`);
      }),
      { numRuns: HISTORIES },
    );
  });

  it("are the same, each once, where the connection was lost and what is followed was read; recovered only in a gap", () => {
    let recovered = 0;
    fc.assert(
      fc.property(arbitraryPlan, listOf(smooth), arbitraryOutages, (plan, faults, list) => {
        const steps = historyOf("c1", START, plan);
        const outages = asOutages(steps, list);
        const events = disturbed(steps, faults, outages);
        const truth = undisturbed(steps);
        if (sawSomething(steps, outages)) {
          assert.deepEqual(keys(lasting(events)), keys(lasting(truth)));
          assert.deepEqual(lastAttributes(events), lastAttributes(truth));
        }
        assert.equal(new Set(keys(events)).size, events.length);
        for (const event of events.filter((one) => one.recovered))
          assert.ok(
            outages.some(({ from, to }) => event.occurredAt >= from - DELIVERY_MS && event.occurredAt <= to),
            `${event.key} was recovered outside of a gap`,
          );
        recovered += events.filter((one) => one.recovered).length;
      }),
      { numRuns: HISTORIES },
    );
    assert.ok(recovered > HISTORIES / 2, `only ${recovered} events were recovered: the outages hit nothing`);
  });

  it("begin with an offer before its connection, and have the end once and after every leaving", () => {
    fc.assert(
      fc.property(arbitraryPlan, listOf(rough), (plan, faults) => {
        const events = disturbed(historyOf("c1", START, plan), faults, []);
        for (const { key, event } of events)
          if (event === "connected") {
            const offer = events.findIndex((one) => one.key === key.replace("connected", "offered"));
            assert.ok(offer >= 0 && offer < events.findIndex((one) => one.key === key));
          }
        const end = events.findIndex(({ event }) => event === "ended");
        assert.equal(count(events, "ended"), 1);
        assert.ok(events.slice(end).every(({ event }) => event !== "agentLeft" && event !== "customerLeft"));
      }),
      { numRuns: HISTORIES },
    );
  });
});

const count = (events: readonly ConversationEvent[], name: string): number =>
  events.filter(({ event }) => event === name).length;

/** The first frame came through, so there was something to follow. */
const sawSomething = (steps: readonly Step[], outages: readonly Gap[]): boolean =>
  !outages.some(({ from }) => from <= steps[0]!.at + 1_800);

/** The attributes in the end. */
const lastAttributes = (events: readonly ConversationEvent[]): object =>
  Object.assign(
    {},
    ...events.filter(({ event }) => event === "attributesChanged").map(({ to }) => to),
  ) as object;
