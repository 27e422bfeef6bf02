import assert from "node:assert/strict";
import { createMemoryBackplanes } from "../../../nodes/lib/platform/backplane/memory";
import { createSharedLedger } from "../../../nodes/lib/platform/open-messaging/ledger";
import { isGenesysError, backplaneError } from "../../../nodes/lib/platform/errors/errors";
import { SETTINGS } from "../../support/backplanes";
import { createClock } from "../../support/clock";

describe("the received messages of several instances", () => {
  const openTwo = () => {
    const open = createMemoryBackplanes({ clock: createClock(), random: () => 0, settings: SETTINGS });
    return [createSharedLedger(open().claims), createSharedLedger(open().claims)] as const;
  };

  it("are each received by the first of them only, whichever the platform sends it to again", async () => {
    const [one, other] = openTwo();
    assert.equal(await one.claim("message"), true);
    assert.equal(await other.claim("message"), false);
    assert.equal(await one.claim("message"), false);
  });

  it("may come again where they were not taken after all, by either", async () => {
    const [one, other] = openTwo();
    await one.claim("message");
    await other.release("message"); // it is not its own
    assert.equal(await other.claim("message"), false);
    await one.release("message");
    assert.equal(await other.claim("message"), true);
  });

  it("are not received while the backplane is away: the platform sends them again", async () => {
    const ledger = createSharedLedger({ claim: () => Promise.reject(backplaneError("It is away.")) });
    await assert.rejects(
      Promise.resolve(ledger.claim("message")),
      (error) => isGenesysError(error, "backplane") && error.cause.outcome === "notSent",
    );
  });
});
