import assert from "node:assert/strict";
import { operationGroups } from "../../nodes/lib/facts/operations";
import { loadRows } from "../../nodes/lib/facts/platform";
import { listOperations } from "../../nodes/lib/platform/catalogue/form";
import { editorPage } from "../support/editor-page";

interface Operation {
  id: string;
  group: string;
  preview?: boolean;
  deprecated?: object;
}

describe("the search for an operation", () => {
  const { search, readIndex } = editorPage("genesys-api").shared.genesysCloudOperations as {
    search: (operations: Operation[], text: string) => Operation[];
    readIndex: (answer: unknown) => Operation[];
  };
  const all = readIndex({ groups: operationGroups, rows: JSON.parse(JSON.stringify(loadRows())) as unknown });
  const found = (text: string): string[] => [...search(all, text)].map(({ id }) => id);

  it("reads the index of the server as the list that the catalogue has", () => {
    assert.deepEqual(
      JSON.parse(JSON.stringify(all)),
      JSON.parse(
        JSON.stringify(listOperations(), (key, value: unknown) => (key === "api" ? undefined : value)),
      ),
    );
  });

  it("finds operations of every area by permission, path and label", () => {
    assert.ok(found("recording:recording:view").includes("getConversationRecordings"));
    assert.ok(found("outbound contact list").includes("postOutboundContactlists"));
    assert.ok(found("/workforcemanagement shorttermforecasts").length > 5);
    assert.equal(found("getKnowledgeKnowledgebase")[0], "getKnowledgeKnowledgebase");
  });

  it("has what a word means most at the top", () => {
    assert.equal(found("attributes")[0], "patchConversationParticipantAttributes");
    assert.equal(found("place call")[0], "postConversationsCalls");
    assert.equal(found("getUsers")[0], "getUsers");
  });

  it("has preview and deprecated operations last in their group, and each group once", () => {
    for (const text of ["get", "attributes", "conversation"]) {
      const list = [...search(all, text)];
      const groups = list.map(({ group }) => group).filter((group, at, every) => group !== every[at - 1]);
      assert.deepEqual(groups, [...new Set(groups)], text);
      const lateness = ({ deprecated, preview }: Operation): number =>
        deprecated ? 2 : preview === true ? 1 : 0;
      for (const [at, one] of list.entries()) {
        const before = list[at - 1];
        if (before?.group === one.group) assert.ok(lateness(before) <= lateness(one), `${text}: ${one.id}`);
      }
    }
  });

  it("finds the same as before: every word, in the label, the name, the path or the group", () => {
    assert.deepEqual(
      found(""),
      all.map(({ id }) => id),
    );
    assert.deepEqual(found("no such thing at all"), []);
    assert.ok(found("/users me").includes("getUsersMe"));
  });
});
