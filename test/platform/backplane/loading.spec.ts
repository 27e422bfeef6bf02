import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");

/** In a process of its own: an account without a backplane sends a request, and the files that it has loaded are printed. */
const USE = `
  require("tsx/cjs");
  const { compose } = require("./nodes/lib/platform/compose");
  const { accountSettings } = require("./nodes/lib/platform/auth/settings");
  const { startSimulator } = require("./nodes/lib/simulator/index");
  const { realClock } = require("./nodes/lib/platform/time/clock");
  const composition = compose({
    settings: accountSettings.parse({ region: "simulator" }),
    credentials: {},
    clock: realClock,
    openSimulator: () => startSimulator(),
    onState: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  });
  const path = "/api/v2/routing/queues";
  composition.client()
    .request({ operation: "getRoutingQueues", method: "GET", path, repeatable: true })
    .then(({ entities }) => composition.close().then(() => {
      const loaded = Object.keys(require.cache);
      console.log(JSON.stringify({ loaded, queues: entities.length }));
    }));
`;

describe("an account without a backplane", () => {
  it("loads nothing of Redis", () => {
    const printed = execFileSync(process.execPath, ["-e", USE], { cwd: ROOT, encoding: "utf8" });
    const { loaded, queues } = JSON.parse(printed) as { loaded: string[]; queues: number };
    assert.ok(queues > 0);
    assert.deepEqual(
      loaded.filter((file) =>
        /redis|backplane.(script|stream|window|memory)|shared-(events|running)/.test(file),
      ),
      [],
    );
  });
});
