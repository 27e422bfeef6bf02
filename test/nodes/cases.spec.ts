import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { casesOf, type NodeCases } from "../support/cases";
import { definitionOf, ROOT } from "../support/dialogs";
import { CONFIGS, nodeTypes, PLANS, RESPONDERS } from "../support/nodes";

const FLOW_TYPES = nodeTypes().filter((type) => !CONFIGS.includes(type));

/** Does it send a request that changes something for a message, whatever else a message says? */
const acts = (type: string): boolean => {
  const steps = PLANS.get(type)?.({}).steps() ?? [];
  return steps.some(
    ({ when, requests }) => when === "always" && requests.some(({ method }) => method !== "GET"),
  );
};
const receives = (type: string): boolean => definitionOf(type) !== undefined;
const sends = (type: string): boolean => PLANS.get(type)?.({}).steps()?.length !== 0;
const finds = (type: string): boolean => "which" in (definitionOf(type)?.options.shape ?? {});

describe("the cases of the nodes", () => {
  it("are in a file for each node of the palette, and in no other", () => {
    const files = readdirSync(join(ROOT, "test/support/cases"));
    assert.deepEqual(files.sort(), FLOW_TYPES.map((type) => `${type}.ts`).sort());
  });

  const NEEDED: [kind: keyof NodeCases, types: string[]][] = [
    ["dialog", FLOW_TYPES],
    ["byDefault", FLOW_TYPES.filter((type) => receives(type) && !RESPONDERS.includes(type))],
    ["secretive", FLOW_TYPES.filter((type) => receives(type) && sends(type))],
    ["named", FLOW_TYPES.filter(finds)],
    ["damaged", FLOW_TYPES.filter((type) => receives(type) && acts(type))],
  ];
  for (const [kind, needed] of NEEDED)
    it(`are complete: ${kind}`, () => {
      assert.ok(needed.length > 4);
      const found = new Set<string>(casesOf(kind).map(({ type }) => type));
      assert.deepEqual([...found].sort(), needed.sort());
    });
});
