import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../../nodes/lib/simulator/index";
import { readStart } from "../../../nodes/lib/simulator/seed/read-start";
import { createVirtualClock } from "../../../nodes/lib/simulator/store/clock";

const START = {
  users: [
    { name: "Zoe Agent", presence: "On Queue" },
    { name: "Ada Agent", title: "Team lead", hasPhone: false },
  ],
  wrapupCodes: ["Refund"],
  queues: [
    {
      name: "Care",
      acwMode: "timeout",
      wrapupTimeoutMs: 9_000,
      members: ["Zoe Agent"],
      wrapupCodes: ["Refund"],
    },
    { name: "Support", acwMode: "optional" },
  ],
  settings: { lagMs: 7 },
  acts: [{ act: "customerCalls", queue: "Care" }, { act: "agentAnswers" }, { act: "agentHolds" }],
};

describe("a start state", () => {
  it("adds to the org or changes it, and lets things happen; a reset comes back to it", async () => {
    const simulator = await startSimulator({ clock: createVirtualClock(), start: readStart(START) });
    const shown = () => {
      const { org, settings, store } = simulator;
      const user = (name: string) => [...org.users.values()].find((one) => one.name === name);
      const queue = (name: string) => [...org.queues.values()].find((one) => one.name === name);
      const call = [...store.conversations.values()].at(-1);
      return {
        zoe: user("Zoe Agent")?.email,
        ada: [user("Ada Agent")?.title, user("Ada Agent")?.station],
        nora: user("Nora Nostation")?.station,
        care: [queue("Care")?.wrapupTimeoutMs, queue("Care")?.memberIds, queue("Care")?.wrapupCodeIds.length],
        support: [queue("Support")?.acwMode, queue("Support")?.wrapupTimeoutMs],
        lagMs: settings.lagMs,
        call: call?.participants
          .map(({ name, communications: [leg] }) => [name, leg?.state, leg?.held])
          .at(-1),
      };
    };
    const first = shown();
    assert.deepEqual(first, {
      zoe: "zoe.agent@example.com",
      ada: ["Team lead", undefined],
      nora: undefined,
      care: [9_000, [[...simulator.org.users.values()].find(({ name }) => name === "Zoe Agent")?.id], 1],
      support: ["optional", undefined],
      lagMs: 7,
      call: ["Zoe Agent", "connected", true],
    });
    simulator.settings.lagMs = 1;
    simulator.org.queues.clear();
    simulator.reset();
    assert.deepEqual(shown(), first);
    await simulator.close();
  });

  it("is refused with the place of the mistake", () => {
    const WRONG: [given: unknown, message: RegExp][] = [
      [[], /expected object/],
      [{ people: [] }, /people/],
      [{ users: [{ name: "" }] }, /^users\.0\.name: /],
      [{ users: [{ name: "Zoe", presence: "Here" }] }, /^users\.0\.presence: /],
      [{ queues: [{ name: "Care", members: ["Nemo"] }] }, /There is no user Nemo/],
      [{ queues: [{ name: "Care", acwMode: "timeout" }] }, /Care needs a wrapupTimeoutMs/],
      [{ settings: { lag: 1 } }, /^settings\.lag: There is no such setting/],
      [{ settings: { lagMs: "1" } }, /^settings\.lagMs: /],
      [{ acts: [{ queue: "Care" }] }, /^acts\.0\.act: /],
    ];
    for (const [given, message] of WRONG) assert.throws(() => readStart(given), { message });
  });

  it("does not start where an act is unknown or not possible", async () => {
    const begin = (...acts: object[]) => startSimulator({ start: readStart({ acts }) });
    await assert.rejects(begin({ act: "flies" }), /acts\.0 \(flies\): There is no act flies/);
    await assert.rejects(
      begin({ act: "customerCalls" }, { act: "agentResumes" }),
      /acts\.1 \(agentResumes\): .*no agent is connected/,
    );
  });

  it("is accepted as each example of docs/simulator.md has it", async () => {
    const page = readFileSync(join(__dirname, "../../../docs/simulator.md"), "utf8");
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) =>
      readStart(JSON.parse(text)),
    );
    assert.ok(examples.length >= 2);
    for (const start of examples)
      await (await startSimulator({ clock: createVirtualClock(), start })).close();
  });
});
