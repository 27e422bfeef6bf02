// Only on node-red-5: variables in a list are replaced by our code, in any version alike.
import assert from "node:assert/strict";
import genesysEvents from "../../nodes/genesys-events";
import { openBench, type Bench } from "../support/flow";
import { A, asJson, B, C, LISTS, VARIABLES } from "../support/written-lists";

/** Node-RED replaces a setting that is `${NAME}` as a whole; in a list each entry counts as one. */
describe("environment variables in a list", () => {
  let bench: Bench;
  before(() => void Object.assign(process.env, VARIABLES));
  after(() => {
    for (const name of Object.keys(VARIABLES)) Reflect.deleteProperty(process.env, name);
  });
  afterEach(() => bench.close());

  const subscribed = (): string[] =>
    bench.simulator.act
      .channels()
      .flatMap(({ topics }) =>
        topics.map((topic) => topic.replace(/^v2\.routing\.queues\.|\.conversations$/g, "")),
      );
  /** Lets sockets and virtual time go on in turn, until there is a subscription or there will be none. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; subscribed().length === 0 && turn < 200; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await bench.clock.advance(50);
      if ((bench.node.error as unknown as { called: boolean }).called) return;
    }
  };
  const listen = async (config: Record<string, unknown>): Promise<void> => {
    bench = await openBench(genesysEvents, "genesys-events", { scope: "queue", ...config });
    await settle();
  };
  const queueLists = LISTS.map(([written, meant]): (typeof LISTS)[number] => [
    written.replaceAll(C, "Support"),
    meant?.map((one) => (one === C ? A : one)),
  ]);
  for (const [written, meant] of queueLists)
    for (const ids of [written, JSON.parse(asJson(written)) as string[]])
      it(`are found in ids of genesys-events: ${JSON.stringify(ids)}`, async () => {
        await listen({ ids });
        if (meant === undefined) {
          assert.deepEqual(subscribed(), []);
          const said = (bench.node.error as unknown as { args: [string][] }).args;
          assert.match(
            String(said[0]?.[0]),
            /"ids" names the environment variable GC_NONE, which is not set/,
          );
        } else {
          // An entry of a list that Node-RED itself has replaced is one name, commas or not.
          const isOne = Array.isArray(ids) && written.includes("GC_BOTH");
          if (!isOne) assert.deepEqual(subscribed().sort(), [...new Set(meant)].sort());
        }
      });

  it("are found in the events of genesys-events as well", async () => {
    process.env["GC_EVENT"] = "acwStarted";
    await listen({ ids: "Support", events: "offered, ${GC_EVENT}" });
    delete process.env["GC_EVENT"];
    assert.deepEqual(subscribed(), [A]);
  });

  it("come from the subflow or the flow first, as everywhere in Node-RED", async () => {
    bench = await openBench(
      genesysEvents,
      "genesys-events",
      { scope: "queue", ids: "${GC_ONE},${GC_FLOW}", z: "own-tab" },
      {
        flow: [
          {
            id: "own-tab",
            type: "tab",
            env: [
              { name: "GC_ONE", value: B, type: "str" },
              { name: "GC_FLOW", value: A, type: "str" },
            ],
          },
        ],
      },
    );
    await settle();
    assert.deepEqual(subscribed().sort(), [A, B].sort());
  });
});
