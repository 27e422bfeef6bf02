import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiBench } from "../support/benches/api";
import { deployNode } from "../support/redeploy";
import { CALL } from "../support/seed";
import { until } from "../support/until";

const RECORDINGS = {
  operation: "getConversationRecordings",
  parameters: { conversationId: CALL.conversationId },
};
const EXPORT = { operation: "postExternalcontactsContactsExports", body: {} };
/** Two seconds of a WAV file with its head. */
const WHOLE = 44 + 16_000;

describe("genesys-api, downloading a file", () => {
  const { bench, open, play } = apiBench();
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "genesys-download-"))));
  afterEach(async () => {
    await bench().close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fileRequests = () =>
    bench()
      .simulator.log.entries()
      .filter(({ operation }) => operation === "file");

  it("emits a recording as a Buffer, with what is known of it, and shows no token to the store", async () => {
    await open({ waitForJob: true, download: "buffer" });
    const { at, msg } = await play(RECORDINGS);
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.ok(Buffer.isBuffer(msg.payload));
    assert.equal(msg.payload.length, WHOLE);
    assert.equal(msg.payload.subarray(0, 4).toString(), "RIFF");
    const { bytes, contentType, name, from, response } = msg.download as Record<string, unknown>;
    assert.deepEqual([bytes, contentType, from], [WHOLE, "audio/wav", "0.mediaUris.0.mediaUri"]);
    assert.match(String(name), /\.wav$/);
    assert.ok(Array.isArray(response));
    assert.equal((msg.genesys as { operation: string }).operation, RECORDINGS.operation);
    assert.deepEqual(
      fileRequests().map(({ headers }) => headers["authorization"]),
      [undefined],
    );
  });

  it("waits for an export, and writes its file", async () => {
    await open({ waitForJob: true, download: "file" });
    const filename = join(folder, "contacts.csv");
    const { at, msg } = await play({ ...EXPORT, filename });
    assert.equal(at, "result", JSON.stringify(msg.error));
    assert.match(readFileSync(filename, "utf8"), /^Id,FirstName,LastName,Phone,Email\r\n/);
    assert.equal(msg.filename, filename);
    assert.equal((msg.payload as { status: string }).status, "SUCCEEDED");
    assert.equal((msg.download as { bytes: number }).bytes, readFileSync(filename).length);
    assert.equal(typeof (msg.genesys as { jobId: string }).jobId, "string");
    assert.deepEqual(readdirSync(folder), ["contacts.csv"]);
  });

  it("writes relative to Node-RED's folder for files", async () => {
    await open({ waitForJob: true, download: "file" }, { settings: { fileWorkingDirectory: folder } });
    const { msg } = await play({ ...RECORDINGS, filename: "a.wav" });
    assert.equal(msg.filename, join(folder, "a.wav"), JSON.stringify(msg.error));
  });

  it("keeps a file that exists, before anything is sent, unless it may be overwritten", async () => {
    const filename = join(folder, "a.wav");
    writeFileSync(filename, "kept");
    await open({ waitForJob: true, download: "file" });
    const { msg } = await play({ ...RECORDINGS, filename });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["field"]], ["input", "filename"]);
    assert.match(msg.error?.message ?? "", /EEXIST.*"overwrite"/);
    assert.equal(readFileSync(filename, "utf8"), "kept");
    assert.deepEqual(bench().simulator.log.entries(), []);
    await bench().close();
    await open({ waitForJob: true, download: "file", overwrite: true });
    await play({ ...RECORDINGS, filename });
    assert.equal(readFileSync(filename).length, WHOLE);
    assert.deepEqual(readdirSync(folder), ["a.wav"]);
  });

  for (const [what, name, code] of [
    ["a folder that does not exist", "none/a.wav", "ENOENT"],
    ["a folder in the place of the file", "sub", "EISDIR"],
    ["a file in the place of the folder", "file/a.wav", "ENOTDIR"],
    ["a name that is too long", `${"a".repeat(300)}.wav`, "ENAMETOOLONG"],
    ["nothing", "", ""],
  ] as const)
    it(`names the field, and not the path, for ${what}`, async () => {
      mkdirSync(join(folder, "sub"));
      writeFileSync(join(folder, "file"), "");
      await open({ waitForJob: true, download: "file" });
      const { msg } = await play({ ...RECORDINGS, filename: name === "" ? "" : join(folder, name) });
      assert.deepEqual([msg.error?.code, msg.error?.cause?.["field"]], ["input", "filename"]);
      assert.ok(msg.error?.message?.includes(code) === true, msg.error?.message);
      assert.equal(msg.error.message.includes(folder), false);
      assert.equal(msg.error.cause?.["outcome"], "notSent");
      assert.deepEqual(bench().simulator.log.entries(), []);
    });

  it("refuses a file above the limit, names the option, and leaves nothing of it", async () => {
    const { simulator } = await open({ waitForJob: true, download: "file", maxMegabytes: 1 });
    simulator.settings.recordingSeconds = 200;
    const { msg } = await play({ ...RECORDINGS, filename: join(folder, "a.wav") });
    assert.deepEqual([msg.error?.code, msg.error?.cause?.["field"]], ["input", "maxMegabytes"]);
    assert.match(msg.error?.message ?? "", /larger than 1 MB/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("asks which file is meant where the response names several, and takes the one that is named", async () => {
    const { simulator } = await open({
      download: "buffer",
      ...{ downloadFrom: "which", downloadFromType: "msg" },
    });
    const body = [0, 1].map((n) => ({ mediaUris: { "0": { mediaUri: `${simulator.url}/files/v1/${n}` } } }));
    const answer = (): void =>
      simulator.faults.add({ match: { operation: RECORDINGS.operation }, fault: { status: 200, body } });
    answer();
    const { msg } = await play(RECORDINGS);
    assert.equal(msg.error?.code, "ambiguous");
    assert.match(
      msg.error?.message ?? "",
      /names 2 files.*"0\.mediaUris\.0\.mediaUri", "1\.mediaUris\.0\.mediaUri"/,
    );
    answer();
    simulator.faults.add({ match: { operation: "file" }, fault: { status: 200, body: { a: 1 } } });
    const { msg: found } = await play({ ...RECORDINGS, which: "[1].mediaUris.0.mediaUri" });
    assert.equal(String(found.payload), '{"a":1}', JSON.stringify(found.error));
    assert.equal(fileRequests()[0]?.path, "/files/v1/1");
  });

  it("takes the response itself where the operation returns a file, with the facts of its request", async () => {
    const { simulator } = await open({ download: "buffer" });
    const operation = "getWorkforcemanagementCalendarDataIcs";
    simulator.faults.add({ match: { operation }, fault: { status: 200, body: { a: 1 } } });
    const { msg } = await play({ operation, parameters: { calendarId: "c" } });
    assert.equal(String(msg.payload), '{"a":1}', JSON.stringify(msg.error));
    const { operation: called, status, attempts } = msg.genesys as Record<string, unknown>;
    assert.deepEqual([called, status, attempts], [operation, 200, 1]);
  });

  it("says where a response names no file", async () => {
    await open({ download: "buffer" });
    const { msg } = await play({ operation: "getConversation", parameters: RECORDINGS.parameters });
    assert.equal(msg.error?.code, "missing");
    assert.match(msg.error?.message ?? "", /names no file/);
  });

  for (const [what, mediaUri] of [
    ["another host", "https://evil.example/a.wav?signature=secret"],
    ["a host of this machine", "http://127.0.0.1:1/a"],
    ["the cloud's metadata", "http://169.254.169.254/latest"],
    ["a file", "file:///etc/passwd"],
  ] as const)
    it(`requests nothing from ${what}, and quotes no signed address`, async () => {
      const { simulator } = await open({ download: "buffer", downloadFrom: "u", downloadFromType: "str" });
      const fault = { status: 200, body: { u: mediaUri } };
      simulator.faults.add({ match: { operation: RECORDINGS.operation }, fault });
      const { msg } = await play(RECORDINGS);
      assert.ok(["answer", "input"].includes(msg.error?.code ?? ""), msg.error?.code);
      assert.equal(JSON.stringify(msg.error).includes("secret"), false);
      assert.equal(JSON.stringify(msg.error).includes("evil"), false);
    });

  it("ends within a second when its node is deployed in the middle, and leaves nothing of the file", async () => {
    const { simulator, clock } = await open({ waitForJob: true, download: "file" });
    simulator.settings.recordingReadyMs = 0;
    simulator.settings.recordingSeconds = 4_000;
    bench().start({ ...RECORDINGS, filename: join(folder, "a.wav") });
    await until(() => readdirSync(folder).length > 0 || bench().arrivals.length > 0);
    const before = performance.now();
    await deployNode("the-node", { name: "again" });
    await until(() => readdirSync(folder).length === 0, 1_000);
    assert.ok(performance.now() - before < 1_000);
    assert.deepEqual(bench().arrivals, []);
    assert.equal(clock.isMoving(), false);
  });
});
