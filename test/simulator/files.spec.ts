import assert from "node:assert/strict";
import { createVirtualClock, type VirtualClock } from "../../nodes/lib/simulator/store/clock";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { CALL } from "../support/seed";
import { callerOf } from "./caller";

type Recordings = { id: string; mediaUris: Record<string, { mediaUri: string }> }[];

/** What takes a while, and the files that come of it. */
describe("simulator: jobs and files", () => {
  let clock: VirtualClock;
  let simulator: Simulator;
  beforeEach(async () => {
    clock = createVirtualClock();
    simulator = await startSimulator({ clock });
  });
  afterEach(() => simulator.close());

  const call = (method: string, path: string, body?: unknown) => callerOf(simulator).call(method, path, body);
  const RECORDINGS = `/api/v2/conversations/${CALL.conversationId}/recordings`;
  const EXPORTS = "/api/v2/externalcontacts/contacts/exports";

  it("prepare a recording, and have it at an address without a token only", async () => {
    assert.equal((await call("GET", RECORDINGS)).status, 202);
    clock.advance(simulator.settings.recordingReadyMs);
    const { status, body } = await call("GET", RECORDINGS);
    const [recording] = body as unknown as Recordings;
    assert.equal(status, 200);
    const address = recording?.mediaUris["0"]?.mediaUri ?? assert.fail();
    const file = await fetch(address);
    assert.equal(file.headers.get("content-type"), "audio/wav");
    assert.equal((await file.arrayBuffer()).byteLength, 44 + 8_000 * simulator.settings.recordingSeconds);
    assert.equal((await fetch(address, { headers: { authorization: "Bearer x" } })).status, 400);
    assert.equal((await fetch(`${address}0`)).status, 403);
    assert.equal((await call("GET", `${RECORDINGS}/${recording?.id}`)).status, 200);
    assert.equal((await call("GET", `${RECORDINGS}/none`)).status, 404);
  });

  for (const [end, status] of [
    ["done", "SUCCEEDED"],
    ["failed", "FAILED"],
  ] as const)
    it(`end an export as ${status}, after as long as the setting says`, async () => {
      Object.assign(simulator.settings, { jobRunsMs: 60_000, jobEndsAs: end });
      const { id } = (await call("POST", EXPORTS, {})).body;
      const read = async () => (await call("GET", `${EXPORTS}/${String(id)}`)).body;
      clock.advance(59_000);
      assert.equal((await read())["status"], "RUNNING");
      clock.advance(2_000);
      const { status: ended, downloadUrl } = await read();
      assert.deepEqual([ended, typeof downloadUrl], [status, end === "done" ? "string" : "undefined"]);
    });
});
