import assert from "node:assert/strict";
import { operationGroups } from "../../../nodes/lib/facts/operations";
import {
  describeModel,
  describeOperation,
  listOperations,
  type OperationForm,
} from "../../../nodes/lib/platform/catalogue/form";

const formOf = (name: string): OperationForm => {
  const form = describeOperation(name);
  assert.ok("parameters" in form, name);
  return form;
};
const fieldOf = ({ parameters, body }: OperationForm, name: string) =>
  [...parameters, ...(body?.fields ?? [])].find((field) => field.name === name) ?? assert.fail(name);

describe("the list from which an operation is picked", () => {
  const list = listOperations();

  it("has every operation once, by medium and then by label", () => {
    assert.equal(new Set(list.map(({ id }) => id)).size, 3315);
    const groups = list.map(({ group }) => operationGroups.indexOf(group));
    assert.deepEqual(
      groups,
      [...groups].sort((a, b) => a - b),
    );
    const emails = list.filter(({ group }) => group === "emails").map(({ label }) => label);
    assert.deepEqual(emails, [...emails].sort());
  });

  it("marks what is a preview, what is deprecated, and what needs a user", () => {
    const marked = (mark: "preview" | "deprecated" | "needsUser"): number =>
      list.filter((one) => one[mark] !== undefined).length;
    assert.deepEqual([marked("preview"), marked("deprecated"), marked("needsUser")], [94, 130, 26]);
  });

  it("names each operation that there is to use instead of a deprecated one", () => {
    const { deprecated } =
      list.find(({ id }) => id === "postConversationParticipantReplace") ?? assert.fail();
    assert.ok(deprecated?.use?.includes("postConversationParticipantTransfer"));
  });
});

describe("the form of an operation", () => {
  it("is the same by each of its names", () => {
    const form = formOf("postConversationsEmailsAgentless");
    for (const name of [
      "post_emails_agentless",
      "genesys_conversations_digital_post_emails_agentless",
      "POST /api/v2/conversations/emails/agentless",
    ])
      assert.deepEqual(formOf(name), form);
  });

  it("marks what is required, in the path and in the body, also where only this operation wants it", () => {
    const wrapUp = formOf("postConversationsCallParticipantCommunicationWrapup");
    assert.equal(fieldOf(wrapUp, "communicationId").required, true);
    assert.equal(fieldOf(wrapUp, "notes").required, undefined);
    assert.equal(fieldOf(formOf("post_emails_agentless"), "senderType").required, true);
    assert.equal(fieldOf(formOf("postConversationsCallParticipants"), "participants").required, true);
    assert.deepEqual(formOf("postConversationsCalls").body?.exactlyOne?.slice(0, 2), [
      "phoneNumber",
      "callUserId",
    ]);
  });

  it("has the models of nested objects, to any depth, and their fields when they are wanted", () => {
    const form = formOf("postAuthorizationRoles");
    assert.equal(fieldOf(form, "permissionPolicies").model, "DomainPermissionPolicy");
    let depth = 0;
    let models = (form.body?.fields ?? []).flatMap(({ model }) => model ?? []);
    const seen = new Set<string>();
    while (models.length > 0) {
      depth += 1;
      models = models.flatMap((name) => {
        const { fields } = describeModel("postAuthorizationRoles", name);
        assert.ok(fields.length > 0, name);
        return fields.flatMap(({ model }) => (model === undefined || seen.has(model) ? [] : model));
      });
      for (const name of models) seen.add(name);
    }
    assert.ok(depth >= 8, String(depth));
    assert.deepEqual(describeModel("postAuthorizationRoles", "NoSuchModel"), { fields: [] });
    assert.deepEqual(describeModel("noSuchOperation", "DomainEntityRef"), { fields: [] });
  });

  it("offers the values that an enumeration has, and of them those that the operation takes", () => {
    const media = formOf("get_message_communication_messages_media");
    assert.deepEqual(fieldOf(media, "status").enum, ["uploading", "valid", "invalid"]);
    assert.deepEqual(fieldOf(formOf("patch_email"), "state").enum, ["disconnected"]);
  });

  it("shows what a body is that is a list, and that there is none", () => {
    assert.deepEqual(formOf("postNotificationsChannelSubscriptions").body, { required: true });
    assert.equal(formOf("getConversation").body, null);
  });

  it("suggests what was probably meant by a name that no operation has", () => {
    const answer = describeOperation("getConversatoin");
    assert.ok("problem" in answer);
    assert.equal(answer.suggestions[0], "getConversation");
  });
});
