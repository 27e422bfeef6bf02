// Only on node-red-5: the parts are given their clock and what the channel reports.
import assert from "node:assert/strict";
import { talkIn, talkText } from "../../nodes/lib/node/people";
import { createPeopleStatus, type PeopleParts } from "../../nodes/lib/node/people-status";
import { createSharedPeople } from "../../nodes/lib/node/shared-people";
import type { AccountWindow } from "../../nodes/lib/node/account";
import type { Journal } from "../../nodes/lib/node/journal";
import type { Conversation } from "../../nodes/lib/platform/conversation/conversation";
import { createClock } from "../support/clock";

const START = Date.parse("2026-03-02T09:00:00.000Z");
const ID = "fe00260d-2b3b-44ff-bc25-6008f321c168";

interface Who {
  agent?: string;
  customer?: string;
  state?: string;
  ended?: boolean;
  since?: number;
}

const call = (
  { agent = "Ada", customer = "Casey", state = "connected", ended, since = START }: Who = {},
  id = ID,
) =>
  ({
    ...{ id, ...(ended === true ? { endTime: new Date(START).toISOString() } : {}) },
    participants: [
      { id: "c", purpose: "customer", name: customer, calls: [{ id: "c1", state: "connected" }] },
      {
        ...{ id: "a", purpose: "agent", name: agent },
        calls: [{ id: "a1", state, connectedTime: new Date(since).toISOString() }],
      },
    ],
  }) as Conversation;

describe("who is talking, in the status of conversation events", () => {
  it("names an agent, and a customer only where people are made up", () => {
    assert.equal(talkText([talkIn(call(), true) ?? assert.fail()], START + 42_000), "Ada ↔ Casey 00:42");
    assert.equal(talkText([talkIn(call(), false) ?? assert.fail()], START + 3_642_000), "Ada 1:00:42");
    assert.equal(talkText([], START), undefined);
  });

  it("shows no number and no address in the place of a name, and no long one", () => {
    for (const name of [
      "+15551230142",
      "(555) 123-0142",
      "tel:+1555",
      "nora@example.com",
      "sip:4711@x",
      " ",
    ]) {
      assert.equal(talkIn(call({ customer: name }), true)?.customer, undefined, name);
      assert.equal(talkIn(call({ agent: name }), true), undefined, name);
    }
    assert.ok((talkIn(call({ agent: "A".repeat(99) }), true)?.agent.length ?? 99) <= 24);
  });

  it("names neither an agent who is alerted nor one who has left", () => {
    assert.equal(talkIn(call({ state: "alerting" }), true), undefined);
    assert.equal(talkIn(call({ state: "terminated" }), true), undefined);
  });

  /** What a status is made of, and what it shows. */
  const partsOf = (isSimulated: boolean) => {
    const clock = createClock(START);
    const journal: Journal = { onBegin: new Set() };
    const shown: (string | undefined)[] = [];
    let report: (conversation: Conversation) => void = () => undefined;
    const window = {
      isSimulated,
      conversations: (listener: typeof report) => {
        report = listener;
        return () => (report = () => undefined);
      },
      state: () => ({ now: clock.now() }),
    } as unknown as AccountWindow;
    const parts: PeopleParts = {
      ...{ clock, journal, account: { window: () => window } },
      show: (text) => shown.push(text),
    };
    return { ...{ parts, clock, journal, shown }, report: (one: Conversation) => report(one) };
  };
  const open = (isSimulated = true) => {
    const { parts, clock, journal, shown, report } = partsOf(isSimulated);
    const people = createPeopleStatus(parts);
    const see = (conversation: Conversation): void => {
      report(conversation);
      people.note(conversation.id);
    };
    const watch = (is: boolean): void => {
      journal.begin = is ? () => undefined : undefined;
      if (is) for (const one of journal.onBegin) one();
    };
    return { clock, people, shown, see, watch, report };
  };

  it("costs no timer while no browser looks, and changes only with the call", async () => {
    const { clock, shown, see } = open();
    see(call());
    see(call());
    assert.equal(clock.pending(), 0);
    await clock.advance(60_000);
    see(call({ ended: true, state: "terminated" }));
    assert.deepEqual(shown, ["Ada ↔ Casey", undefined]);
  });

  it("counts the seconds while a browser looks and a call runs, once a second", async () => {
    const { clock, shown, see, watch, people } = open();
    see(call());
    watch(true);
    await clock.advance(3_000);
    assert.deepEqual(shown, ["Ada ↔ Casey", ...[0, 1, 2, 3].map((second) => `Ada ↔ Casey 00:0${second}`)]);
    watch(false);
    await clock.advance(5_000);
    assert.deepEqual([shown.at(-1), clock.pending()], ["Ada ↔ Casey", 0]);
    watch(true);
    see(call({ ended: true, state: "terminated" }));
    assert.deepEqual([shown.at(-1), clock.pending()], [undefined, 0]);
    see(call({}, "another"));
    people.stop();
    assert.equal(clock.pending(), 0);
  });

  it("names only those of conversations that the node has events of", () => {
    const { shown, see, report } = open();
    report(call());
    assert.deepEqual(shown, []);
    see(call({ since: START + 1_000, agent: "Ben" }, "another"));
    report(call());
    assert.deepEqual(shown, ["Ben ↔ Casey"]);
    see(call());
    assert.equal(shown.at(-1), "Ben ↔ Casey + 1");
  });

  describe("with several instances", () => {
    const talk = (agent: string, since = START) => ({ agent, since });

    it("names those of conversations that it emits, until others emit them", () => {
      const { parts, shown } = partsOf(false);
      const people = createSharedPeople(parts);
      people.take("one", talk("Ada"));
      people.take("other", talk("Ben", START + 1));
      assert.equal(shown.at(-1), "Ben + 1");
      people.leave((id) => id === "one");
      assert.equal(shown.at(-1), "Ada");
      people.take("one", undefined);
      assert.equal(shown.at(-1), undefined);
    });

    it("believes the channel while it leads, and not what was passed on before", () => {
      const { parts, shown, report } = partsOf(false);
      const people = createSharedPeople(parts);
      people.take(ID, talk("Ada"));
      people.take("other", talk("Ben", START - 1));
      const led = people.lead(() => false);
      report(call({ agent: "Cleo" }));
      assert.equal(shown.at(-1), "Cleo + 1");
      people.take(ID, talk("Ada"));
      assert.equal(shown.at(-1), "Cleo + 1");
      report(call({ ended: true, state: "terminated" }));
      assert.equal(shown.at(-1), "Ben");
      led.stop();
      report(call({ agent: "Cleo" }));
      assert.equal(shown.at(-1), "Ben");
    });

    it("passes on who talks at an event, and shows nothing once it is stopped", () => {
      const { parts, shown, report } = partsOf(false);
      const people = createSharedPeople(parts);
      const { talkOf, stop } = people.lead(() => false);
      report(call());
      assert.deepEqual(talkOf(ID), talk("Ada"));
      report(call({ state: "terminated" }));
      assert.equal(talkOf(ID), undefined);
      report(call());
      const count = shown.length;
      people.stop();
      stop();
      assert.equal(shown.length, count);
    });
  });
});
