// Only on node-red-5: the view is given its clock, its account and what publishes.
import assert from "node:assert/strict";
import { createView } from "../../nodes/lib/sidebar/view";
import type { AccountNode, AccountWindow } from "../../nodes/lib/node/account";
import type { Conversation } from "../../nodes/lib/platform/conversation/conversation";
import { configError } from "../../nodes/lib/platform/errors/errors";
import { createClock } from "../support/clock";
import { historyOf, type Plan } from "../support/histories";

const START = Date.parse("2026-03-02T09:00:00.000Z");
const PLAN = {
  ...{ message: false, declines: 0, answered: true, actions: ["hold"], customerFirst: true, wrapped: true },
  pauses: new Array<number>(20).fill(2_000),
} as Plan;

interface Look {
  conversations: { id: string; to?: number }[];
  gone?: string[];
  revision: string;
}

describe("what the sidebar costs at most", () => {
  /** A view of a real org, and what its channel reports. */
  const open = () => {
    const clock = createClock(START);
    const published: number[] = [];
    let report: (conversation: Conversation) => void = () => undefined;
    let doors = 0;
    const window: AccountWindow = {
      isSimulated: false,
      door: () => {
        doors += 1;
        return Promise.reject(configError("account", "This is a real org."));
      },
      conversations: (listener) => {
        report = listener;
        return () => undefined;
      },
      state: () => ({ now: clock.now() }),
    };
    const account = { window: () => window } as unknown as AccountNode;
    const RED = { comms: { publish: () => published.push(clock.now()) } } as never;
    const view = createView({ RED, clock, id: "account", account: () => account, onEnd: () => undefined });
    view.renew();
    const look = (since = "") => view.look(since, false) as Look;
    return { clock, published, view, look, doors: () => doors, see: (one: Conversation) => report(one) };
  };
  const snapshots = (id: string): Conversation[] =>
    historyOf(id, START, PLAN).map(({ conversation }) => conversation);
  const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

  it("keeps 600 conversations: the 601st takes the place of one that has ended, or else of the oldest", () => {
    const { see, look } = open();
    const [first] = snapshots(idOf(0));
    assert.ok(first);
    for (let index = 0; index < 600; index += 1) see(snapshots(idOf(index))[0] ?? first);
    const { revision, conversations } = look();
    assert.equal(conversations.length, 600);
    const ended = snapshots(idOf(7)).at(-1);
    if (ended) see(ended);
    see(snapshots(idOf(600))[0] ?? first);
    assert.ok(look(revision).gone?.includes(idOf(7)), "the one that has ended");
    see(snapshots(idOf(601))[0] ?? first);
    assert.ok(look(revision).gone?.includes(idOf(0)), "the oldest");
    assert.equal(look().conversations.length, 600);
  });

  it("notifies browsers four times a second at most, and of the last change in any case", async () => {
    const { see, clock, published, look } = open();
    const all = snapshots(idOf(1));
    for (let count = 0; count < 500; count += 1) {
      const one = all[count % all.length];
      if (one) see({ ...one, id: idOf(count % 50) });
      await clock.advance(20); // fifty a second
    }
    const seconds = new Map<number, number>();
    for (const at of published) {
      const second = Math.floor((at - START) / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
    assert.ok(published.length > 30, String(published.length));
    assert.ok(Math.max(...seconds.values()) <= 4, JSON.stringify([...seconds]));
    const { revision } = look();
    await clock.advance(1_000);
    assert.equal(look().revision, revision);
    assert.ok((published.at(-1) ?? 0) >= START + 500 * 20 - 250, "the last change was published");
  });

  it("sends a real org no request while it is open: it asks once whether it is a simulated one", async () => {
    const { clock, doors, view } = open();
    for (let minute = 0; minute < 5; minute += 1)
      for (let third = 0; third < 3; third += 1) {
        view.renew();
        view.look("", false);
        await clock.advance(20_000);
      }
    assert.equal(doors(), 1);
  });
});
