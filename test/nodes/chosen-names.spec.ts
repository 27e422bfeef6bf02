import assert from "node:assert/strict";
import { editorPage } from "../support/editor-page";
import { editorScripts } from "../support/editor-script";
import { definitionOf } from "../support/dialogs";
import { complete, optionsOf } from "../support/stored-node";
import { paletteTypes } from "../support/package";

const ID = "7d1f3b52-9c1e-4f3a-8a55-0c2b6e9d4f10";
const OTHER = "0e18f2c4-1b7a-4d2e-9f61-5a3c7b8d9e20";
const names = { [ID]: "Support", [OTHER]: "Sales" };

interface Item {
  id: string;
  name: string;
}
interface Scripts {
  openNames(node: object): void;
  namedField(
    input: object,
    ids: () => string[],
    kind: () => string | undefined,
  ): { remember(item: Item): void };
  storeNames(node: object): void;
}

/** What a node stores after an entry was chosen from the list of a field that has these ids in the end. */
const storedAfter = (kind: string | undefined, item: Item, ids: string[], before: object = {}): object => {
  const { openNames, namedField, storeNames } = editorScripts("words", "lookup-stored") as unknown as Scripts;
  const node = { ...before };
  openNames(node);
  namedField(
    [{ isConnected: true }],
    () => ids,
    () => kind,
  ).remember(item);
  storeNames(node);
  return JSON.parse(JSON.stringify(node)) as object;
};

describe("the name of an id that was chosen from a list", () => {
  const LABELS: [type: string, config: object, arrow: RegExp][] = [
    ["genesys-set-postflow", { destination: ID, destinationType: "str" }, /does\.setTo/],
    ["genesys-wrap-up", { code: ID, codeType: "str" }, /does\.applyCode/],
    [
      "genesys-update-participant",
      { action: "transfer", destination: ID, destinationType: "str" },
      /does\.transferTo/,
    ],
    [
      "genesys-place-call",
      { destinationType: "queue", destination: ID, destinationValueType: "str" },
      /does\.call$/,
    ],
    ["genesys-events", { scope: "queue", ids: `${ID}, ${OTHER}` }, /does\.named/],
  ];
  for (const [type, config, does] of LABELS)
    it(`is on the node: ${type}`, () => {
      const { type: registered, node } = editorPage(type);
      const said: unknown[] = [];
      const _ = (key: string, values: Record<string, unknown> = {}): string => {
        said.push(...Object.values(values));
        return key;
      };
      assert.match(registered.label.call(node({ ...config, names, _ })), does);
      assert.ok(said.includes(type === "genesys-events" ? "Support, Sales" : "Support"), String(said));
      said.length = 0;
      registered.label.call(node({ ...config, names: { [OTHER]: 7, [`${ID}1`]: "Support" }, _ }));
      assert.ok(!said.includes("Support"), "it belongs to another id");
    });

  it("is stored by its id, and removed with it", () => {
    const chosen = { id: ID, name: "Support" };
    assert.deepEqual(storedAfter("queue", chosen, [ID]), { names: { [ID]: "Support" } });
    assert.deepEqual(storedAfter("queue", chosen, [OTHER], { names: { [OTHER]: "Sales" } }), {
      names: { [OTHER]: "Sales" },
    });
    assert.deepEqual(storedAfter("queue", chosen, [], { names: { [OTHER]: "Sales" } }), {});
  });

  it("is not stored of a user or a contact, nor where it may be a phone number", () => {
    for (const kind of ["user", "externalContact", undefined])
      assert.deepEqual(storedAfter(kind, { id: ID, name: "Ada Agent" }, [ID]), {});
    for (const name of ["+1 555 555 0142", "", "(0911) 12-34"])
      assert.deepEqual(storedAfter("openIntegration", { id: ID, name }, [ID]), {});
    assert.deepEqual(storedAfter("queue", { id: ID, name: "請求" }, [ID]), { names: { [ID]: "請求" } });
  });

  it("means nothing to the runtime, and a new node has none", () => {
    for (const type of paletteTypes) {
      const { node } = editorPage(type);
      assert.ok(!("names" in (JSON.parse(JSON.stringify(node({ _def: undefined }))) as object)), type);
      if (definitionOf(type) === undefined) continue;
      const config = complete(type);
      assert.deepEqual(optionsOf(type, { ...config, names }), optionsOf(type, config), type);
    }
  });
});
