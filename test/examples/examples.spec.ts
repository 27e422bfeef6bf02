import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exampleNames, readExample } from "../support/example-files";
import { endingsOf, openExample, type RunningExample } from "../support/examples";
import { ROOT } from "../support/dialogs";
import { nodeTypes } from "../support/nodes";

/** Of a client, and of a signed-in user. */
const ACCOUNTS = ["a0000000000000aa", "a0000000000000ab"];
/** Virtual time that an example may take. */
const LONGEST_MS = 10 * 60_000;

describe("the examples", () => {
  /** The examples run without another server. */
  const NEEDS_REDIS = "genesys-backplane";

  it("show every node of the package that needs no other server, each at least once", () => {
    const shown = new Set(exampleNames().flatMap((name) => readExample(name).map(({ type }) => type)));
    assert.deepEqual(
      nodeTypes().filter((type) => !shown.has(type)),
      [NEEDS_REDIS],
    );
  });

  it("have names that sort and say what they do, and separate ids", () => {
    const owner = new Map<string, string>();
    for (const name of exampleNames()) {
      assert.match(name, /^\d\d - [A-Z].+/);
      for (const { id } of readExample(name)) {
        if (ACCOUNTS.includes(id)) continue;
        assert.equal(owner.get(id), undefined, `${id} is in "${name}" and in "${owner.get(id)}"`);
        owner.set(id, name);
      }
    }
  });

  it("have no credentials and use only core nodes and those of the package", () => {
    const ours = new Set(nodeTypes());
    for (const name of exampleNames()) {
      const flow = readExample(name);
      assert.doesNotMatch(JSON.stringify(flow), /clientSecret|accessToken|"credentials"/, name);
      const core =
        /^(tab|inject|debug|comment|change|switch|function|delay|catch|status|complete|link in|link out|link call|split|join|template|trigger|file|csv|group|json|http in|http response|http request)$/;
      const strangers = flow.map(({ type }) => type).filter((type) => !ours.has(type) && !core.test(type));
      assert.deepEqual(strangers, [], name);
      assert.ok(
        flow.some(({ type }) => type === "comment"),
        `"${name}" explains itself`,
      );
    }
  });

  it("use in each input only a type that its dialog offers", () => {
    for (const name of exampleNames())
      for (const node of readExample(name).filter(({ type }) => type.startsWith("genesys-"))) {
        const html = readFileSync(join(ROOT, "nodes", `${node.type}.html`), "utf8");
        for (const [, input = "", list = ""] of html.matchAll(/^ +(\w+): \[((?:"\w+", )+"env")\],$/gm)) {
          const type = node[`${input}Type`];
          if (type !== undefined)
            assert.ok(list.includes(`"${type as string}"`), `${name}: ${node.id} ${input}`);
        }
      }
  });

  for (const name of exampleNames())
    describe(name, () => {
      let example: RunningExample | undefined;
      afterEach(() => example?.close());

      it("runs against a fresh simulated org with one press of its first button", async function () {
        this.timeout(60_000);
        example = await openExample(name);
        const { seen, flow, press, run } = example;
        const [first] = flow.filter(({ type }) => type === "inject");
        assert.ok(first, "it has a button");
        const reached = () => [...new Set(seen.map(({ node }) => node))].sort();
        press(first);
        await run(() => reached().length >= endingsOf(name).length, LONGEST_MS / 20);
        assert.deepEqual(reached(), endingsOf(name), JSON.stringify(seen.map(({ msg }) => msg.error)));
      });
    });

  describe("01 in detail", () => {
    let example: RunningExample | undefined;
    afterEach(() => example?.close());

    it("finds the ids of the caller's live call", async () => {
      example = await openExample("01 - Read a live call");
      const { seen, flow, press, run } = example;
      press(flow.find(({ type }) => type === "inject") ?? assert.fail());
      await run(() => seen.some(({ node }) => node === "the ids found"), 10_000);
      assert.deepEqual(seen.find(({ node }) => node === "the ids found")?.msg.payload, {
        conversationId: "fe00260d-2b3b-44ff-bc25-6008f321c168",
        participantId: "568aeef9-663b-40f3-8eed-ba0298733191",
        communicationId: "59ff0880-edac-367c-a64f-341f057befbe",
        mediaType: "call",
      });
    });
  });
});
