import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../../nodes/lib/capture-command/command";
import { readCapture } from "../../../nodes/lib/capture/format";
import { startSimulator, type Simulator } from "../../../nodes/lib/simulator/index";
import { createClock, type VirtualClock } from "../../support/clock";
import { passUntil } from "../../support/until";

const TOKEN_WORDS = /Bearer|oauth|eyJ/i;

describe("genesys-capture", () => {
  let folder: string;
  let clock: VirtualClock;
  let simulator: Simulator;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "capture-"));
    clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
    simulator = await startSimulator({ clock });
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  const run = (args: string[], env: Record<string, string> = {}) => {
    const said: string[] = [];
    let stop = (): void => undefined;
    let status: number | undefined;
    const account = {
      GENESYS_CLOUD_API_URL: simulator.url,
      GENESYS_CLOUD_ACCESS_TOKEN: simulator.act.issueToken("simulator"),
    };
    const all: Record<string, string> = { ...account, ...env };
    void runCommand(args, {
      ...{ env: all, clock },
      out: (line) => void said.push(line),
      error: (line) => void said.push(line),
      onStop: (given) => void (stop = given),
    }).then((ended) => (status = ended));
    const settled = async (): Promise<number> => {
      await passUntil(clock, () => status !== undefined);
      return status ?? assert.fail();
    };
    const hasReported = (): boolean =>
      said.some((line) => line.includes(all["GENESYS_CLOUD_ACCESS_TOKEN"] ?? "-"));
    return { said, settled, stop: () => stop(), hasReported };
  };
  const fileAt = (name: string): string => join(folder, name);
  const requested = (part: string): boolean =>
    simulator.log.entries().some(({ path }) => path.includes(part));

  it("writes what happened until the end, and nothing of the token, the people or the ids", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Support", name: "Erika Musterfrau" });
    const out = fileAt("call.json");
    const { settled, said, hasReported } = run([conversationId, "--out", out]);
    await passUntil(clock, () => requested("/subscriptions"));
    simulator.act.agentAnswers(conversationId);
    await clock.advance(3_000);
    simulator.act.customerHangsUp(conversationId);
    simulator.act.agentWrapsUp(conversationId, { code: "Resolved" });
    assert.equal(await settled(), 0);
    const text = readFileSync(out, "utf8");
    const capture = readCapture(JSON.parse(text));
    assert.equal(capture.isComplete, true);
    assert.ok(capture.records.some(({ kind }) => kind === "frame"));
    const paths = capture.records.map((record) => (record.kind === "frame" ? "" : record.path));
    assert.ok(paths.some((each) => each === `/api/v2/conversations/calls/${capture.conversationId}`));
    for (const personal of ["Musterfrau", "Erika", "Ada", "Resolved", conversationId, simulator.url])
      assert.ok(!text.includes(personal), personal);
    assert.doesNotMatch(text, TOKEN_WORDS);
    assert.equal(hasReported(), false);
    assert.match(
      said.at(-1) ?? "",
      /records, \d+ of them notifications; until the end of the conversation\.$/,
    );
  });

  it("keeps what it has when it is stopped or its time is over, and says that the conversation goes on", async () => {
    const { conversationId } = simulator.act.customerCalls({ queue: "Hotline" });
    const stopped = run([conversationId, "--out", fileAt("a.json")]);
    await passUntil(clock, () => requested("/subscriptions"));
    stopped.stop();
    assert.equal(await stopped.settled(), 0);
    assert.match(stopped.said.at(-1) ?? "", /had not ended yet/);
    assert.equal(readCapture(JSON.parse(readFileSync(fileAt("a.json"), "utf8"))).isComplete, false);
    const timed = run([conversationId, "--out", fileAt("b.json"), "--seconds", "10"]);
    assert.equal(await timed.settled(), 0);
    assert.ok(existsSync(fileAt("b.json")));
  });

  it("ends with 1 where the conversation cannot be read, with one line and without a file", async () => {
    const missing = run(["11111111-2222-4333-8444-555555555555", "--out", fileAt("gone.json")]);
    assert.equal(await missing.settled(), 1);
    assert.match(missing.said.at(-1) ?? "", /^The conversation cannot be captured: /);
    assert.equal(existsSync(fileAt("gone.json")), false);
    const refused = run(["11111111-2222-4333-8444-555555555555", "--out", fileAt("gone.json")], {
      GENESYS_CLOUD_ACCESS_TOKEN: "not-a-token",
    });
    assert.equal(await refused.settled(), 1);
    assert.equal(refused.hasReported(), false);
  });

  it("names what is wrong with its flags and its environment, and ends with 2", async () => {
    writeFileSync(fileAt("there.json"), "mine");
    const id = "11111111-2222-4333-8444-555555555555";
    const cases: [args: string[], env: Record<string, string>, said: RegExp][] = [
      [[], {}, /^Name the conversation/],
      [[id, id], {}, /one id/],
      [["../../users"], {}, /letters, digits and dashes/],
      [[id, "--what"], {}, /no such flag/],
      [[id, "--seconds", "soon"], {}, /--seconds/],
      [[id, "--out", fileAt("there.json")], {}, /exists already.*--force/],
      [[id, "--out", fileAt("no/where.json")], {}, /cannot be written/],
      [[id], { GENESYS_CLOUD_ACCESS_TOKEN: " " }, /GENESYS_CLOUD_ACCESS_TOKEN/],
      [[id], { GENESYS_CLOUD_API_URL: "" }, /GENESYS_CLOUD_REGION/],
      [[id], { GENESYS_CLOUD_API_URL: "http://example.com" }, /GENESYS_CLOUD_API_URL.*https/],
      [[id], { GENESYS_CLOUD_API_URL: "", GENESYS_CLOUD_REGION: "no region" }, /GENESYS_CLOUD_REGION/],
    ];
    for (const [args, env, pattern] of cases) {
      const { settled, said } = run(args, env);
      assert.equal(await settled(), 2, args.join(" "));
      assert.match(said.join("\n"), pattern);
      assert.equal(said.length, 1);
    }
    assert.equal(readFileSync(fileAt("there.json"), "utf8"), "mine");
    assert.equal(simulator.log.entries().length, 0);
  });
});
