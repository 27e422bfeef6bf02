// Only on node-red-5: what is counted are the requests of our own code.
import assert from "node:assert/strict";
import type { NodeAPI } from "node-red";
import events from "../../nodes/genesys-events";
import sidebar from "../../nodes/sidebar";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createClock } from "../support/clock";
import { openFront } from "../support/damaging-front";
import { openBench } from "../support/flow";
import { openSidebar } from "../support/sidebar-browser";
import { settleSockets } from "../support/sockets";
import { passUntil } from "../support/until";

const MINUTE_MS = 60_000;
const STEP_MS = 250;
/** So many requests of a real org's limit the sidebar may take. It takes none after the first one. */
const MOST_A_MINUTE = 5;
const AGENTS = Array.from({ length: 8 }, (_, at) => `Agent ${at + 1}`);

/** Agents who talk, and a customer who waits for a second, again and again. */
const createBustle = ({ act }: Simulator) => {
  const call = (): string => act.customerCalls({ queue: "Busy" }).conversationId;
  const talks = AGENTS.map((name) => {
    const id = call();
    act.agentAnswers(id, { user: name });
    return id;
  });
  let waiting = call();
  return {
    talks,
    second: (): void => {
      act.customerHangsUp(waiting);
      waiting = call();
    },
  };
};

describe("the sidebar for a minute, of an org that is not simulated", function () {
  this.timeout(60_000);
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it("sends no request, however much happens: it asks once whether it is a simulated one", async () => {
    const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
    const simulator = await startSimulator({
      clock,
      start: {
        users: AGENTS.map((name) => ({ name, presence: "On Queue", hasPhone: true })),
        queues: [{ name: "Busy", members: AGENTS }],
      },
    });
    closing.push(() => simulator.close());
    const front = await openFront();
    closing.push(() => front.close());
    front.target = simulator.url;
    front.strike({ method: "GET", path: /^\/_simulator\// }, "nothing in it", 404);
    let RED: NodeAPI | undefined; // whose comms reach the browser
    const bench = await openBench(
      events,
      "genesys-events",
      { scope: "queue", ids: ["Busy"], events: [], mediaType: "any" },
      {
        ...{ simulator, modules: [sidebar, (api) => void (RED = api)] },
        ...{ account: { apiUrl: front.url }, settings: { genesysAccountClock: clock } },
      },
    );
    closing.push(() => bench.close());
    closing.push(() => clock.advance(MINUTE_MS + 1_000)); // the view ends
    const requests = (): number => simulator.log.count() + front.struck();
    const isListening = (): boolean => bench.statuses.at(-1)?.fill === "green";
    await passUntil(clock, isListening);
    const { talks, second } = createBustle(simulator);
    const emitted = (name: string): number =>
      bench.arrivals.filter(({ msg }) => msg["event"] === name).length;
    await passUntil(clock, () => emitted("connected") === talks.length);
    /** The requests of a minute in which something happens each second. */
    const minute = async (): Promise<number> => {
      const before = requests();
      for (let ms = 0; ms < MINUTE_MS; ms += STEP_MS) {
        if (ms % 1000 === 0) second();
        await clock.advance(STEP_MS);
        await settleSockets(25);
      }
      return requests() - before;
    };
    const without = await minute();
    assert.ok(RED);
    const shown = openSidebar(RED, clock, "the-account");
    closing.push(() => shown.close());
    const ended = emitted("ended");
    const during = await minute();
    assert.ok(emitted("ended") - ended >= 59, "a notification each second");
    assert.ok(shown.looks() >= 60, `it was looked at ${shown.looks()} times`);
    assert.ok(shown.state.conversations.size >= 60, "what has ended is listed as well");
    const added = during - without;
    assert.ok(added <= MOST_A_MINUTE, `${added} requests`);
    assert.deepEqual([added, front.struck()], [1, 1]);
    assert.equal((await minute()) - without, 0, "the next minute has none");
  });
});
