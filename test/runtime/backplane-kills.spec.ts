// Only on node-red-5: the processes and the network are attacked, not the version.
import assert from "node:assert/strict";
import { playHistory } from "../support/kills/campaign";
import { brokenIn, summarize } from "../support/kills/campaign-table";
import type { FaultKind } from "../support/kills/faults";
import { openWorld, type World } from "../support/kills/world";
import { flavour } from "../support/node-red";
import { describeWithRedis } from "../support/redis";

/** A short one of `npm run soak -- backplane kills`, where conversations wait for the machine. */
const FAULTS: readonly FaultKind[] = ["killLeader", "redisRestarted", "stopLeader", "cutLeader"];

describeWithRedis(`two Node-RED processes on one backplane, ${flavour}`, function () {
  let world: World | undefined;
  after(() => world?.close());

  it("emit each event in order, none without a flag again, whatever happens to them and to Redis", async function () {
    this.timeout(240_000);
    world = await openWorld(2);
    for (const { startAgain } of world.members) startAgain(0);
    const seed = Math.floor(Math.random() * 1_000_000);
    const history = await playHistory(world, { seed, faults: FAULTS, conversations: 6, isPatient: true });
    const { events, ...facts } = summarize([history]);
    assert.ok(events > 40, `${events} events`);
    // Of so few events, one that comes again with a flag is more than one in a thousand.
    assert.deepEqual(brokenIn({ ...facts, events, twice: 0 }), [], JSON.stringify(history, undefined, 1));
    assert.deepEqual(world.failures, []);
  });
});
