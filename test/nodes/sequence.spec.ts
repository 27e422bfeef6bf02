import assert from "node:assert/strict";
import type { NodeAPI, NodeMessage } from "node-red";
import { asSequence } from "../../nodes/lib/node/sequence";

describe("several results of one message", () => {
  let ids = 0;
  const generateId = (): string => `run ${(ids += 1)}`;
  const RED = { util: { cloneMessage: structuredClone, generateId } } as unknown as NodeAPI;
  beforeEach(() => (ids = 0));
  const results = [{ payload: [1, 2, 3] }, { payload: [4] }];

  it("leave as one message each, numbered as Node-RED's own Split does it, none sharing anything with another", () => {
    const msg: NodeMessage & Record<string, unknown> = { _msgid: "m", detail: { kept: true } };
    const [messages] = asSequence(RED, msg, results) as unknown as [Record<string, unknown>[]];
    assert.notEqual(messages[0]?.detail, messages[1]?.detail);
    assert.deepEqual(messages, [
      { ...msg, payload: [1, 2, 3], parts: { id: "run 1", type: "array", count: 2, len: 3, index: 0 } },
      { ...msg, payload: [4], parts: { id: "run 1", type: "array", count: 2, len: 3, index: 1 } },
    ]);
  });

  it("keep the place of the message in a sequence around them, for the Join after the next", () => {
    const parts = { id: "outer", type: "array", count: 5, index: 3 };
    const [messages] = asSequence(RED, { _msgid: "m", parts }, results) as unknown as [{ parts: object }[]];
    assert.deepEqual(
      messages.map((one) => (one.parts as { parts: object }).parts),
      [parts, parts],
    );
  });

  it("have a separate id for each run: two nodes that split one message do not mix in a Join", () => {
    const msg = { _msgid: "m" };
    const runs = [1, 2].map(() => asSequence(RED, msg, results) as unknown as [{ parts: { id: string } }[]]);
    const idsOf = runs.map(([messages]) => new Set(messages.map(({ parts }) => parts.id)));
    assert.deepEqual(
      idsOf.map((each) => each.size),
      [1, 1],
    );
    assert.equal(new Set(idsOf.flatMap((each) => [...each])).size, 2);
  });

  it("carry no error of an earlier try", () => {
    const msg: NodeMessage & Record<string, unknown> = { _msgid: "m", error: { message: "an earlier one" } };
    const [messages] = asSequence(RED, msg, results) as unknown as [object[]];
    assert.ok(messages.every((one) => !("error" in one)));
  });
});
