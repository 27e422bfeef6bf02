import assert from "node:assert/strict";
import { createRequire } from "node:module";
import helper from "node-red-node-test-helper";
import getConversation from "../../nodes/genesys-get-conversation";
import { openBench, type Bench } from "../support/flow";
import { until } from "../support/until";

interface Line {
  level: number;
  type?: string;
  msg: unknown;
  format?: string;
}

const ofRuntime = createRequire(createRequire(__filename).resolve(process.env.NR ?? "node-red"));
const { util } = ofRuntime("@node-red/util") as { util: { encodeObject(line: Line): Line } };

/** The level of an error in Node-RED's log. */
const ERROR = 20;
const SENTENCE = /^msg\.conversationId is blank[^\n]*\.$/;

describe("an error of a node", () => {
  let bench: Bench;
  afterEach(() => bench.close());

  const open = async (more: Record<string, unknown> = {}): Promise<Bench> =>
    (bench = await openBench(getConversation, "genesys-get-conversation", more, {
      flow: [
        { id: "uncaught", type: "genesys-get-conversation", z: "tab", account: "the-account", wires: [] },
      ],
    }));

  const logged = async (): Promise<Line> => {
    await open();
    const lines = (): Line[] =>
      helper
        .log()
        .args.map(([line]) => line as Line)
        .filter(({ level, type }) => level === ERROR && type === "genesys-get-conversation");
    helper.getNode("uncaught").receive({});
    await until(() => lines().length > 0);
    assert.equal(lines().length, 1);
    return lines()[0] as Line;
  };

  it("that no Catch node receives is one sentence in the log", async () => {
    assert.match(`${(await logged()).msg as string}`, SENTENCE);
  });

  it("that no Catch node receives is the same sentence in the debug sidebar, and no object", async () => {
    const { msg, format } = util.encodeObject({ ...(await logged()) });
    assert.equal(typeof msg, "string");
    assert.match(msg as string, SENTENCE);
    assert.equal(format, "String");
  });

  it("is that sentence behind a Catch node and on the second output, with the same code and cause", async () => {
    const caught = (await (await open()).send({})).msg.error;
    await bench.close();
    const second = (await (await open({ errorOutput: true })).send({})).msg.error;
    assert.match(caught?.message ?? "", SENTENCE);
    assert.deepEqual(
      [second?.message, second?.code, second?.cause],
      [caught?.message, caught?.code, caught?.cause],
    );
    assert.deepEqual([caught?.code, caught?.cause?.field], ["input", "conversationId"]);
  });
});
