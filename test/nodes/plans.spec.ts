import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { plannerOf } from "../../nodes/lib/node/plans";
import { ROOT } from "../support/dialogs";
import { CONFIGS, nodeTypes, PLANS, stepsOf } from "../support/nodes";

const PLATFORM = join(ROOT, "nodes/lib/platform");

describe("the plan of a node", () => {
  it("is declared by every node that has an account", () => {
    const planned = nodeTypes().filter((type) => !CONFIGS.includes(type));
    assert.deepEqual([...PLANS.keys()].sort(), planned.sort());
  });

  it("is declared by nothing on the platform's floor, which knows no type of node", () => {
    const files = readdirSync(PLATFORM, { recursive: true }).map(String);
    const sources = files.filter((file) => file.endsWith(".ts"));
    assert.ok(sources.length > 100);
    for (const file of sources) {
      const text = readFileSync(join(PLATFORM, file), "utf8");
      for (const type of nodeTypes()) assert.ok(!text.includes(`"${type}"`), `${file} names ${type}`);
    }
  });

  it("is empty where a node sends nothing, and unknown where only a message says what", () => {
    assert.deepEqual(PLANS.get("genesys-simulate")?.({}).steps(), []);
    assert.equal(PLANS.get("genesys-api")?.({ operationType: "msg", operation: "op" }).steps(), undefined);
  });

  it("counts each option that is not valid as its default, and reads the others", () => {
    const chosen = { action: "read", provisional: true, mediaType: "call" };
    const steps = stepsOf("genesys-wrap-up", { ...chosen, target: "constructor", when: 5 });
    assert.deepEqual(steps, stepsOf("genesys-wrap-up", chosen));
    assert.notDeepEqual(steps, stepsOf("genesys-wrap-up", {}));
  });

  describe("is given", () => {
    /** A planner that shows what it is given as the body of its one step. */
    const shown = (config: Record<string, unknown>): Record<string, unknown> => {
      const planner = plannerOf({
        inputs: z.object({ word: z.string(), note: z.string() }),
        options: z.object({
          size: z.enum(["small", "large"]).default("small"),
          needed: z.string(),
          list: z.array(z.string()).default([]),
        }),
        plan: ({ options, blank, fixed }) => [
          { when: "always", requests: [], body: { options, blank: [...blank], word: fixed("word") } },
        ],
      });
      const [step] = planner(config).steps() ?? [];
      return step?.body as Record<string, unknown>;
    };

    it("the options by the node's own schema, one without a default as undefined", () => {
      const none = { size: "small", needed: undefined, list: [] };
      assert.deepEqual(shown({}).options, none);
      assert.deepEqual(shown({ size: "", needed: null, list: "a" }).options, none);
      const all = { size: "large", needed: "this", list: ["a"] };
      assert.deepEqual(shown(all).options, all);
    });

    it("the inputs that are blank, and nothing else that is", () => {
      assert.deepEqual(shown({ word: "", size: "", note: "x", other: "" }).blank, ["word"]);
    });

    it("the text of an input that neither a message nor the environment has", () => {
      assert.equal(shown({ word: "this" }).word, "this");
      assert.equal(shown({ word: "this", wordType: "str" }).word, "this");
      for (const config of [{}, { word: "this", wordType: "msg" }, { word: "${WORD}" }])
        assert.equal(shown(config).word, undefined);
    });
  });
});
