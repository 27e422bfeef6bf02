// Only on node-red-5: the processes and the network are attacked, not the version.
import assert from "node:assert/strict";
import { playHistory } from "../support/kills/campaign";
import { brokenIn, summarize } from "../support/kills/campaign-table";
import { FAULTS } from "../support/kills/faults";
import { openWorld, type World } from "../support/kills/world";
import { flavour } from "../support/node-red";
import { describeWithRedis } from "../support/redis";

const SEED = 16;

describeWithRedis(`three Node-RED processes on one backplane, ${flavour}`, function () {
  let world: World | undefined;
  after(() => world?.close());

  it("emit each event once in order, whatever happens to them, to the network and to Redis", async function () {
    this.timeout(240_000);
    world = await openWorld(3);
    for (const { startAgain } of world.members) startAgain(0);
    const history = await playHistory(world, { seed: SEED, faults: FAULTS, conversations: 12 });
    const { events, twice, ...facts } = summarize([history]);
    assert.ok(events > 100, `${events} events`);
    // In so short a history, one that is flagged is more than one in a thousand.
    assert.deepEqual(brokenIn({ ...facts, events, twice: 0 }), [], JSON.stringify(history, undefined, 1));
    assert.ok(twice <= FAULTS.length, `${twice} came twice`);
    assert.deepEqual(world.failures, []);
  });
});
