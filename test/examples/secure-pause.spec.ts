import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";

const PUT = "putConversationsCallRecordingstate";

describe("36 - Pause the recording and resume it in any case", function () {
  this.timeout(30_000);
  let example: ExampleOnOrg | undefined;
  afterEach(() => example?.close());

  const open = async (button: string) => {
    example = await openOnOrg("36");
    const { org, flow, running, pass } = example;
    const press = (): void =>
      running.press(
        flow.find(({ type, name }) => type === "inject" && name === button) ?? assert.fail(button),
      );
    const isPaused = (): boolean =>
      [...org.store.conversations.values()].some(({ securePause }) => securePause === true);
    const states = (): unknown[] =>
      org.log
        .entries()
        .filter(({ operation }) => operation === PUT)
        .map(({ body }) => (body as { recordingState: string }).recordingState);
    return { org, running, pass, press, isPaused, states };
  };

  const WAYS: [button: string, isLong: boolean][] = [
    ["the customer pays", false],
    ["the card is refused", true],
    ["no response comes", true],
  ];
  for (const [button, isLong] of WAYS)
    it(`resumes it: ${button}`, async () => {
      const { running, pass, press, isPaused, states } = await open(button);
      press();
      const until = async (holds: () => boolean): Promise<void> => {
        for (let turn = 0; turn < 60 && !holds(); turn += 1) await pass(0.5);
        assert.ok(holds());
      };
      if (isLong) await until(isPaused);
      await until(() => states().includes("ACTIVE") && !isPaused());
      await until(() => running.seen.some(({ node }) => node === "the recording"));
      const [first, ...others] = states();
      assert.deepEqual([isPaused(), first], [false, "PAUSED"]);
      // The deadline resumes it once more, which does no harm.
      assert.ok(others.length >= 1 && others.every((state) => state === "ACTIVE"), others.join());
      const shown = running.seen.filter(({ node }) => node === "the recording");
      assert.ok(shown.length > 0);
      const errors = running.seen.filter(({ node }) => node === "error");
      assert.equal(errors.length, button === "the card is refused" ? 1 : 0);
    });

  it("resumes it also where the response to the pause is lost for good, and the first resume fails", async () => {
    const { org, pass, press, isPaused, states } = await open("the customer pays");
    for (let nth = 0; nth < 20; nth += 1)
      org.faults.add({
        match: { operation: PUT },
        fault: nth === 0 ? { lostAnswer: true } : { status: 500 },
      });
    press();
    await pass(3);
    org.faults.clear();
    await pass(60);
    assert.equal(isPaused(), false);
    assert.equal(states().at(-1), "ACTIVE");
  });

  it("has nothing to resume where the customer hangs up meanwhile, and that is no error", async () => {
    const { org, running, pass, press } = await open("no response comes");
    press();
    await pass(3);
    const live = [...org.store.conversations.values()].find(({ securePause }) => securePause === true);
    org.act.customerHangsUp(live?.id ?? assert.fail());
    await pass(4);
    const payload = running.seen.find(({ node }) => node === "the recording")?.msg.payload;
    assert.equal((payload as { already?: boolean } | undefined)?.already, true);
  });
});
