import assert from "node:assert/strict";
import { openOnOrg, type ExampleOnOrg } from "../support/example-on-org";
import type { FlowNode } from "../support/example-files";

const PLACE = "postConversationsCallsUserUserId";

describe("38 - Call a list of numbers with a verdict for each line, in detail", function () {
  this.timeout(60_000);
  let example: ExampleOnOrg;
  const open = async (list?: readonly string[], more?: object): Promise<void> => {
    const rows = list?.map((number) => `ben.agent@example.com,${number},-`);
    const template = ["agent,number,customer", ...(rows ?? [])].join("\n");
    example = await openOnOrg("38", (node: FlowNode) =>
      list !== undefined && node.type === "template"
        ? { ...node, template }
        : node.type === "genesys-account"
          ? { ...node, ...more }
          : node,
    );
  };
  afterEach(() => example.close());

  const placed = () => example.org.log.entries().filter(({ operation }) => operation === PLACE);
  const numbers = (): unknown[] => placed().map(({ body }) => (body as { phoneNumber: string }).phoneNumber);
  /** The verdict of each line, after a press of the button. */
  const press = async (seconds: number): Promise<string[]> => {
    const { flow, running, pass } = example;
    running.seen.length = 0;
    running.press(flow.find(({ type }) => type === "inject") ?? assert.fail());
    await pass(seconds);
    return running.seen
      .filter(({ node }) => node === "line")
      .map(({ msg }) => msg.payload as { verdict: string; reason?: string; earlier?: true })
      .map(({ verdict, reason, earlier }) =>
        [verdict, reason, earlier && "earlier"].filter(Boolean).join(" "),
      );
  };

  it("gives each line its verdict, and calls no number again but the refused ones", async () => {
    await open();
    const first = ["placed", "refused noStation", "placed", "refused TOO_SHORT", "placed earlier"];
    assert.deepEqual(await press(12), first);
    assert.deepEqual(numbers(), ["+15555550151", "+15555550152", "+15555550153"]);
    const again = first.map((each) => (each === "placed" ? "placed earlier" : each));
    assert.deepEqual(await press(12), again);
    assert.deepEqual(numbers().slice(3), ["+15555550152"], "none is called twice");
  });

  it("says unknown where the response is lost, and does not call this number again", async () => {
    await open(["+15555550154"]);
    example.org.faults.add({ match: { operation: PLACE }, fault: { lostAnswer: true } });
    const [line = ""] = await press(5);
    assert.match(line, /^unknown/);
    assert.deepEqual(await press(5), ["unknown earlier"]);
    assert.equal(placed().length, 1);
  });

  it("keeps the pace of the flow and the limit of the account", async () => {
    const list = Array.from({ length: 12 }, (_, i) => `+155555502${10 + i}`);
    await open(list, { requestsPerMinute: 10 });
    assert.deepEqual(
      await press(100),
      list.map(() => "placed"),
    );
    assert.deepEqual(numbers(), list);
    const times = placed().map(({ at }) => at);
    const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    assert.ok(Math.min(...gaps.slice(0, 6)) >= 1_000, `one after the other: ${gaps.join()}`);
    assert.ok(Math.max(...gaps) > 10_000, `the account waits for its limit: ${gaps.join()}`);
    const all = example.org.log.entries();
    assert.deepEqual(
      all.filter(({ status }) => status === 429),
      [],
    );
  });
});
